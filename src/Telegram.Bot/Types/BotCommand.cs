namespace Telegram.Bot.Types;

/// <summary>A command in the menu: 1-32 of a-z, 0-9 and _, and its description, 1-256 characters.</summary>
public class BotCommand
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string Command { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string Description { get; set; } = default!;
    public bool IsEphemeral { get; set; }

    /// <summary>An empty command.</summary>
    public BotCommand()
    {
    }

    /// <summary>A command with its description.</summary>
    public BotCommand(string command, string description) => (Command, Description) = (command, description);

    /// <summary>A command with its description.</summary>
    public static implicit operator BotCommand((string text, string description) tuple) =>
        new(tuple.text, tuple.description);
}

/// <summary>For whom a list of commands is meant.</summary>
[JsonConverter(typeof(PolymorphicJsonConverter<BotCommandScope>))]
[Discriminated("type")]
[Variant("default", typeof(BotCommandScopeDefault))]
[Variant("all_private_chats", typeof(BotCommandScopeAllPrivateChats))]
[Variant("all_group_chats", typeof(BotCommandScopeAllGroupChats))]
[Variant("all_chat_administrators", typeof(BotCommandScopeAllChatAdministrators))]
[Variant("chat", typeof(BotCommandScopeChat))]
[Variant("chat_administrators", typeof(BotCommandScopeChatAdministrators))]
[Variant("chat_member", typeof(BotCommandScopeChatMember))]
public abstract class BotCommandScope
{
    /// <summary>The kind of scope.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public abstract BotCommandScopeType Type { get; }

    /// <summary>Commands for everyone.</summary>
    public static BotCommandScopeDefault Default() => new();

    /// <summary>Commands in private chats.</summary>
    public static BotCommandScopeAllPrivateChats AllPrivateChats() => new();

    /// <summary>Commands in groups.</summary>
    public static BotCommandScopeAllGroupChats AllGroupChats() => new();

    /// <summary>Commands for the administrators of groups.</summary>
    public static BotCommandScopeAllChatAdministrators AllChatAdministrators() => new();

    /// <summary>Commands in one chat.</summary>
    public static BotCommandScopeChat Chat(ChatId chatId) => new() { ChatId = chatId };

    /// <summary>Commands for the administrators of one chat.</summary>
    public static BotCommandScopeChatAdministrators ChatAdministrators(ChatId chatId) => new() { ChatId = chatId };

    /// <summary>Commands for one member of a chat.</summary>
    public static BotCommandScopeChatMember ChatMember(ChatId chatId, long userId) =>
        new() { ChatId = chatId, UserId = userId };
}

/// <summary>Commands for everyone.</summary>
public class BotCommandScopeDefault : BotCommandScope
{

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.Default;
}

/// <summary>Commands in private chats.</summary>
public class BotCommandScopeAllPrivateChats : BotCommandScope
{

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.AllPrivateChats;
}

/// <summary>Commands in groups.</summary>
public class BotCommandScopeAllGroupChats : BotCommandScope
{

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.AllGroupChats;
}

/// <summary>Commands for the administrators of groups.</summary>
public class BotCommandScopeAllChatAdministrators : BotCommandScope
{

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.AllChatAdministrators;
}

/// <summary>Commands in one chat.</summary>
public class BotCommandScopeChat : BotCommandScope
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public ChatId ChatId { get; set; } = default!;

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.Chat;
}

/// <summary>Commands for the administrators of one chat.</summary>
public class BotCommandScopeChatAdministrators : BotCommandScope
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public ChatId ChatId { get; set; } = default!;

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.ChatAdministrators;
}

/// <summary>Commands for one member of a chat.</summary>
public class BotCommandScopeChatMember : BotCommandScope
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public ChatId ChatId { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public long UserId { get; set; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public override BotCommandScopeType Type => BotCommandScopeType.ChatMember;
}

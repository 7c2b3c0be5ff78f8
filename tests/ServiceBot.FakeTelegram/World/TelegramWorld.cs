using System.Text.Json;
using ServiceBot.FakeTelegram.Limits;
using ServiceBot.FakeTelegram.Updates;

namespace ServiceBot.FakeTelegram;

/// <summary>Everything this Telegram knows. Every access holds <see cref="Gate"/>.</summary>
internal sealed class TelegramWorld
{
    private int _lastSharedMessageId;
    private long _lastPressId = 4_300_000_000_000_000;
    private int _lastFile;

    public TelegramWorld(FakeTelegramOptions options)
    {
        Options = options;
        Bot = new(long.Parse(options.Token.Split(':')[0]), "Сервис", Username: options.BotUsername, IsBot: true);
        Users.Add(Bot.Id, Bot);
        Limits = new(options.Limits);
        Updates = new(options);
    }

    public Lock Gate { get; } = new();

    public FakeTelegramOptions Options { get; }

    public FakeUser Bot { get; }

    public RateLimits Limits { get; }

    public UpdateQueue Updates { get; }

    public Dictionary<long, FakeUser> Users { get; } = [];

    public Dictionary<long, FakeChat> Chats { get; } = [];

    public Dictionary<string, FakeFile> Files { get; } = [];

    public Dictionary<string, FakePress> Presses { get; } = [];

    /// <summary>Menus of commands by scope and language: the JSON as it came.</summary>
    public Dictionary<string, string> Commands { get; } = [];

    public long Sends { get; set; }

    public long Edits { get; set; }

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    public FakeChat ChatOf(long id) =>
        Chats.GetValueOrDefault(id) ?? throw new InvalidOperationException($"There is no chat {id}");

    public FakeUser UserOf(long id) =>
        Users.GetValueOrDefault(id) ?? throw new InvalidOperationException($"There is no user {id}");

    public FakeMessage MessageOf(long chatId, int id) => ChatOf(chatId).Messages.GetValueOrDefault(id)
        ?? throw new InvalidOperationException($"There is no message {id} in chat {chatId}");

    /// <summary>Supergroups count their own messages; private chats and basic groups share one count.</summary>
    public int NextMessageId(FakeChat chat) =>
        chat.Kind == FakeChatKind.Supergroup ? ++chat.LastMessageId : ++_lastSharedMessageId;

    public string NextPressId() => (++_lastPressId).ToString();

    public FakeFile Keep(
        string? name, ReadOnlyMemory<byte> content, string folder, string extension, (int W, int H) size = default)
    {
        var number = ++_lastFile;
        var file = new FakeFile($"AgACfake{number:D8}", $"{folder}/file_{number}{extension}", name, content, size.W, size.H);
        Files[file.Id] = file;
        return file;
    }

    /// <summary>Puts a message into its chat and shows it to the bot where it may see it.</summary>
    public FakeMessage Post(FakeChat chat, FakeMessage message)
    {
        chat.Messages[message.Id] = message;
        if (message.From.Id != Bot.Id && BotSees(chat, message))
            Updates.Add("message", chat.Id, json => WriteMessage(json, message));
        return message;
    }

    public bool BotSees(FakeChat chat, FakeMessage message)
    {
        if (chat.BotStatus is FakeMemberStatus.Left or FakeMemberStatus.Kicked)
            return false;
        if (chat.Kind == FakeChatKind.Private || !Options.PrivacyMode || chat.BotIsAdministrator || message.Service is not null)
            return true;
        return IsForBot(message.Words)
            || (message.ReplyToId is { } id && chat.Messages.TryGetValue(id, out var reply) && reply.From.Id == Bot.Id);
    }

    public void WriteMessage(Utf8JsonWriter json, FakeMessage message, bool withReply = true)
    {
        var chat = Chats[message.ChatId];
        json.WriteStartObject();
        json.WriteNumber("message_id", message.Id);
        json.WritePropertyName("from");
        message.From.Write(json);
        json.WritePropertyName("chat");
        chat.Write(json);
        json.WriteNumber("date", message.Date.ToUnixTimeSeconds());
        if (message.EditDate is { } edited)
            json.WriteNumber("edit_date", edited.ToUnixTimeSeconds());
        if (message.ThreadId is { } thread)
        {
            json.WriteNumber("message_thread_id", thread);
            if (chat.IsForum)
                json.WriteBoolean("is_topic_message", true);
        }

        // Within a topic whatever answers nothing else answers the message that opened the topic.
        if (withReply && chat.Messages.GetValueOrDefault(message.ReplyToId ?? message.ThreadId ?? 0) is { } reply
            && reply.Id != message.Id)
        {
            json.WritePropertyName("reply_to_message");
            WriteMessage(json, reply, withReply: false);
        }

        if (message.Service is not null)
            message.WriteService(json);
        message.Photo?.WritePhoto(json);
        message.Document?.WriteDocument(json);
        WriteWords(json, "text", "entities", message.Text, message.Entities);
        WriteWords(json, "caption", "caption_entities", message.Caption, message.Entities);
        if (!message.Keyboard.IsEmpty)
        {
            json.WritePropertyName("reply_markup");
            message.Keyboard.Write(json);
        }

        json.WriteEndObject();
    }

    public static void WriteMember(Utf8JsonWriter json, FakeUser user, FakeMemberStatus status, bool mayWrite = true)
    {
        json.WriteStartObject();
        json.WritePropertyName("user");
        user.Write(json);
        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()));
        switch (status)
        {
            case FakeMemberStatus.Creator:
                json.WriteBoolean("is_anonymous", false);
                break;
            case FakeMemberStatus.Administrator:
                foreach (var right in Rights)
                    json.WriteBoolean(right, right != "can_promote_members");
                break;
            case FakeMemberStatus.Restricted:
                json.WriteBoolean("is_member", true);
                json.WriteBoolean("can_send_messages", mayWrite);
                json.WriteNumber("until_date", 0);
                break;
            case FakeMemberStatus.Kicked:
                json.WriteNumber("until_date", 0);
                break;
            case FakeMemberStatus.Member or FakeMemberStatus.Left:
                break;
        }

        json.WriteEndObject();
    }

    private static readonly string[] Rights =
    [
        "can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
        "can_promote_members", "can_change_info", "can_invite_users", "can_pin_messages", "is_anonymous",
    ];

    private static void WriteWords(
        Utf8JsonWriter json, string name, string entitiesName, string? text, IReadOnlyList<FakeEntity> entities)
    {
        if (text is null)
            return;
        json.WriteString(name, text);
        if (entities.Count == 0)
            return;
        json.WriteStartArray(entitiesName);
        foreach (var entity in entities)
            entity.Write(json);
        json.WriteEndArray();
    }

    private bool IsForBot(string text)
    {
        if (!text.StartsWith('/'))
            return false;
        var command = text.Split([' ', '\n'], 2)[0];
        var at = command.IndexOf('@');
        return at < 0 || command[(at + 1)..].Equals(Bot.Username, StringComparison.OrdinalIgnoreCase);
    }
}

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>Finds the chat, topic and message a request speaks of, and whether the bot may write there.</summary>
internal static class Addressee
{
    /// <summary>A chat that the bot may look at.</summary>
    /// <exception cref="Refusal">No such chat, or no way in.</exception>
    public static FakeChat Chat(TelegramWorld world, Parameters parameters)
    {
        if (parameters.Text("chat_id") is not { Length: > 0 } name)
            throw Refusal.BadRequest("chat_id is empty");
        var chat = name[0] == '@'
            ? world.Chats.Values.FirstOrDefault(c => name.AsSpan(1).Equals(c.Username, StringComparison.OrdinalIgnoreCase))
            : world.Chats.GetValueOrDefault(parameters.Long("chat_id"));
        if (chat is null)
        {
            throw world.Users.ContainsKey(parameters.Long("chat_id"))
                ? Refusal.Forbidden("bot can't initiate conversation with a user")
                : Refusal.BadRequest("chat not found");
        }

        if (chat.MigratedTo is { } supergroup)
        {
            throw new Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat")
            {
                MigrateToChatId = supergroup,
            };
        }

        return (chat.BotStatus, chat.Kind) switch
        {
            (FakeMemberStatus.Kicked, FakeChatKind.Private) => throw Refusal.Forbidden("bot was blocked by the user"),
            (FakeMemberStatus.Kicked, FakeChatKind.Group) => throw Refusal.Forbidden("bot was kicked from the group chat"),
            (FakeMemberStatus.Kicked, _) => throw Refusal.Forbidden("bot was kicked from the supergroup chat"),
            (FakeMemberStatus.Left, FakeChatKind.Group) => throw Refusal.Forbidden("bot is not a member of the group chat"),
            (FakeMemberStatus.Left, _) => throw Refusal.Forbidden("bot is not a member of the supergroup chat"),
            _ => chat,
        };
    }

    /// <summary>The same, where the bot may write.</summary>
    public static FakeChat ChatToWrite(TelegramWorld world, Parameters parameters)
    {
        var chat = Chat(world, parameters);
        return chat.BotMayWrite
            ? chat
            : throw Refusal.BadRequest("not enough rights to send text messages to the chat");
    }

    /// <summary>The topic; General must be addressed by leaving it out.</summary>
    public static int? Thread(FakeChat chat, Parameters parameters)
    {
        var thread = parameters.Int("message_thread_id");
        if (thread == 0 || !chat.IsForum)
            return null;
        if (!chat.Topics.TryGetValue(thread, out var topic))
            throw Refusal.BadRequest("message thread not found");
        return topic.IsClosed && !chat.BotIsAdministrator ? throw Refusal.BadRequest("TOPIC_CLOSED") : thread;
    }

    /// <summary>The message to be answered.</summary>
    public static int? Reply(FakeChat chat, Parameters parameters)
    {
        using var json = parameters.Json("reply_parameters", "can't parse reply parameters JSON object");
        var id = json is null
            ? parameters.Int("reply_to_message_id")
            : json.RootElement.TryGetProperty("message_id", out var number) ? number.GetInt32() : 0;
        if (id == 0)
            return null;
        if (chat.Messages.ContainsKey(id))
            return id;
        var mayMiss = json is null
            ? parameters.Flag("allow_sending_without_reply")
            : json.RootElement.TryGetProperty("allow_sending_without_reply", out var flag) && flag.GetBoolean();
        return mayMiss ? null : throw Refusal.BadRequest("message to be replied not found");
    }

    /// <summary>A message of the chat.</summary>
    public static FakeMessage Message(FakeChat chat, Parameters parameters, string verb)
    {
        var id = parameters.Int("message_id");
        if (id == 0)
            throw Refusal.BadRequest("message identifier is not specified");
        return chat.Messages.GetValueOrDefault(id) ?? throw Refusal.BadRequest($"message to {verb} not found");
    }

    /// <summary>Counts one message to the chat against the limits.</summary>
    public static void Charge(TelegramWorld world, FakeChat chat)
    {
        if (world.Limits.Charge(chat.Rate, world.Now.UtcTicks) is > 0 and var wait)
            throw Refusal.TooManyRequests(wait);
    }
}

using System.Text.Json;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>The bot itself, chats and who is in them.</summary>
internal static class ChatMethods
{
    public static void GetMe(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        result.WriteStartObject();
        result.WriteNumber("id", world.Bot.Id);
        result.WriteBoolean("is_bot", true);
        result.WriteString("first_name", world.Bot.FirstName);
        result.WriteString("username", world.Bot.Username);
        result.WriteBoolean("can_join_groups", true);
        result.WriteBoolean("can_read_all_group_messages", !world.Options.PrivacyMode);
        result.WriteBoolean("supports_inline_queries", false);
        result.WriteBoolean("can_connect_to_business", false);
        result.WriteBoolean("has_main_web_app", false);
        result.WriteEndObject();
    }

    public static void GetChat(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        result.WriteStartObject();
        chat.WriteFields(result);
        result.WriteNumber("accent_color_id", 0);
        result.WriteNumber("max_reaction_count", 11);
        if (chat.PinnedMessageId is { } pinned && chat.Messages.TryGetValue(pinned, out var message))
        {
            result.WritePropertyName("pinned_message");
            world.WriteMessage(result, message, withReply: false);
        }

        result.WriteEndObject();
    }

    public static void GetChatMember(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        var id = parameters.Long("user_id");
        if (!world.Users.TryGetValue(id, out var user))
            throw Refusal.BadRequest(id == 0 ? "invalid user_id specified" : "user not found");
        if (id == world.Bot.Id)
            TelegramWorld.WriteMember(result, user, chat.BotStatus, chat.BotMayWrite);
        else
            TelegramWorld.WriteMember(result, user, StatusOf(chat, id));
    }

    public static void GetChatAdministrators(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        if (chat.Kind == FakeChatKind.Private)
            throw Refusal.BadRequest("there are no administrators in the private chat");
        result.WriteStartArray();
        if (chat.BotIsAdministrator)
            TelegramWorld.WriteMember(result, world.Bot, chat.BotStatus);
        foreach (var (user, status) in chat.Members.Values)
            if (status is FakeMemberStatus.Creator or FakeMemberStatus.Administrator)
                TelegramWorld.WriteMember(result, user, status);
        result.WriteEndArray();
    }

    public static void GetChatMemberCount(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        result.WriteNumberValue(1 + chat.Members.Values.Count(
            member => member.Status is not (FakeMemberStatus.Left or FakeMemberStatus.Kicked)));
    }

    public static void LeaveChat(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        if (chat.Kind == FakeChatKind.Private)
            throw Refusal.BadRequest("chat member status can't be changed in private chats");
        chat.BotStatus = FakeMemberStatus.Left;
        result.WriteBooleanValue(true);
    }

    private static FakeMemberStatus StatusOf(FakeChat chat, long userId) =>
        chat.Members.TryGetValue(userId, out var member) ? member.Status : FakeMemberStatus.Left;
}

using System.Globalization;
using System.Text.Json;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramChat = Telegram.Bot.Types.Chat;

namespace ServiceBot.Chat.Telegram;

/// <summary>What an update means to the chat; null for what concerns nobody here.</summary>
internal static class UpdateReading
{
    /// <summary>Reads one update.</summary>
    public static ChatEvent? Read(Update update)
    {
        if (update.CallbackQuery is { } press) return ReadPress(update.Id, press);
        if (update.Message is not { } message) return null;

        // Telegram tells a move twice, in the old chat and in the new; either may be the one that arrives.
        if (message.MigrateToChatId is { } to) return Moved(update.Id, message, message.Chat.Id, to);
        if (message.MigrateFromChatId is { } from) return Moved(update.Id, message, from, message.Chat.Id);
        return ReadMessage(update.Id, message);
    }

    /// <summary>
    /// Reads the press in an update that the client could not read, for the sake of the person who waits for words.
    /// </summary>
    /// <returns>Null when it is no press, or not even the press's own fields can be read.</returns>
    public static ButtonPressed? ReadBarePress(int updateId, JsonElement update)
    {
        if (Member(update, "callback_query") is not { ValueKind: JsonValueKind.Object } press
            || Text(press, "id") is not { Length: > 0 } queryId
            || Member(press, "from") is not { } from || Number(from, "id") is not { } userId) return null;

        var message = Member(press, "message");
        var chatId = message is { } m && Member(m, "chat") is { } chat ? Number(chat, "id") : null;
        var messageId = message is { } held ? Number(held, "message_id") : null;
        return new ButtonPressed(
            updateId,
            Address(chatId ?? userId),
            new ChatUser(TelegramChannel.ChannelName, Id(userId), FullName(Text(from, "first_name"), Text(from, "last_name"))),
            queryId,
            Text(press, "data") ?? "",
            messageId is null ? null : Id(messageId.Value));
    }

    private static ButtonPressed ReadPress(int updateId, CallbackQuery press)
    {
        // A press on a message without a chat cannot be on a card of ours; in the person's own chat it finds no button,
        // and the person is told so.
        var message = press.Message;
        return new ButtonPressed(
            updateId,
            message?.Chat is { } chat ? Address(chat.Id, Topic(message)) : Address(press.From.Id),
            Person(press.From),
            press.Id,
            press.Data ?? "",
            message is null ? null : Id(message.Id));
    }

    private static MessageReceived? ReadMessage(int updateId, Message message)
    {
        if (message.From is not { IsBot: false } from) return null;
        var text = message.Text ?? message.Caption ?? "";
        var photos = Photos(message);
        if (text.Length == 0 && photos.Count == 0) return null;

        // In a forum each message of a topic "answers" the message that opened the topic: that is no reply of a person.
        var answered = message.ReplyToMessage is { ForumTopicCreated: null } reply ? reply : null;
        return new MessageReceived(
            updateId,
            Address(message.Chat.Id, Topic(message)),
            Person(from),
            $"{message.Chat.Id}:{message.Id}",
            text,
            answered is null ? null : Id(answered.Id),
            photos,
            message.Chat.Type == ChatType.Private);
    }

    private static ChatMigrated Moved(int updateId, Message message, long from, long to) => new(
        updateId,
        Address(from),
        message.From is { } who ? Person(who) : new ChatUser(TelegramChannel.ChannelName, Id(from), ""),
        Id(to));

    private static IReadOnlyList<string> Photos(Message message)
    {
        if (message.Photo is { Length: > 0 } sizes)
            return [sizes.MaxBy(x => (long)x.Width * x.Height)!.FileId];
        // A picture sent "as a file" keeps its sharpness; mechanics do that.
        return message.Document is { MimeType: { } kind } file && kind.StartsWith("image/", StringComparison.Ordinal)
            ? [file.FileId]
            : [];
    }

    private static int? Topic(Message message) => message.IsTopicMessage ? message.MessageThreadId : null;

    private static ChatAddress Address(long chatId, int? topic = null) =>
        new(TelegramChannel.ChannelName, Id(chatId), topic);

    private static ChatUser Person(User user) =>
        new(TelegramChannel.ChannelName, Id(user.Id), FullName(user.FirstName, user.LastName));

    private static string FullName(string? first, string? last) =>
        string.IsNullOrEmpty(last) ? first ?? "" : $"{first} {last}";

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
            ? value
            : null;
}

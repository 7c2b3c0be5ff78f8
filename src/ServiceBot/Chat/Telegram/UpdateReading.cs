using System.Globalization;
using System.Text.Json;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramChat = Telegram.Bot.Types.Chat;

namespace ServiceBot.Chat.Telegram;

/// <summary>What an update means to the chat; null for what concerns nobody here.</summary>
internal static class UpdateReading
{
    /// <summary>
    /// The place of an update in time. Telegram counts updates upwards, but begins anew at random after a week without
    /// any; within three days its number decides, beyond that the calendar.
    /// </summary>
    /// <param name="updateId">Telegram's number.</param>
    /// <param name="heardAt">When it was fetched.</param>
    public static long OrderOf(int updateId, DateTimeOffset heardAt) =>
        (heardAt.ToUnixTimeSeconds() / ThreeDays << 32) + updateId;

    /// <summary>The beginning of the three days from which an order is.</summary>
    public static DateTimeOffset TimeOf(long order) => DateTimeOffset.FromUnixTimeSeconds((order >> 32) * ThreeDays);

    private const long ThreeDays = 3 * 24 * 3600;

    /// <summary>Reads one update.</summary>
    /// <param name="update">As Telegram sent it.</param>
    /// <param name="heardAt">When it was fetched.</param>
    /// <param name="ownName">The bot's user name, or null while unknown: a command for another bot is none for us.</param>
    public static ChatEvent? Read(Update update, DateTimeOffset heardAt, string? ownName = null)
    {
        var order = OrderOf(update.Id, heardAt);
        if (update.CallbackQuery is { } press) return ReadPress(order, press);
        if (update.Message is not { } message) return null;

        // Telegram tells a move twice, in the old chat and in the new; either may be the one that arrives.
        if (message.MigrateToChatId is { } to) return Moved(order, message, message.Chat.Id, to);
        if (message.MigrateFromChatId is { } from) return Moved(order, message, from, message.Chat.Id);
        return IsForAnotherBot(message.Text, ownName) ? null : ReadMessage(order, message);
    }

    /// <summary>Whether the text is a command with a bot's name: <c>/cases@our_bot</c>.</summary>
    public static bool NamesABot(string? text) => Addressee(text) is not null;

    /// <summary>
    /// Reads the press in an update that the client could not read, for the sake of the person who waits for words.
    /// </summary>
    /// <returns>Null when it is no press, or not even the press's own fields can be read.</returns>
    public static ButtonPressed? ReadBarePress(long order, JsonElement update)
    {
        if (Member(update, "callback_query") is not { ValueKind: JsonValueKind.Object } press
            || Text(press, "id") is not { Length: > 0 } queryId
            || Member(press, "from") is not { } from || Number(from, "id") is not { } userId) return null;

        var message = Member(press, "message");
        var chatId = message is { } m && Member(m, "chat") is { } chat ? Number(chat, "id") : null;
        var messageId = message is { } held ? Number(held, "message_id") : null;
        return new ButtonPressed(
            order,
            Address(chatId ?? userId),
            new ChatUser(TelegramChannel.ChannelName, Id(userId), FullName(Text(from, "first_name"), Text(from, "last_name"))),
            queryId,
            Text(press, "data") ?? "",
            messageId is null ? null : Id(messageId.Value));
    }

    private static bool IsForAnotherBot(string? text, string? ownName) =>
        ownName is not null && Addressee(text) is { } name && !name.Equals(ownName, StringComparison.OrdinalIgnoreCase);

    private static string? Addressee(string? text)
    {
        if (text is not ['/', ..]) return null;
        var end = text.AsSpan().IndexOfAny(" \n\t");
        var word = end < 0 ? text : text[..end];
        var at = word.IndexOf('@', StringComparison.Ordinal);
        return at > 1 && at < word.Length - 1 ? word[(at + 1)..] : null;
    }

    private static ButtonPressed ReadPress(long order, CallbackQuery press)
    {
        // A press on a message without a chat cannot be on a card of ours; in the person's own chat it finds no button,
        // and the person is told so.
        var message = press.Message;
        return new ButtonPressed(
            order,
            message?.Chat is { } chat ? Address(chat.Id, Topic(message)) : Address(press.From.Id),
            Person(press.From),
            press.Id,
            press.Data ?? "",
            message is null ? null : Id(message.Id));
    }

    private static MessageReceived? ReadMessage(long order, Message message)
    {
        if (message.From is not { IsBot: false } from) return null;
        var text = message.Text ?? message.Caption ?? "";
        var photos = Photos(message);
        if (text.Length == 0 && photos.Count == 0) return null;

        // In a forum each message of a topic "answers" the message that opened the topic: that is no reply of a person.
        var answered = message.ReplyToMessage is { ForumTopicCreated: null } reply ? reply : null;
        return new MessageReceived(
            order,
            Address(message.Chat.Id, Topic(message)),
            Person(from),
            $"{message.Chat.Id}:{message.Id}",
            text,
            answered is null ? null : Id(answered.Id),
            photos,
            message.Chat.Type == ChatType.Private)
        {
            RepliedToken = answered?.ReplyMarkup?.InlineKeyboard.SelectMany(x => x).Select(x => x.CallbackData)
                .FirstOrDefault(x => !string.IsNullOrEmpty(x)),
        };
    }

    private static ChatMigrated Moved(long order, Message message, long from, long to) => new(
        order,
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

    // Half of a surrogate pair is no text, and a name beside it may hold one. It must not keep the updates behind it waiting.
    internal static JsonElement? Member(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static string? Text(JsonElement element, string name)
    {
        if (Member(element, name) is not { ValueKind: JsonValueKind.String } text) return null;
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static long? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
            ? value
            : null;
}

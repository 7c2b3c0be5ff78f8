using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>What people do.</summary>
public sealed partial class FakeTelegramServer
{
    /// <summary>A person taps a button of a message as it stands now.</summary>
    /// <param name="userId">Who; he need not be a member: Telegram asks that of nobody.</param>
    /// <param name="chatId">Where.</param>
    /// <param name="messageId">Under which message.</param>
    /// <param name="button">Its text, its data, or how its text begins.</param>
    /// <exception cref="InvalidOperationException">There is no such message or button.</exception>
    public FakePress Press(long userId, long chatId, int messageId, string button) => Act(() =>
    {
        var message = _world.MessageOf(chatId, messageId);
        var data = message.Keyboard.Find(button).Data
            ?? throw new InvalidOperationException($"The button \"{button}\" sends nothing back");
        return AddPress(userId, chatId, messageId, data);
    });

    /// <summary>The same, and waits for the answer in real time.</summary>
    /// <exception cref="TimeoutException">The bot did not answer.</exception>
    public Task<FakeAnswer> PressAsync(
        long userId, long chatId, int messageId, string button, TimeSpan? timeout = null) =>
        Press(userId, chatId, messageId, button).AnswerAsync(timeout);

    /// <summary>
    /// A press with any data, as a client that forges it or still shows an old keyboard can send. The message may be
    /// gone.
    /// </summary>
    public FakePress PressForged(long userId, long chatId, int messageId, string data) =>
        Act(() => AddPress(userId, chatId, messageId, data));

    /// <summary>A person writes.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="chatId">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="replyTo">The message it answers; its topic is taken over.</param>
    /// <param name="threadId">The topic.</param>
    public FakeMessage Write(long userId, long chatId, string text, int? replyTo = null, int? threadId = null) => Act(() =>
    {
        var message = Draft(userId, chatId, replyTo, threadId);
        return _world.Post(_world.ChatOf(chatId), message with { Text = text, Entities = CommandIn(text) });
    });

    /// <summary>A person sends a photo.</summary>
    public FakeMessage SendPhoto(
        long userId, long chatId, ReadOnlyMemory<byte> content, string? caption = null, int? replyTo = null,
        int? threadId = null) => Act(() =>
        {
            var photo = _world.Keep(null, content, "photos", ".jpg", (1280, 960));
            var message = Draft(userId, chatId, replyTo, threadId);
            return _world.Post(_world.ChatOf(chatId), message with { Photo = photo, Caption = caption });
        });

    /// <summary>A person sends a document.</summary>
    public FakeMessage SendDocument(
        long userId, long chatId, ReadOnlyMemory<byte> content, string name, string? caption = null, int? replyTo = null,
        int? threadId = null) => Act(() =>
        {
            var document = _world.Keep(name, content, "documents", Path.GetExtension(name));
            var message = Draft(userId, chatId, replyTo, threadId);
            return _world.Post(_world.ChatOf(chatId), message with { Document = document, Caption = caption });
        });

    /// <summary>A person changes what he wrote.</summary>
    public FakeMessage Edit(long chatId, int messageId, string text) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        var edited = _world.MessageOf(chatId, messageId) with { Text = text, EditDate = _world.Now, Entities = CommandIn(text) };
        chat.Messages[messageId] = edited;
        if (_world.BotSees(chat, edited))
            _world.Updates.Add("edited_message", chatId, json => _world.WriteMessage(json, edited));
        return edited;
    });

    /// <summary>Someone deletes a message. The bot is told nothing.</summary>
    public void Delete(long chatId, int messageId) => Act(() => _world.ChatOf(chatId).Messages.Remove(messageId));

    /// <summary>An update of any kind with any content, such as one of a newer Bot API.</summary>
    /// <param name="kind">The property of the update.</param>
    /// <param name="json">Its value.</param>
    public void AddUpdate(string kind, string json) =>
        Act(() => _world.Updates.Add(kind, 0, writer => writer.WriteRawValue(json)));

    private FakePress AddPress(long userId, long chatId, int messageId, string data)
    {
        var user = _world.UserOf(userId);
        var chat = _world.ChatOf(chatId);
        var press = new FakePress(_world.NextPressId(), userId, chatId, messageId, data, _world.Now);
        _world.Presses.Add(press.Id, press);
        _world.Updates.Add("callback_query", chatId, json => WritePress(json, press, user, chat));
        return press;
    }

    private void WritePress(Utf8JsonWriter json, FakePress press, FakeUser user, FakeChat chat)
    {
        json.WriteStartObject();
        json.WriteString("id", press.Id);
        json.WritePropertyName("from");
        user.Write(json);
        json.WritePropertyName("message");
        if (chat.Messages.TryGetValue(press.MessageId, out var message))
        {
            _world.WriteMessage(json, message);
        }
        else
        {
            json.WriteStartObject();
            json.WriteNumber("message_id", press.MessageId);
            json.WritePropertyName("chat");
            chat.Write(json);
            json.WriteNumber("date", 0);
            json.WriteEndObject();
        }

        json.WriteString("chat_instance", (chat.Id * -7919).ToString());
        json.WriteString("data", press.Data);
        json.WriteEndObject();
    }

    private FakeMessage Draft(long userId, long chatId, int? replyTo, int? threadId)
    {
        var chat = _world.ChatOf(chatId);
        if (chat.MigratedTo is { } supergroup)
            throw new InvalidOperationException($"Group {chatId} has become supergroup {supergroup}: nobody can write there");
        var answered = replyTo is { } id ? _world.MessageOf(chatId, id) : null;
        return new()
        {
            ChatId = chatId,
            Id = _world.NextMessageId(chat),
            From = _world.UserOf(userId),
            Date = _world.Now,
            ThreadId = threadId ?? answered?.ThreadId,
            ReplyToId = answered?.Id,
        };
    }

    private static IReadOnlyList<FakeEntity> CommandIn(string text) => text.StartsWith('/') && text.Length > 1
        ? [new("bot_command", 0, text.Split([' ', '\n'], 2)[0].Length)]
        : [];
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>
/// Takes what happened in a channel: checks, acts and remembers it in one transaction with the channel's own position,
/// so that an event has its effect once however often it is delivered.
/// </summary>
internal sealed partial class ChatInbox(
    Writer writer,
    StrayCopies strays,
    IEnumerable<IPressHandler> pressHandlers,
    IEnumerable<IMessageHandler> messageHandlers,
    IEnumerable<IOpenSubjects> openSubjects,
    ChatWording words,
    TimeProvider time,
    ILogger<ChatInbox> log)
{
    private readonly Dictionary<string, IPressHandler> _pressHandlers = pressHandlers.ToDictionary(x => x.SubjectKind);
    private readonly IReadOnlyList<IMessageHandler> _messageHandlers = [.. messageHandlers];
    private readonly IReadOnlyList<IOpenSubjects> _openSubjects = [.. openSubjects];

    /// <summary>Takes a batch. An event that breaks is left out, named in the log, and does not hold up the others.</summary>
    /// <param name="events">In the order of the channel.</param>
    /// <param name="position">Writes the channel's position in the same transaction; null where it has none.</param>
    /// <param name="cancel">Ends the waiting; nothing of the batch is then done.</param>
    /// <returns>The answers to give, when all is on disk.</returns>
    public async Task<IReadOnlyList<PressAnswer>> TakeAsync(
        IReadOnlyList<ChatEvent> events, Func<ServiceBotDb, CancellationToken, Task>? position, CancellationToken cancel)
    {
        var heardAt = time.GetUtcNow();
        var answers = await TakeOrLeaveOutAsync(events, position, cancel);
        return [.. answers.Select(x => x with { HeardAt = heardAt })];
    }

    private async Task<IReadOnlyList<PressAnswer>> TakeOrLeaveOutAsync(
        IReadOnlyList<ChatEvent> events, Func<ServiceBotDb, CancellationToken, Task>? position, CancellationToken cancel)
    {
        try
        {
            return await TakeTogetherAsync(events, position, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && events.Count > 1)
        {
            Log.BatchBroke(log, events.Count, fault);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && IsOurFault(fault))
        {
            return await LeaveOutAsync(events, fault, position, cancel);
        }

        var answers = new List<PressAnswer>();
        foreach (var one in events) answers.AddRange(await TakeAsync([one], position: null, cancel));
        if (position is not null) await writer.InTransactionAsync(position, cancel);
        return answers;
    }

    // A database that cannot be written is no fault of the event: the channel must deliver it again.
    private static bool IsOurFault(Exception fault) =>
        fault is not (DbUpdateException or System.Data.Common.DbException or IOException);

    private async Task<IReadOnlyList<PressAnswer>> LeaveOutAsync(
        IReadOnlyList<ChatEvent> events, Exception fault, Func<ServiceBotDb, CancellationToken, Task>? position,
        CancellationToken cancel)
    {
        foreach (var one in events) Log.EventBroke(log, one.GetType().Name, one.Order, fault);
        if (position is not null) await writer.InTransactionAsync(position, cancel);
        return [.. events.OfType<ButtonPressed>().Select(x => new PressAnswer(x.QueryId, words["PressBroke"], true))];
    }

    private Task<List<PressAnswer>> TakeTogetherAsync(
        IReadOnlyList<ChatEvent> events, Func<ServiceBotDb, CancellationToken, Task>? position, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, token) =>
            {
                var batch = await InboxBatch.LoadAsync(db, events, token);
                foreach (var kind in batch.Subjects.GroupBy(SubjectKind, StringComparer.Ordinal))
                {
                    if (_pressHandlers.TryGetValue(kind.Key, out var handler)) await handler.PrepareAsync(db, [.. kind], token);
                }

                var answers = new List<PressAnswer>();
                foreach (var one in events)
                {
                    switch (one)
                    {
                        case ButtonPressed press:
                            answers.Add(await TakePressAsync(db, batch, press, token));
                            break;
                        case MessageReceived message:
                            await TakeMessageAsync(db, batch, message, token);
                            break;
                        case ChatMigrated moved:
                            await ChatMoves.FollowAsync(
                                db, _openSubjects, moved.Chat.Channel, moved.Chat.ChatId, moved.NewChatId, time.GetUtcNow(),
                                token);
                            batch.Forget();
                            break;
                        default:
                            throw new InvalidOperationException($"Unknown chat event {one.GetType().Name}.");
                    }
                }

                if (position is not null) await position(db, token);
                return answers;
            },
            cancel);

    private async Task<PressAnswer> TakePressAsync(
        ServiceBotDb db, InboxBatch batch, ButtonPressed press, CancellationToken cancel)
    {
        if (batch.ReplyTo(press) is { } said) return new PressAnswer(press.QueryId, said);

        var chat = await batch.CurrentAsync(press.Chat, cancel);
        // Messages are counted anew in the chat that a group has become: a number of the old one names another there.
        press = press with { Chat = chat, MessageId = chat.IsSameChat(press.Chat) ? press.MessageId : null };
        var button = press.Token.Length is > 0 and <= 64 ? await db.Buttons.FindAsync([press.Token], cancel) : null;
        PressReply reply;
        if (button is null || !ChatAddress.Parse(button.ChatKey).IsSameChat(chat))
        {
            Log.PressForged(log, press.Chat.Channel);
            reply = new PressReply(words["ButtonUnknown"], "UnknownButton", Alert: true);
            button = null;
        }
        else if (!_pressHandlers.TryGetValue(SubjectKind(button.Subject), out var handler))
        {
            reply = new PressReply(words["ButtonUnknown"], "NoHandler", Alert: true);
        }
        else
        {
            reply = await handler.HandleAsync(db, press, new ButtonMeaning(button.Subject, button.Action), cancel);
            if (press.MessageId is not null && !reply.IsOfStranger) await strays.SettleAsync(db, batch, button, press.MessageId, cancel);
        }

        if (button is not null && reply.Alert) Log.PressRefused(log, press.Chat.Channel, reply.Outcome);
        var text = Shorten(reply.Text);
        batch.Take(new PressRow
        {
            Channel = chat.Channel,
            QueryId = press.QueryId,
            Order = press.Order,
            UserId = press.User.UserId,
            Subject = button?.Subject,
            Action = button?.Action,
            Outcome = reply.Outcome,
            Reply = text,
            At = time.GetUtcNow(),
        });
        return new PressAnswer(press.QueryId, text, reply.Alert);
    }

    private async Task TakeMessageAsync(
        ServiceBotDb db, InboxBatch batch, MessageReceived message, CancellationToken cancel)
    {
        if (batch.ReplyTo(message) is not null) return;

        var chat = await batch.CurrentAsync(message.Chat, cancel);
        string? subject = null;
        if (message.ReplyTo is not null)
        {
            // Under the id that it came from: messages are counted anew in the chat that a group has become.
            var whole = (message.Chat with { Topic = null }).Key;
            subject = await db.ChatMessages
                .Where(x => (x.ChatKey == whole || x.ChatKey.StartsWith(whole + "/")) && x.MessageId == message.ReplyTo)
                .Select(x => x.Subject)
                .FirstOrDefaultAsync(cancel);
            subject ??= await SubjectOfCopyAsync(db, batch, message, chat, cancel);
        }

        message = message with { Chat = chat };
        var taken = false;
        foreach (var handler in _messageHandlers)
        {
            taken = await handler.HandleAsync(db, message, subject, cancel);
            if (taken) break;
        }

        // What nobody took is people talking to one another: it is not kept.
        if (!taken) return;
        batch.Take(new PressRow
        {
            Channel = chat.Channel,
            QueryId = InboxBatch.KeyOf(message)!,
            Order = message.Order,
            UserId = message.User.UserId,
            Subject = subject,
            Outcome = "MessageTaken",
            Reply = "",
            At = time.GetUtcNow(),
        });
    }

    // A card that nobody knows to be there: a send whose answer was lost. What is said to it is said to the case.
    private async Task<string?> SubjectOfCopyAsync(
        ServiceBotDb db, InboxBatch batch, MessageReceived message, ChatAddress chat, CancellationToken cancel)
    {
        if (message.RepliedToken is not { Length: > 0 and <= 64 } token
            || await db.Buttons.FindAsync([token], cancel) is not { } button
            || !ChatAddress.Parse(button.ChatKey).IsSameChat(chat)) return null;
        if (chat.IsSameChat(message.Chat)) await strays.SettleAsync(db, batch, button, message.ReplyTo!, cancel);
        return button.Subject;
    }

    private static string SubjectKind(string subject) => subject[..subject.IndexOf(':', StringComparison.Ordinal)];

    private static string Shorten(string text) =>
        PlainLine.Of(ShortText.Cut(PlainLine.Of(text), 180));

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Warning, "A batch of {Count} chat events broke; taking them one by one")]
        public static partial void BatchBroke(ILogger log, int count, Exception fault);

        [LoggerMessage(1302, LogLevel.Error, "A chat event could not be taken and is left out: {Kind} {Order}")]
        public static partial void EventBroke(ILogger log, string kind, long order, Exception fault);

        // Who pressed is kept with the press, and nowhere else.
        [LoggerMessage(1303, LogLevel.Warning, "A press with data that is no button of that chat: {Channel}")]
        public static partial void PressForged(ILogger log, string channel);

        [LoggerMessage(1304, LogLevel.Information, "A press had no effect: {Channel} {Outcome}")]
        public static partial void PressRefused(ILogger log, string channel, string outcome);
    }
}

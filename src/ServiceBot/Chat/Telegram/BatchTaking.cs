using ServiceBot.Storage;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// Hands a batch to the inbox. A batch that the database refuses is asked for again, as long as the database itself
/// may be at fault; an event that alone is refused time and again is recorded as broken and left, so that it does not
/// keep all later presses waiting.
/// </summary>
internal sealed partial class BatchTaking(
    ChatInbox inbox, Writer writer, ChatWording words, TimeProvider time, ILogger<BatchTaking> log)
{
    /// <summary>So often the same batch is refused before its events are tried one by one.</summary>
    internal const int RefusalsBeforeParting = 4;

    private int _refusals;

    /// <summary>Takes the batch and notes the place, in one transaction.</summary>
    /// <param name="batch">What was heard.</param>
    /// <param name="next">The update to ask for after it.</param>
    /// <param name="heardAt">When it was heard.</param>
    /// <param name="cancel">Ends the waiting; nothing of the batch is then done.</param>
    /// <returns>The answers to give.</returns>
    public async Task<IReadOnlyList<PressAnswer>> TakeAsync(
        UpdateBatch batch, int next, DateTimeOffset heardAt, CancellationToken cancel)
    {
        try
        {
            var answers = await inbox.TakeAsync(
                batch.Events, (db, token) => ListeningPlace.NoteAsync(db, next, heardAt, token), cancel);
            _refusals = 0;
            return answers;
        }
        catch (Exception fault) when (IsPerhapsOfAnEvent(fault))
        {
            _refusals++;
            if (_refusals < RefusalsBeforeParting) throw;
            Log.Parting(log, batch.Events.Count, _refusals, fault);
        }

        var parted = await TakeOneByOneAsync(batch.Events, next, heardAt, cancel);
        _refusals = 0;
        return parted;
    }

    private async Task<IReadOnlyList<PressAnswer>> TakeOneByOneAsync(
        IReadOnlyList<ChatEvent> events, int next, DateTimeOffset heardAt, CancellationToken cancel)
    {
        var answers = new List<PressAnswer>();
        var broken = new List<ChatEvent>();
        foreach (var one in events)
        {
            try
            {
                answers.AddRange(await inbox.TakeAsync([one], position: null, cancel));
            }
            catch (Exception fault) when (IsPerhapsOfAnEvent(fault))
            {
                broken.Add(one);
                Log.EventRefused(log, one.GetType().Name, one.Order, fault);
            }
        }

        // The place moves on only together with the record of what is left.
        await writer.InTransactionAsync(
            async (db, token) =>
            {
                foreach (var one in broken) db.Presses.Add(Broken(one));
                await ListeningPlace.NoteAsync(db, next, heardAt, token);
            },
            cancel);
        answers.AddRange(broken.OfType<ButtonPressed>().Select(x => new PressAnswer(x.QueryId, words["PressBroke"], true)));
        return answers;
    }

    // A store that is full or held by somebody else is no fault of any event, however often: the channel keeps them all.
    private static bool IsPerhapsOfAnEvent(Exception fault) =>
        fault is not OperationCanceledException && StorageFaults.Of(fault) == StorageFault.None;

    private PressRow Broken(ChatEvent one) => new()
    {
        Channel = one.Chat.Channel,
        QueryId = one switch
        {
            ButtonPressed press => press.QueryId,
            MessageReceived message => "message:" + message.EventKey,
            _ => $"update:{one.Order}",
        },
        Order = one.Order,
        UserId = one.User.UserId,
        Outcome = "Broke",
        Reply = one is ButtonPressed ? words["PressBroke"] : "",
        At = time.GetUtcNow(),
    };

    private static partial class Log
    {
        [LoggerMessage(1541, LogLevel.Error, "A batch of {Count} events was refused {Times} times; taking them one by one")]
        public static partial void Parting(ILogger log, int count, int times, Exception fault);

        [LoggerMessage(1542, LogLevel.Error, "An event is refused on its own too and is left: {Kind} {Order}")]
        public static partial void EventRefused(ILogger log, string kind, long order, Exception fault);
    }
}

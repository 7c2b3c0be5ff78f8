namespace ServiceBot.FakeTelegram;

/// <summary>What can be seen of it, and what can be made to go wrong.</summary>
public sealed partial class FakeTelegramServer
{
    /// <summary>Asked for each request before it is carried out, from many threads; null, or an answer null, for no fault.</summary>
    public Func<FakeRequest, FaultAction?>? Faults
    {
        get => _endpoint.Faults;
        set => _endpoint.Faults = value;
    }

    /// <summary>How it goes wrong with the updates that are added from now on; null for once and in order.</summary>
    public UpdateDisorder? Disorder
    {
        get => See(() => _world.Updates.Disorder);
        set => Act(() => _world.Updates.Disorder = value);
    }

    /// <summary>The requests so far, oldest first, as many as are kept.</summary>
    public IReadOnlyList<FakeRequest> Requests => _log.All();

    /// <summary>What was counted.</summary>
    public FakeCounters Counters => See(() => new FakeCounters(
        _log.Count, _world.Sends, _world.Edits, _log.TooMany, _world.Limits.EarlyRetries, _log.Refusals,
        _world.Updates.LostPresses));

    /// <summary>Updates that the bot has not confirmed yet.</summary>
    public int PendingUpdates => See(_world.Updates.Count);

    /// <summary>All presses, oldest first.</summary>
    public IReadOnlyList<FakePress> Presses => See(() => _world.Presses.Values.OrderBy(press => press.Id).ToList());

    /// <summary>A message as it stands now; null when it was deleted or never was.</summary>
    public FakeMessage? Message(long chatId, int id) => See(() => _world.ChatOf(chatId).Messages.GetValueOrDefault(id));

    /// <summary>The messages of a chat as they stand now, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Messages(long chatId) =>
        See(() => _world.ChatOf(chatId).Messages.Values.OrderBy(message => message.Id).ToList());

    /// <summary>The messages of all chats as they stand now, oldest first.</summary>
    public IReadOnlyList<FakeMessage> AllMessages() => See(() => _world.Chats.Values
        .SelectMany(chat => chat.Messages.Values).OrderBy(message => message.Date).ThenBy(message => message.Id).ToList());

    /// <summary>What the bot has written in a chat, oldest first.</summary>
    public IReadOnlyList<FakeMessage> BotMessages(long chatId) =>
        [.. Messages(chatId).Where(message => message.From.Id == Bot.Id)];

    /// <summary>
    /// The commands set for a scope (<c>default</c>, <c>all_group_chats</c>, <c>chat:-5</c>, …), as JSON; null for none.
    /// </summary>
    public string? Commands(string scope = "default", string language = "") =>
        See(() => _world.Commands.GetValueOrDefault($"{scope}|{language}"));

    /// <summary>Waits until something is so, in real time.</summary>
    /// <exception cref="TimeoutException">It has not come to pass; the message shows the latest requests.</exception>
    public Task WaitUntil(Func<bool> condition, TimeSpan? timeout = null) =>
        _log.WaitUntil(condition, timeout ?? TimeSpan.FromSeconds(10), State);

    /// <summary>Waits for a message of the bot, in real time.</summary>
    /// <exception cref="TimeoutException">There was none.</exception>
    public async Task<FakeMessage> WaitForMessage(long chatId, Func<FakeMessage, bool> condition, TimeSpan? timeout = null)
    {
        FakeMessage? found = null;
        await WaitUntil(() => (found = BotMessages(chatId).FirstOrDefault(condition)) is not null, timeout);
        return found!;
    }

    private string State() =>
        $"The latest requests:\n{string.Join('\n', Requests.TakeLast(12))}";
}

namespace ServiceBot.FakeTelegram;

/// <summary>One request of the bot, and what came of it.</summary>
public sealed class FakeRequest
{
    internal FakeRequest(
        long number, DateTimeOffset at, string method, long chatId, IReadOnlyDictionary<string, string> parameters) =>
        (Number, At, Method, ChatId, Parameters) = (number, at, method, chatId, parameters);

    /// <summary>1 for the first.</summary>
    public long Number { get; }

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The method, as the Bot API writes it.</summary>
    public string Method { get; }

    /// <summary>The chat by number; 0 where there is none.</summary>
    public long ChatId { get; }

    /// <summary>All parameters as text; what is JSON within them stays JSON.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The HTTP status; 0 while the request is under way, -1 when it got no answer.</summary>
    public int Status { get; internal set; }

    /// <summary>The seconds that the bot was asked to wait; null where it was not.</summary>
    public int? RetryAfter { get; internal set; }

    /// <summary>When the bot gave up waiting for the answer; null where it did not have to.</summary>
    public DateTimeOffset? GivenUpAt { get; internal set; }

    /// <summary>Why it was refused.</summary>
    public string? Description { get; internal set; }

    /// <summary>True when it did what it asked, whether the bot learned of it or not.</summary>
    public bool CarriedOut { get; internal set; }

    /// <summary>The fault that was injected.</summary>
    public FaultAction? Fault { get; internal set; }

    /// <summary>One parameter; null when it is missing.</summary>
    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {At:HH:mm:ss.fff} {Method} chat {ChatId}: {Status} {Description}";
}

/// <summary>What goes wrong with a request instead of its plain answer.</summary>
public sealed record FaultAction
{
    private FaultAction(FaultKind kind) => Kind = kind;

    internal FaultKind Kind { get; }

    internal bool CarriedOut { get; private init; }

    internal int Seconds { get; private init; }

    internal TimeSpan Wait { get; private init; }

    internal int Status { get; private init; }

    internal string Words { get; private init; } = "";

    /// <summary>429 with so many seconds to wait; nothing is done.</summary>
    public static FaultAction TooManyRequests(int seconds) => new(FaultKind.TooManyRequests) { Seconds = seconds };

    /// <summary>500 as JSON.</summary>
    public static FaultAction InternalError(bool carriedOut = false) =>
        new(FaultKind.InternalError) { CarriedOut = carriedOut };

    /// <summary>502 with a page of HTML.</summary>
    public static FaultAction BadGateway(bool carriedOut = false) => new(FaultKind.BadGateway) { CarriedOut = carriedOut };

    /// <summary>The connection breaks and nothing is done.</summary>
    public static FaultAction ResetBefore() => new(FaultKind.Reset);

    /// <summary>The request is carried out and the connection breaks before the answer.</summary>
    public static FaultAction ResetAfter() => new(FaultKind.Reset) { CarriedOut = true };

    /// <summary>No answer until the bot gives up.</summary>
    public static FaultAction Hang(bool carriedOut = false) => new(FaultKind.Hang) { CarriedOut = carriedOut };

    /// <summary>The request is carried out and half of the answer arrives.</summary>
    public static FaultAction BrokenJson() => new(FaultKind.BrokenJson) { CarriedOut = true };

    /// <summary>200 with something that is no JSON, as a page of somebody's network is; nothing is done.</summary>
    public static FaultAction NotJson() => new(FaultKind.NotJson);

    /// <summary>A status of a fault with half a JSON document; nothing is done.</summary>
    public static FaultAction BrokenRefusal(int status) => new(FaultKind.BrokenRefusal) { Status = status };

    /// <summary>Refused with a status and words of choice; nothing is done.</summary>
    public static FaultAction Refuse(int status, string words) => new(FaultKind.Refuse) { Status = status, Words = words };

    /// <summary>The request is carried out and the answer comes byte by byte, so much real time between two.</summary>
    public static FaultAction Drip(TimeSpan pause) => new(FaultKind.Drip) { CarriedOut = true, Wait = pause };

    /// <summary>The request is carried out later.</summary>
    public static FaultAction Delay(TimeSpan wait) => new(FaultKind.Delay) { Wait = wait };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}{(CarriedOut ? " after it was carried out" : "")}";
}

internal enum FaultKind
{
    TooManyRequests,
    InternalError,
    BadGateway,
    Reset,
    Hang,
    BrokenJson,
    NotJson,
    BrokenRefusal,
    Refuse,
    Drip,
    Delay,
}

/// <summary>What was counted since the start.</summary>
/// <param name="Requests">Requests of any kind.</param>
/// <param name="Sends">Messages sent.</param>
/// <param name="Edits">Messages edited.</param>
/// <param name="TooManyRequests">Answers 429, those of injected faults too.</param>
/// <param name="EarlyRetries">Requests that came although a wait had been asked for.</param>
/// <param name="Refusals">Answers with any other fault, 409 of getUpdates left out.</param>
/// <param name="LostPresses">Presses that nobody fetched in time.</param>
public sealed record FakeCounters(
    long Requests, long Sends, long Edits, long TooManyRequests, long EarlyRetries, long Refusals, int LostPresses);

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Weeks;

/// <summary>Something that goes wrong in Telegram with some requests of a week.</summary>
/// <param name="Name">What.</param>
/// <param name="Methods">With which requests.</param>
/// <param name="Make">The fault; asked for each that is to fail.</param>
internal sealed record WeekFault(string Name, IReadOnlyList<string> Methods, Func<Random, FaultAction> Make)
{
    private static readonly string[] Cards = ["sendMessage", "editMessageText"];
    private static readonly string[] Talk = [.. Cards, "answerCallbackQuery"];
    private static readonly string[] All = [.. Talk, "getUpdates"];

    /// <summary>All that are tried.</summary>
    public static IReadOnlyList<WeekFault> Kinds { get; } =
    [
        new("429, short", Talk, random => FaultAction.TooManyRequests(random.Next(1, 6))),
        new("429, long", Cards, random => FaultAction.TooManyRequests(random.Next(30, 61))),
        new("500", All, _ => FaultAction.InternalError()),
        new("502 with a page", All, _ => FaultAction.BadGateway()),
        new("reset before", All, _ => FaultAction.ResetBefore()),
        new("silence, nothing done", Talk, _ => FaultAction.Hang()),
        new("silence, done", Talk, _ => FaultAction.Hang(carriedOut: true)),
        new("byte by byte", Cards, _ => FaultAction.Drip(TimeSpan.FromMilliseconds(100))),
        new("half an answer", Cards, _ => FaultAction.BrokenJson()),
        new("a page with 200", Cards, _ => FaultAction.NotJson()),
        new("half a refusal", Cards, _ => FaultAction.BrokenRefusal(500)),
        new("409", ["getUpdates"], _ => FaultAction.Refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")),
        new("query is too old", ["answerCallbackQuery"], _ => FaultAction.Refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")),
        new("500, done", All, _ => FaultAction.InternalError(carriedOut: true)),
        new("502 with a page, done", All, _ => FaultAction.BadGateway(carriedOut: true)),
        new("reset after", All, _ => FaultAction.ResetAfter()),
    ];

    /// <summary>Whether the service cannot know that the send before had arrived.</summary>
    public static bool HasLostAnswer(Copy copy) => copy.Before is { CarriedOut: true, Fault: not null };
}

/// <summary>
/// Lets every third request of a week fail. Which one hangs on the seed and the words of the request; one message fails twice
/// at most.
/// </summary>
internal sealed class WeekFaults(int seed, IReadOnlyList<WeekFault> kinds)
{
    private const int MostInARow = 2;

    private readonly ConcurrentDictionary<string, int> _tries = new();
    private int _injected;

    /// <summary>How many faults there were.</summary>
    public int Injected => Volatile.Read(ref _injected);

    /// <summary>For <see cref="FakeTelegramServer.Faults"/>.</summary>
    public FaultAction? Decide(FakeRequest request)
    {
        var fitting = kinds.Where(x => x.Methods.Contains(request.Method)).ToList();
        if (fitting.Count == 0) return null;
        var key = string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.ChatId} {request["callback_query_id"]} {request["text"]}");
        var number = _tries.AddOrUpdate(key, 1, (_, tries) => tries + 1);
        if (number > MostInARow && request.Method != "getUpdates") return null;
        var random = new Random(unchecked((seed * 397) ^ (number * 7919) ^ Stable(key)));
        if (random.Next(3) != 0) return null;
        Interlocked.Increment(ref _injected);
        return fitting[random.Next(fitting.Count)].Make(random);
    }

    // The same in every run, as the hash of a string is not.
    private static int Stable(string words) => Encoding.UTF8.GetBytes(words).Aggregate(17, (sum, x) => unchecked((sum * 31) + x));
}

/// <summary>A card that was sent once more, with no occasion in the chat.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Before">The send before.</param>
/// <param name="After">The send that made the copy.</param>
internal sealed record Copy(string Subject, FakeRequest Before, FakeRequest After);

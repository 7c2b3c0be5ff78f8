using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Weeks;

/// <summary>
/// Judges when a card came. From the answer to the record until the card is in the chat, what counts is the time in which nothing hindered
/// it: not while trouble lasted, and not while a request to the same chat that had failed kept the service waiting with reason.
/// </summary>
/// <param name="town">What Telegram saw.</param>
/// <param name="troubles">When trouble lasted that concerned more than one request.</param>
/// <param name="limit">How long a card may take unhindered.</param>
internal sealed class Lateness(Town town, IReadOnlyList<Trouble> troubles, TimeSpan limit)
{
    // Of the pauses before a message is tried again, 1, 2, 4 s and half as much at most, the first two: no message fails more often.
    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(6);

    private readonly ILookup<long, (DateTimeOffset From, DateTimeOffset To)> _failed = town.Telegram.Requests
        .Where(x => x.ChatId != 0 && x.Status != 0 && (x.Fault is not null || x.Status != 200))
        .ToLookup(x => x.ChatId, x => (x.At, (x.GivenUpAt ?? x.At) + TimeSpan.FromSeconds(x.RetryAfter ?? 0) + Pauses));

    /// <summary>Judges one card.</summary>
    /// <param name="what">Which, in words.</param>
    /// <param name="answered">When the record that opened its case was answered.</param>
    /// <param name="shown">When it came.</param>
    /// <param name="groups">The chat, under all ids that it has had.</param>
    /// <param name="findings">Where it is written down.</param>
    public void Judge(string what, DateTimeOffset answered, DateTimeOffset shown, IEnumerable<long> groups, Findings findings)
    {
        var took = shown - answered;
        if (findings.Latest is null || took > findings.Latest) findings.Latest = took;
        var waited = took;
        var at = answered;
        foreach (var (from, to) in groups.SelectMany(x => _failed[x]).Concat(troubles.Select(x => (x.From, x.To))).OrderBy(x => x.Item1))
        {
            var (begin, end) = (from > at ? from : at, to < shown ? to : shown);
            if (end <= begin) continue;
            waited -= end - begin;
            at = end;
        }

        findings.Most("longest unhindered, s", Math.Max(0, waited.TotalSeconds));
        if (waited <= limit) return;
        findings.Late++;
        findings.Check(false, $"{what}: came {took:c} after the answer, {waited:c} of it unhindered; {limit:c} are allowed");
    }
}

/// <summary>What goes wrong for a while.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over, by the week's clock, and the service had asked again.</param>
internal sealed record Trouble(DateTimeOffset From, DateTimeOffset To);

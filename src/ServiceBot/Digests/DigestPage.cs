using ServiceBot.Alerts;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Digests;

/// <summary>The words of a digest. Each figure stands on a line of its own, so that people and programs find it.</summary>
internal sealed class DigestPage(DigestWording words, CardWording cards)
{
    /// <summary>What one message of the chats can hold, in UTF-16 units.</summary>
    public const int Capacity = 4096;

    private const int NameLength = 60;

    // How many names of a list are written out, tried in this order until all of it fits.
    private static readonly int[] ListLengths = [12, 8, 5, 3, 1, 0];

    /// <summary>Writes the digest so that it fits into one message: long lists are cut and say how much more there is.</summary>
    /// <param name="late">Whether it comes after its hour because the service was not running then.</param>
    public MessageContent Write(Station station, DigestContent digest, bool late)
    {
        var page = ListLengths.Select(x => Write(station, digest, late, x)).FirstOrDefault(x => LengthOf(x) <= Capacity);
        return page ?? Cut(Write(station, digest, late, 0));
    }

    /// <summary>A message as plain text, line by line.</summary>
    public static string Text(MessageContent message) => string.Join('\n', [message.Title, .. message.Lines]);

    private static int LengthOf(MessageContent message) => Text(message).Length;

    private MessageContent Write(Station station, DigestContent digest, bool late, int listLength)
    {
        List<IReadOnlyList<string>> blocks =
        [
            Remarks(station, digest, late),
            Figures(digest),
            Rate(digest),
            Causes(digest, listLength),
            Waiting(digest, listLength),
            Signals(digest),
            Integrity(digest, listLength),
            digest.Confirmed > 0 ? [words["Lesson"], words["AtStake"]] : [words["AtStake"]],
        ];
        List<string> lines = [];
        foreach (var block in blocks.Where(x => x.Count > 0))
        {
            if (lines.Count > 0) lines.Add("");
            lines.AddRange(block);
        }

        return MessageContent.Plain(words.Format("Title", digest.Week.Number, Dates(digest.Week), station.Name), [.. lines]);
    }

    // Nothing is left to shorten within the lines: leave out lines from the end. The figures stand at the top.
    private MessageContent Cut(MessageContent page)
    {
        var title = Beginning.Of(page.Title, 200);
        for (var kept = page.Lines.Count - 1; kept > 0; kept--)
        {
            MessageContent cut = new(title, [.. page.Lines.Take(kept), words.Plural("LinesLeftOut", page.Lines.Count - kept)], []);
            if (LengthOf(cut) <= Capacity) return cut;
        }

        return MessageContent.Plain(title);
    }

    private string Dates(ReportingWeek week)
    {
        var (first, last) = (week.FirstDay, week.LastDay);
        var form = first.Year != last.Year ? "DatesTwoYears" : first.Month != last.Month ? "DatesTwoMonths" : "DatesOneMonth";
        return words.Format(form, first, last);
    }

    private List<string> Remarks(Station station, DigestContent digest, bool late)
    {
        List<string> lines = [];
        if (digest.IsRunning) lines.Add(words.Format("Running", station.Calendar.Local(digest.AsOf)));
        if (late) lines.Add(words["Late"]);
        return lines;
    }

    private List<string> Figures(DigestContent digest)
    {
        List<string> lines =
        [
            words.Format("Suspected", digest.Suspected),
            words.Format("Confirmed", digest.Confirmed),
            words.Format("Rejected", digest.Rejected),
            words.Format("Undecided", digest.Undecided),
        ];
        if (digest.FromHistory > 0) lines.Insert(1, words.Format("FromHistory", digest.FromHistory));
        if (digest.Withdrawn > 0) lines.Add(words.Format("Withdrawn", digest.Withdrawn));
        if (digest.Reopened > 0) lines.Add(words.Format("Reopened", digest.Reopened));
        lines.Add(words.Format("Open", digest.Open));
        lines.Add(words.Format("Overdue", digest.Overdue));
        if (digest.Confirmed == 0) lines.Add(words[digest.IsRunning ? "PraiseRunning" : "PraiseOver"]);
        return lines;
    }

    private List<string> Rate(DigestContent digest)
    {
        var (now, before) = (digest.Rate, digest.RateBefore);
        List<string> lines = [words.Format("RepairOrders", now.Of)];
        if (now.PerHundred is not { } rate)
        {
            lines.Add(words[now.Of == 0 ? "RateNoOrders" : "RateMoreVerdicts"]);
            return lines;
        }

        lines.Add(words.Format(
            "Rate", rate, before.PerHundred is { } x ? words.Format("RateBefore", x) : words["RateBeforeUnknown"]));
        lines.Add(words.Format("RateRange", now.Low * 100, now.High * 100));
        if (before.Share is not null && now.Count + before.Count > 0) lines.Add(words["Change" + digest.Change]);
        return lines;
    }

    private List<string> Causes(DigestContent digest, int listLength)
    {
        List<string> lines = [];
        if (digest.Causes.Count > 0)
        {
            lines.Add(words["Causes"]);
            lines.AddRange(digest.Causes.Select(x => words.Format("Counted", CauseName(x.Cause), x.Count)));
            lines.Add(words["Advice" + digest.Causes[0].Cause]);
        }

        if (digest.Responsible.Count == 0) return lines;
        lines.Add(words["Responsible"]);
        // Without names there are at most as many lines as kinds; with names there can be any number.
        var shown = Math.Max(listLength, Enum.GetValues<ResponsibleKind>().Length);
        lines.AddRange(digest.Responsible.Take(shown).Select(x => words.Format("Counted", ResponsibleName(x), x.Count)));
        var more = digest.Responsible.Skip(shown).Sum(x => x.Count);
        if (more > 0) lines.Add(words.Format("AndMore", more));
        return lines;
    }

    private List<string> Waiting(DigestContent digest, int listLength)
    {
        if (digest.Waiting.Count == 0) return [];
        List<string> lines = [words["Waiting"]];
        foreach (var one in digest.Waiting)
            lines.Add(words.Format("Awaited" + one.For, one.Member is null ? null : Quoted(one.Member), Listed(one.Cases, listLength, x => CaseName(one.For, x))));
        return lines;
    }

    private List<string> Signals(DigestContent digest)
    {
        if (digest.Signals.Count == 0) return [];
        List<string> lines = [words["Signals"]];
        foreach (var one in digest.Signals)
        {
            var rule = words["Rule" + one.Rule];
            lines.Add((one.Rule, one.Shadow) switch
            {
                (_, > 0) => words.Format("SignalsShadow", rule, one.Live, one.Shadow),
                (RuleName.ReturnedWithinWindow, _) when digest.Returns.Count > 0 => words.Format(
                    "SignalsReturns", rule, one.Live,
                    string.Join(", ", digest.Returns.Select(x => words.Format("Grade" + x.Grade, x.Count)))),
                _ => words.Format("Counted", rule, one.Live),
            });
        }

        return lines;
    }

    private List<string> Integrity(DigestContent digest, int listLength)
    {
        List<string> lines = [];
        if (digest.LoweredFlags.Count > 0)
        {
            lines.Add(words.Format(
                "LoweredFlags", digest.LoweredFlags.Count,
                Listed(
                    digest.LoweredFlags, listLength,
                    x => words.Format(x.Kind == RecordKind.Booking ? "MarkBooking" : "MarkWorkOrder", Quoted(x.Id)))));
        }

        if (digest.OrdersWithoutBooking is { Count: > 0 } orders)
            lines.Add(words.Format("OrdersWithoutBooking", orders.Count, Listed(orders, listLength, Quoted)));
        return lines.Count == 0 ? lines : [words["Integrity"], .. lines];
    }

    private string CauseName(Cause cause) => cards["Cause" + cause];

    private string ResponsibleName(ResponsibleCount x) =>
        x.Name is null ? cards["Responsible" + x.Kind] : $"{cards["Responsible" + x.Kind]} {Quoted(x.Name)}";

    private static string Quoted(string name) => ShortText.Quote(name, NameLength);

    private string CaseName(Awaited awaited, WaitingCase x) => x switch
    {
        { Overdue: true } => words.Format("CaseOverdue", x.Number),
        { Days: > 0 } when awaited is Awaited.Cause or Awaited.Responsible or Awaited.CustomerCall =>
            words.Plural("CaseDays", x.Days, x.Number),
        _ => words.Format("Case", x.Number),
    };

    private string Listed<T>(IReadOnlyCollection<T> all, int length, Func<T, string> name)
    {
        var shown = all.Take(length).Select(name).ToList();
        var more = all.Count - shown.Count;
        if (more > 0) shown.Add(words.Format("AndMore", more));
        return string.Join(", ", shown);
    }
}

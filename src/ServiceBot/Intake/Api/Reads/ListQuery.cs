using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Api.Reads;

/// <summary>A span at one station.</summary>
/// <param name="Station">Its code.</param>
/// <param name="From">The first instant; the least there is where none was asked for.</param>
/// <param name="To">The first instant left out; the greatest there is where none was asked for.</param>
internal sealed record StationSpan(string Station, DateTimeOffset From, DateTimeOffset To);

/// <summary>Reads the questions of a list: every wrong one is told by its name.</summary>
internal sealed partial class ListQuery(
    IQueryCollection query, ApiCaller caller, StationDirectory stations, Problems problems, ApiWording words)
{
    private readonly List<ProblemField> _faults = [];
    private IResult? _notFound;

    /// <summary>Why there is no answer; null when every question could be read.</summary>
    public IResult? Refusal =>
        _notFound ?? (_faults.Count == 0 ? null : problems.Result(StatusCodes.Status400BadRequest, words["QueryWrong"], _faults));

    /// <summary>The stations asked for: the named one, or all that the caller may read.</summary>
    public IReadOnlyList<Station> Stations()
    {
        var code = Text("station");
        if (code is null) return [.. stations.All.Where(s => caller.MayUse(s.Code))];
        var station = stations.All.FirstOrDefault(s => s.Code.Equals(code, StringComparison.OrdinalIgnoreCase) && caller.MayUse(s.Code));
        if (station is not null) return [station];
        // The same words whether it is not there or not for this key.
        _notFound ??= problems.Result(StatusCodes.Status404NotFound, words["NoSuchStation"]);
        return [];
    }

    /// <summary>The one station asked for; it may be left out where there is one.</summary>
    public Station? Station()
    {
        var found = Stations();
        if (found.Count == 1) return found[0];
        if (_notFound is null)
            Refuse("station", words.Format("StationNeeded", string.Join(", ", found.Select(s => s.Code))));
        return null;
    }

    /// <summary>The spans <c>from</c> to <c>to</c>; without an offset they are each station's local time. A day given as
    /// <c>to</c> belongs to the span, as does a moment.</summary>
    public IReadOnlyList<StationSpan> Spans(IEnumerable<Station> asked)
    {
        var (from, to) = (Text("from"), Text("to"));
        var spans = new List<StationSpan>();
        foreach (var station in asked)
        {
            var start = from is null ? DateTimeOffset.MinValue : Moment("from", from, station);
            var end = to is null ? DateTimeOffset.MaxValue : End(to, station);
            if (start is null || end is null) return [];
            if (start >= end)
            {
                Refuse("to", words["FromAfterTo"]);
                return [];
            }

            spans.Add(new StationSpan(station.Code, start.Value.ToUniversalTime(), end.Value.ToUniversalTime()));
        }

        return spans;
    }

    /// <summary>The page, from 1.</summary>
    public int Page()
    {
        if (Text("page") is not { } text) return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= 10_000_000) return page;
        Refuse("page", words["PageWrong"]);
        return 1;
    }

    /// <summary>Names of an enumeration, several with commas between; none when not asked for.</summary>
    public IReadOnlyList<T> Names<T>(string name)
        where T : struct, Enum
    {
        var found = new List<T>();
        foreach (var text in (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var known = Array.Find(Enum.GetNames<T>(), x => x.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (known is not null) found.Add(Enum.Parse<T>(known));
            else Refuse(name, words.Format("NotOneOf", Shortened(text), string.Join(", ", Enum.GetNames<T>())));
        }

        return found;
    }

    private string? Text(string name)
    {
        var text = query[name].ToString().Trim();
        return text.Length == 0 ? null : text;
    }

    private DateTimeOffset? End(string text, Station station)
    {
        var end = Moment("to", text, station);
        if (end is null) return null;
        return IsDay(text) ? station.Calendar.Instant(end.Value.DateTime.Date.AddDays(1)) : end.Value.AddTicks(1);
    }

    private DateTimeOffset? Moment(string name, string text, Station station)
    {
        // A "+" that was not escaped arrives as a space.
        var repaired = LostPlus().Replace(text, "+$1");
        if (RecordTime.ReadIso(repaired, station.Calendar.Zone, out var moment) == TimeReading.Moment) return moment;
        Refuse(name, words.Format("TimeWrong", Shortened(text)));
        return null;
    }

    private void Refuse(string name, string message)
    {
        if (!_faults.Exists(x => x.Field == name)) _faults.Add(new ProblemField(name, message));
    }

    private static bool IsDay(string text) => text.Length == "2026-11-20".Length;

    private static string Shortened(string text) => PhoneNumber.Hide(Beginning.Of(text, 60));

    [GeneratedRegex(@" (\d{2}:?\d{2})$")]
    private static partial Regex LostPlus();
}

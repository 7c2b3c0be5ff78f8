using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Faults.Weeks;

/// <summary>How much happens in a week.</summary>
/// <param name="Stations">At how many stations.</param>
/// <param name="Days">On the last so many days of it.</param>
/// <param name="HoursApart">How many hours lie between two moments at which something happens.</param>
/// <param name="Records">How many records come.</param>
/// <param name="Cases">How many cases they make.</param>
/// <param name="Presses">How often people press.</param>
internal sealed record WeekSize(int Stations, int Days, int HoursApart, int Records, int Cases, int Presses)
{
    /// <summary>The whole week.</summary>
    public static WeekSize Full { get; } = new(4, 7, 1, 600, 80, 400);

    /// <summary>The end of a week, to run beside other tests.</summary>
    public static WeekSize Small { get; } = new(2, 2, 4, 60, 8, 40);
}

/// <summary>Something that a program or a person does in the week.</summary>
/// <param name="Step">At which of its moments.</param>
internal abstract record Act(int Step)
{
    /// <summary>A program hands a record over; one of suspicion gives a signal by itself.</summary>
    public sealed record Hand(int Step, string Kind, string Id, object Body, bool ByFile, bool IsSuspicion = false) : Act(Step);

    /// <summary>People wait until they see the card.</summary>
    public sealed record See(int Step) : Act(Step);

    /// <summary>A person presses, and what must come of it.</summary>
    public sealed record Press(int Step, int Person, string Button, string Outcome) : Act(Step);

    /// <summary>A member answers the card.</summary>
    public sealed record Say(int Step, int Person, string Text) : Act(Step);
}

/// <summary>What happens with one vehicle, one act after the other.</summary>
/// <param name="Station">The code of the station.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="Acts">In order.</param>
/// <param name="Case">What it comes to; null where nobody suspects anything.</param>
internal sealed record Story(string Station, int Vehicle, IReadOnlyList<Act> Acts, TrueCase? Case);

/// <summary>A week that is known beforehand, made from a seed: what comes, what people do, and what must come of it.</summary>
internal sealed class WeekScript
{
    /// <summary>Monday 16 November 2026 at the stations, which keep Moscow's time.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 0, 0, 0, TimeSpan.FromHours(3));

    private const int FirstHour = 9, LastHour = 17;

    private readonly List<Story> _stories = [];
    private readonly HashSet<(string Station, RecordKind Kind, string Id)> _records = [];
    private readonly List<(string Station, DateTimeOffset ClosedAt)> _repairsClosed = [];
    private readonly List<(string Station, string Key, FaultGrade? Grade)> _signals = [];

    private WeekScript(WeekSize size)
    {
        Size = size;
        var first = Monday.AddDays(7 - size.Days);
        Moments =
        [
            .. Enumerable.Range(0, size.Days).SelectMany(day => Enumerable.Range(0, ((LastHour - FirstHour) / size.HoursApart) + 1)
                .Select(i => first.AddDays(day).AddHours(FirstHour + (i * size.HoursApart)))),
        ];
    }

    public WeekSize Size { get; }

    /// <summary>When something happens.</summary>
    public IReadOnlyList<DateTimeOffset> Moments { get; }

    /// <summary>When the digest of the week is due.</summary>
    public static DateTimeOffset DigestAt => Monday.AddDays(7).AddHours(9);

    public IReadOnlyList<Story> Stories => _stories;

    /// <summary>All records.</summary>
    public IReadOnlyCollection<(string Station, RecordKind Kind, string Id)> Records => _records;

    /// <summary>All signals by their keys, with the grade of those that compare two visits.</summary>
    public IReadOnlyList<(string Station, string Key, FaultGrade? Grade)> Signals => _signals;

    /// <summary>How many repairs were closed at a station in the week.</summary>
    public int RepairsClosed(string station) =>
        _repairsClosed.Count(x => x.Station == station && x.ClosedAt >= Monday && x.ClosedAt < Monday.AddDays(7));

    /// <summary>Writes the script of a week.</summary>
    public static WeekScript Write(WeekSize size, int seed)
    {
        var script = new WeekScript(size);
        new WeekWriter(script, new Random(seed)).Write();
        return script;
    }

    /// <summary>Adds a story.</summary>
    public void Add(Story story) => _stories.Add(story);

    /// <summary>Notes a record that comes.</summary>
    public void Note(string station, RecordKind kind, string id, DateTimeOffset? repairClosed = null)
    {
        if (!_records.Add((station, kind, id))) throw new InvalidOperationException($"{kind} {id} twice");
        if (repairClosed is { } at) _repairsClosed.Add((station, at));
    }

    /// <summary>Notes a signal that the records give.</summary>
    public void Note(string station, RuleName rule, string id, FaultGrade? grade = null) => _signals.Add((station, $"{rule}:{id}", grade));
}

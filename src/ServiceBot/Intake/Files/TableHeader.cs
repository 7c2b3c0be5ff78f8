using System.Collections.Immutable;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// The header of a table, understood: which kind of record the rows are, and which column holds what.
/// </summary>
internal sealed class TableHeader
{
    /// <summary>A field that only one kind has tells more than any that several have.</summary>
    private const int TellingWeight = 3;

    /// <summary>What the file's name or a title row says outweighs two fields that any kind may have.</summary>
    private const int HintWeight = 5;

    /// <summary>Names of a sum that mean one line where the table has a row for each line.</summary>
    private static readonly ImmutableHashSet<string> SumsOfOneLine = ["сумма", "стоимость", "суммавсего", "amount"];

    private readonly Dictionary<Field, int[]> _columns;
    private readonly FileReadingOptions _options;

    private TableHeader(
        RecordKind kind,
        IReadOnlyList<string> names,
        Dictionary<Field, int[]> columns,
        FileReadingOptions options,
        int score)
    {
        Kind = kind;
        Names = names;
        _columns = columns;
        _options = options;
        Score = score;
        var read = columns.SelectMany(c => c.Value.Select(at => (at, c.Key))).ToDictionary(c => c.at, c => c.Key);
        Read = [.. read.OrderBy(c => c.Key).Select(c => new ReadColumn(names[c.Key], ColumnNames.ApiName(kind, c.Value)))];
        Ignored = [.. names.Where((name, at) => name.Length > 0 && !read.ContainsKey(at))];
    }

    /// <summary>Which kind of record the rows are.</summary>
    public RecordKind Kind { get; }

    /// <summary>The names of all columns as the file writes them, without the empty ones at the end.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How surely this is a header of that kind; only comparable.</summary>
    public int Score { get; }

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<ReadColumn> Read { get; }

    /// <summary>The columns that are not.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Understands a row as a header.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="options">Mappings, and the kind where it is given.</param>
    /// <param name="hint">The kind that the file's name or a title row suggests, or null.</param>
    /// <returns>The best reading, or null when the row is no header: it lacks a key or a time.</returns>
    public static TableHeader? Understand(IReadOnlyList<string> cells, FileReadingOptions options, RecordKind? hint)
    {
        var width = cells.Count;
        while (width > 0 && cells[width - 1].Length == 0) width--;
        if (width < 2) return null;
        TableHeader? best = null;
        foreach (var kind in options.Kind is { } one ? [one] : Enum.GetValues<RecordKind>())
        {
            var header = As(kind, [.. cells.Take(width)], options, hint);
            if (header is not null && header.Score > (best?.Score ?? 0)) best = header;
        }

        return best;
    }

    /// <summary>How many cells of a row are column names of some kind.</summary>
    public static int CountKnown(IReadOnlyList<string> cells) =>
        cells.Count(cell => cell.Length > 0 && ColumnNames.IsKnown(cell, null));

    /// <summary>The columns of a field, the best name first; none where the table lacks it.</summary>
    public IReadOnlyList<int> ColumnsOf(Field field) => _columns.TryGetValue(field, out var columns) ? columns : [];

    /// <summary>Whether the table has the field.</summary>
    public bool Has(Field field) => _columns.ContainsKey(field);

    /// <summary>
    /// Whether a row holds column names, two at least, and nothing else: the header on a further page, or its second
    /// row.
    /// </summary>
    public bool IsOnlyNames(IReadOnlyList<string> cells)
    {
        var names = 0;
        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at].Length == 0) continue;
            if ((at >= Names.Count || cells[at] != Names[at]) && Meaning(cells[at], Kind, _options) is null) return false;
            names++;
        }

        return names > 1;
    }

    private static TableHeader? As(
        RecordKind kind, IReadOnlyList<string> names, FileReadingOptions options, RecordKind? hint)
    {
        var found = new List<(Field Field, int Rank, int At)>();
        for (var at = 0; at < names.Count; at++)
        {
            if (Meaning(names[at], kind, options) is { } meaning) found.Add((meaning.Field, meaning.Rank, at));
        }

        var hasRows = found.Any(f => f.Field is Field.LineText or Field.PartName);
        var columns = found
            .Where(f => f.Field != Field.Total || !hasRows || !SumsOfOneLine.Contains(ColumnNames.Folded(names[f.At])))
            .GroupBy(f => f.Field)
            .ToDictionary(
                group => group.Key, group => group.OrderBy(f => f.Rank).ThenBy(f => f.At).Select(f => f.At).ToArray());
        if (!HasKeyAndTime(kind, columns)) return null;
        var telling = TellingWeight * columns.Keys.Count(field => Tells(field, kind));
        return new TableHeader(kind, names, columns, options, columns.Count + telling + (hint == kind ? HintWeight : 0));
    }

    private static ColumnMeaning? Meaning(string name, RecordKind kind, FileReadingOptions options)
    {
        if (name.Length == 0) return null;
        var folded = ColumnNames.Folded(name);
        foreach (var mapping in options.Mappings)
        {
            if (mapping.Kind is { } only && only != kind) continue;
            if (ColumnNames.Folded(mapping.Column) != folded) continue;
            return ColumnNames.Find(mapping.Field, kind) is { } mapped ? mapped with { Rank = -1 } : null;
        }

        if (ColumnNames.Find(name, kind) is { } known) return known;
        var isQuestion = kind == RecordKind.SurveyResponse && name.Contains('?', StringComparison.Ordinal);
        return isQuestion ? new ColumnMeaning(Field.NamedAnswer, int.MaxValue) : null;
    }

    private static bool HasKeyAndTime(RecordKind kind, Dictionary<Field, int[]> columns)
    {
        bool Has(Field field) => columns.ContainsKey(field);
        return kind switch
        {
            RecordKind.Booking => Has(Field.Id) && (Has(Field.CreatedAt) || Has(Field.PlannedAt)),
            RecordKind.WorkOrder => Has(Field.Id) && Has(Field.OpenedAt),
            RecordKind.SurveyResponse => Has(Field.AnsweredAt) && (Has(Field.Id) || Has(Field.WorkOrderId)),
            RecordKind.Call => Has(Field.Id) && Has(Field.StartedAt) && Has(Field.CallPhone),
        };
    }

    private static bool Tells(Field field, RecordKind kind) => kind switch
    {
        RecordKind.Booking => field is Field.PlannedAt or Field.EarlierWorkOrderId or Field.PossibleRepeat,
        RecordKind.WorkOrder => field is Field.ClosedAt or Field.OrderKind or Field.LineText or Field.LineTexts
            or Field.NormHours or Field.Foreman or Field.Mechanic or Field.OdometerKm or Field.Total or Field.BookingId
            or Field.PartName or Field.ConsolidatedOrderId,
        RecordKind.SurveyResponse => field is Field.WorkOrderId or Field.Score or Field.Comment or Field.Answer
            or Field.NamedAnswer,
        RecordKind.Call => field is Field.Direction or Field.Duration or Field.RecordingUrl or Field.Transcript,
    };
}

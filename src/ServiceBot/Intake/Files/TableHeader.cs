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

    /// <summary>What is mapped is asked before what is known, in the order of the settings.</summary>
    private const int MappedFirst = 1_000_000;

    private const int LongestName = 100;
    private const int MostDigits = 4;

    /// <summary>Names of a sum that mean one line where the table has a row for each line.</summary>
    private static readonly ImmutableHashSet<string> SumsOfOneLine = ["сумма", "стоимость", "суммавсего", "amount"];

    private static readonly int FieldPlaces = (int)Enum.GetValues<Field>().Max() + 1;

    // By field; null where the table lacks it.
    private readonly int[]?[] _columns = new int[]?[FieldPlaces];
    private readonly FileReadingOptions _options;
    private readonly Dictionary<Field, string> _constants;
    private readonly Dictionary<int, ColumnMapping> _manners;

    private TableHeader(
        RecordKind kind,
        IReadOnlyList<string> names,
        Dictionary<Field, int[]> columns,
        FileReadingOptions options,
        int score)
    {
        Kind = kind;
        Names = names;
        foreach (var (field, at) in columns) _columns[(int)field] = at;
        _options = options;
        _constants = ConstantsOf(kind, options);
        _manners = MannersOf(names, kind, options);
        Score = score;
        var read = columns.SelectMany(c => c.Value.Select(at => (At: at, Field: c.Key))).OrderBy(c => c.At).ToList();
        Read = [.. read.Select(c => new ReadColumn(names[c.At], ColumnNames.ApiName(kind, c.Field)))];
        var known = read.Select(c => c.At).ToHashSet();
        Ignored = [.. names.Where((name, at) => name.Length > 0 && !known.Contains(at))];
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
    public ReadOnlySpan<int> ColumnsOf(Field field) => _columns[(int)field];

    /// <summary>Whether the table has the field, in a column or by the settings.</summary>
    public bool Has(Field field) => _columns[(int)field] is not null || _constants.ContainsKey(field);

    /// <summary>What the settings say of the field where a row has nothing for it, or null.</summary>
    public string? ConstantOf(Field field) => _constants.Count > 0 && _constants.TryGetValue(field, out var text) ? text : null;

    /// <summary>The mapping that says how the column writes, or null.</summary>
    public ColumnMapping? MannerOf(int column) =>
        _manners.Count > 0 && _manners.TryGetValue(column, out var manner) ? manner : null;

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
            var same = at < Names.Count && cells[at] == Names[at];
            if (!same && (!MayBeName(cells[at]) || !MeaningsOf(cells[at], Kind, _options).Any())) return false;
            names++;
        }

        return names > 1;
    }

    /// <summary>A date, a key, a long text is no name; to look each up would cost more than to read the row.</summary>
    private static bool MayBeName(string cell)
    {
        if (cell.Length > LongestName) return false;
        var digits = 0;
        foreach (var c in cell)
        {
            if (char.IsAsciiDigit(c)) digits++;
        }

        return digits <= MostDigits;
    }

    private static Dictionary<Field, string> ConstantsOf(RecordKind kind, FileReadingOptions options)
    {
        var constants = new Dictionary<Field, string>();
        foreach (var mapping in options.Mappings)
        {
            if (mapping.Value is not { } value || (mapping.Kind ?? kind) != kind) continue;
            if (ColumnNames.Find(mapping.Field, kind) is { } meaning) constants.TryAdd(meaning.Field, value);
        }

        return constants;
    }

    private static Dictionary<int, ColumnMapping> MannersOf(
        IReadOnlyList<string> names, RecordKind kind, FileReadingOptions options)
    {
        var manners = new Dictionary<int, ColumnMapping>();
        foreach (var mapping in options.Mappings)
        {
            if ((mapping.Format is null && mapping.Values.IsEmpty) || (mapping.Kind ?? kind) != kind) continue;
            for (var at = 0; at < names.Count; at++)
            {
                if (Names(mapping, names[at])) manners.TryAdd(at, mapping);
            }
        }

        return manners;

        static bool Names(ColumnMapping mapping, string name) =>
            ColumnNames.Folded(mapping.Column) is { Length: > 0 } folded && folded == ColumnNames.Folded(name);
    }

    private static TableHeader? As(
        RecordKind kind, IReadOnlyList<string> names, FileReadingOptions options, RecordKind? hint)
    {
        var found = new List<(Field Field, int Rank, int At)>();
        for (var at = 0; at < names.Count; at++)
        {
            foreach (var meaning in MeaningsOf(names[at], kind, options)) found.Add((meaning.Field, meaning.Rank, at));
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

    /// <summary>What a column of that name holds; several fields only where the settings say so.</summary>
    private static IEnumerable<ColumnMeaning> MeaningsOf(string name, RecordKind kind, FileReadingOptions options)
    {
        if (name.Length == 0) yield break;
        var isMapped = false;
        if (options.Mappings.Length > 0)
        {
            var folded = ColumnNames.Folded(name);
            for (var at = 0; at < options.Mappings.Length; at++)
            {
                var mapping = options.Mappings[at];
                if ((mapping.Kind ?? kind) != kind || mapping.Column.Length == 0) continue;
                if (ColumnNames.Folded(mapping.Column) != folded) continue;
                isMapped = true;
                if (ColumnNames.Find(mapping.Field, kind) is { } mapped) yield return mapped with { Rank = at - MappedFirst };
            }
        }

        if (isMapped) yield break;
        if (ColumnNames.Find(name, kind) is { } known) yield return known;
        else if (kind == RecordKind.SurveyResponse && name.Contains('?', StringComparison.Ordinal))
            yield return new ColumnMeaning(Field.NamedAnswer, int.MaxValue);
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

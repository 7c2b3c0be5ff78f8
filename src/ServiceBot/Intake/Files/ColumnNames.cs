using System.Collections.Frozen;
using System.Text;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>What a column name means in a table of one kind of record.</summary>
/// <param name="Field">The field.</param>
/// <param name="Rank">How good a name for it: 0 is the best.</param>
internal readonly record struct ColumnMeaning(Field Field, int Rank);

/// <summary>
/// Finds the meaning of column names. Case, spaces, punctuation, "ё" and units behind a comma do not matter.
/// </summary>
internal static class ColumnNames
{
    private static readonly FrozenDictionary<RecordKind, FrozenDictionary<string, ColumnMeaning>> Meanings =
        Enum.GetValues<RecordKind>().ToFrozenDictionary(kind => kind, MeaningsOf);

    private static readonly FrozenDictionary<(RecordKind, Field), string> ApiNames = (
        from kind in Enum.GetValues<RecordKind>()
        from entry in ColumnSynonyms.Of(kind)
        select ((kind, entry.Field), entry.Names[0]))
        .DistinctBy(pair => pair.Item1)
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>The meaning of a column name, or null where it is unknown.</summary>
    /// <param name="name">The name as the file writes it.</param>
    /// <param name="kind">The kind of record.</param>
    public static ColumnMeaning? Find(string name, RecordKind kind)
    {
        var meanings = Meanings[kind];
        if (meanings.TryGetValue(Folded(name), out var meaning)) return meaning;
        var cut = name.IndexOfAny([',', '(', '[']);
        return cut > 0 && meanings.TryGetValue(Folded(name[..cut]), out meaning) ? meaning : null;
    }

    /// <summary>Whether a mapping may name this field for that kind.</summary>
    /// <param name="name">A field name of the API or any known column name.</param>
    /// <param name="kind">The kind of record; null asks for any.</param>
    public static bool IsKnown(string name, RecordKind? kind) => kind is { } one
        ? Find(name, one) is not null
        : Enum.GetValues<RecordKind>().Any(any => Find(name, any) is not null);

    /// <summary>Whether a column is called nothing but "name": of what, the group above it says.</summary>
    public static bool SaysOnlyName(string name) => Folded(name) is "наименование" or "название" or "name";

    /// <summary>The API's name of a field.</summary>
    public static string ApiName(RecordKind kind, Field field) => ApiNames[(kind, field)];

    /// <summary>The API's names of the fields a mapping may name.</summary>
    /// <param name="kind">The kind of record; null is every kind.</param>
    public static IEnumerable<string> ApiNamesOf(RecordKind? kind) => ApiNames
        .Where(pair => kind is null || pair.Key.Item1 == kind)
        .Select(pair => pair.Value)
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>A name without what does not matter: lower case letters and digits alone, "№" as "номер".</summary>
    public static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var lower = char.ToLowerInvariant(c);
            if (lower == '№') folded.Append("номер");
            else if (char.IsLetterOrDigit(lower)) folded.Append(lower == 'ё' ? 'е' : lower);
        }

        return folded.ToString();
    }

    private static FrozenDictionary<string, ColumnMeaning> MeaningsOf(RecordKind kind)
    {
        var meanings = new Dictionary<string, ColumnMeaning>(StringComparer.Ordinal);
        foreach (var (field, names) in ColumnSynonyms.Of(kind))
        {
            for (var rank = 0; rank < names.Length; rank++)
            {
                meanings.TryAdd(Folded(names[rank]), new ColumnMeaning(field, rank));
            }
        }

        return meanings.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

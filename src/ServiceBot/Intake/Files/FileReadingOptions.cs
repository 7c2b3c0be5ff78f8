using System.Collections.Immutable;
using System.IO.Enumeration;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>What is known about a file before it is opened.</summary>
/// <param name="Stations">The stations records may be for.</param>
internal sealed record FileReadingOptions(StationClocks Stations)
{
    /// <summary>The station of rows that name none; null where there is only one or each row names its own.</summary>
    public string? DefaultStation { get; init; }

    /// <summary>Which kind of record the file holds; null lets its columns tell.</summary>
    public RecordKind? Kind { get; init; }

    /// <summary>Further column names, stronger than those that are known; of two for one field the first is asked first.</summary>
    public ImmutableArray<ColumnMapping> Mappings { get; init; } = [];

    /// <summary>The same with the mappings alone that are for a file of that name.</summary>
    public FileReadingOptions For(string fileName) => Mappings.All(mapping => mapping.IsFor(fileName))
        ? this
        : this with { Mappings = [.. Mappings.Where(mapping => mapping.IsFor(fileName))] };
}

/// <summary>What a column holds that no known name tells, or what every row holds though no column says so.</summary>
/// <param name="Column">The name as the file writes it; case, spaces and punctuation do not matter. Empty where only
/// <see cref="Value"/> counts.</param>
/// <param name="Field">A field name of the API (<c>openedAt</c>, <c>vehicle.plate</c>, <c>lines.text</c>), or any
/// column name that is known.</param>
/// <param name="Kind">The kind of record it applies to; null is every kind.</param>
internal sealed record ColumnMapping(string Column, string Field, RecordKind? Kind = null)
{
    /// <summary>What the field holds where the row has nothing for it, or null.</summary>
    public string? Value { get; init; }

    /// <summary>What words of the column mean in words that are known: <c>PM01</c> is <c>repair</c>.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// How the column writes its dates, as .NET spells it (<c>MM/dd/yyyy H:mm</c>); several are parted by <c>|</c>. Then
    /// no other way of writing is tried.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>The names of the files it is for, with <c>*</c> and <c>?</c>; null is every file.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is for a file of that name.</summary>
    public bool IsFor(string fileName) =>
        File is null || FileSystemName.MatchesSimpleExpression(File, fileName, ignoreCase: true);
}

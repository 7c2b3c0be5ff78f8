using System.Collections.Immutable;
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

    /// <summary>Further column names, stronger than those that are known.</summary>
    public ImmutableArray<ColumnMapping> Mappings { get; init; } = [];
}

/// <summary>Another name of a column.</summary>
/// <param name="Column">The name as the file writes it; case, spaces and punctuation do not matter.</param>
/// <param name="Field">A field name of the API (<c>openedAt</c>, <c>vehicle.plate</c>, <c>lines.text</c>), or any
/// column name that is known.</param>
/// <param name="Kind">The kind of record it applies to; null is every kind.</param>
internal sealed record ColumnMapping(string Column, string Field, RecordKind? Kind = null);

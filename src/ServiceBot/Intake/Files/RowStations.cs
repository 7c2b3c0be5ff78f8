using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Which station a row is of.</summary>
internal sealed class RowStations(FileReadingOptions options)
{
    private readonly string? _default = options.DefaultStation ?? options.Stations.Only;

    /// <summary>Why no row of the table can have a station, or null.</summary>
    /// <param name="header">The header of the table.</param>
    public FileFault? Refuse(TableHeader? header)
    {
        if (options.DefaultStation is { } named && !options.Stations.TryFind(named, out _, out _))
        {
            return new FileFault(0, null, named, new IntakeFault("StationUnknown", named, Allowed));
        }

        return _default is null && header is not null && !header.Has(Field.Station)
            ? new FileFault(0, null, null, new IntakeFault("FileNamesNoStation", Allowed))
            : null;
    }

    // Row after row is of one station.
    private (string Named, string Code, TimeZoneInfo Zone)? _last;

    /// <summary>The station of a row and its time zone; a fault of the row where there is none.</summary>
    public (string Code, TimeZoneInfo Zone) Of(RecordCells cells)
    {
        var named = cells.Text(Field.Station, RecordLimits.Name);
        var code = named ?? _default;
        if (code is not null && _last is { } last && last.Named == code) return (last.Code, last.Zone);
        if (code is not null && options.Stations.TryFind(code, out var canonical, out var zone))
        {
            _last = (code, canonical, zone);
            return (canonical, zone);
        }

        if (named is null) cells.Refuse(Field.Station, "StationRequired", Allowed);
        else cells.Refuse(Field.Station, "StationUnknown", named, Allowed);
        return ("", TimeZoneInfo.Utc);
    }

    private string Allowed => string.Join(", ", options.Stations.Codes);
}

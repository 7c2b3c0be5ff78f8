using System.Text.Json.Serialization;

namespace ServiceBot.Domain.Sources;

/// <summary>What one record says about the vehicle; at least one of the identifiers is known.</summary>
/// <param name="Vin">The chassis number, or null.</param>
/// <param name="SecondVin">The number given by the body builder, or null.</param>
/// <param name="Plate">The registration plate, or null.</param>
/// <param name="Model">The model as written, or null.</param>
public sealed record VehicleRef(Vin? Vin, Vin? SecondVin, PlateNumber? Plate, string? Model)
{
    /// <summary>Whether any identifier is known.</summary>
    [JsonIgnore]
    public bool IsKnown => Vin is not null || SecondVin is not null || Plate is not null;

    /// <summary>The plate, or the tail of the chassis number where none is known; null where neither is.</summary>
    [JsonIgnore]
    public string? ShortName => Plate?.Display ?? ((Vin ?? SecondVin) is { } vin ? "…" + vin.Tail : null);

    /// <summary>The known chassis numbers, none, one or two.</summary>
    [JsonIgnore]
    public IEnumerable<Vin> Vins
    {
        get
        {
            if (Vin is not null) yield return Vin;
            if (SecondVin is not null && SecondVin != Vin) yield return SecondVin;
        }
    }
}

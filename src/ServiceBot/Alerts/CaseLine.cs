using ServiceBot.Chat;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Alerts;

/// <summary>How lists of cases name them.</summary>
internal static class CaseLine
{
    private const int ModelLength = 60;

    /// <summary>The plate, else the end of the chassis number, and the model where one is given.</summary>
    public static string Vehicle(CardWording words, string? plate, string? vin, string? model)
    {
        var vehicle = new VehicleRef(
            Vin.Read(vin), null, PlateNumber.Read(plate), model);
        return vehicle.ShortName is not { } name ? words["VehicleUnknown"]
            : string.IsNullOrWhiteSpace(model) ? name : $"{name} · {ShortText.Quote(model, ModelLength)}";
    }
}

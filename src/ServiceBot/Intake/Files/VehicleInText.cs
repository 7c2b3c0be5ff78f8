using System.Text.RegularExpressions;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Finds a plate or a VIN inside a text such as "ГАЗель NEXT А123ВС178 (X96…)", as 1C writes a vehicle in one cell.
/// </summary>
internal static partial class VehicleInText
{
    private const int LeastDigits = 4;

    /// <summary>The first word of 17 letters and digits, digits enough among them, or null.</summary>
    public static Vin? FindVin(string? text)
    {
        if (text is null) return null;
        foreach (Match word in SeventeenCharacters().Matches(text))
        {
            if (word.Value.Count(char.IsAsciiDigit) >= LeastDigits) return Vin.Read(word.Value);
        }

        return null;
    }

    /// <summary>The first plate of the shape А123ВС78 or А123ВС178, or null.</summary>
    public static PlateNumber? FindPlate(string? text) =>
        text is not null && Plate().Match(text) is { Success: true } found ? PlateNumber.Read(found.Value) : null;

    [GeneratedRegex(@"(?<![\p{L}\d])[A-HJ-NPR-ZА-Я\d]{17}(?![\p{L}\d])", RegexOptions.IgnoreCase)]
    private static partial Regex SeventeenCharacters();

    [GeneratedRegex(
        @"(?<![\p{L}\d])[ABEKMHOPCTYXАВЕКМНОРСТУХ]\s?\d{3}\s?[ABEKMHOPCTYXАВЕКМНОРСТУХ]{2}\s?\d{2,3}(?!\d)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Plate();
}

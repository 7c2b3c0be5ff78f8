using ServiceBot.Domain.Sources;

namespace ServiceBot.Conversation;

/// <summary>Small pieces of text that several answers share.</summary>
internal static class ConversationText
{
    /// <summary>"А123ВС178 · ГАЗель NEXT"; the tail of the VIN where no plate is known.</summary>
    public static string Vehicle(ConversationWording words, VehicleRef vehicle)
    {
        var name = vehicle.Plate?.Display ?? ((vehicle.Vin ?? vehicle.SecondVin) is { } vin ? "…" + vin.Tail : null);
        var known = new[] { name, vehicle.Model }.Where(x => !string.IsNullOrWhiteSpace(x)).ToList();
        return known.Count == 0 ? words["VehicleUnknown"] : string.Join(" · ", known);
    }

    /// <summary>By whole words, on one line.</summary>
    public static string Cut(string text, int length)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= length) return line;
        var space = line.LastIndexOf(' ', length - 1);
        return line[..(space > length / 2 ? space : length - 1)].TrimEnd(',', ';', '.', ' ') + "…";
    }
}

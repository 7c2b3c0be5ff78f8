using ServiceBot.Chat;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Conversation;

/// <summary>Small pieces of text that several answers share.</summary>
internal static class ConversationText
{
    private const int PartLength = 60;

    /// <summary>"А123ВС178 · ГАЗель NEXT"; the tail of the VIN where no plate is known.</summary>
    public static string Vehicle(ConversationWording words, VehicleRef vehicle)
    {
        var known = new[] { vehicle.ShortName, vehicle.Model }
            .Where(x => !string.IsNullOrWhiteSpace(x)).Select(x => ShortText.Quote(x!, PartLength)).ToList();
        return known.Count == 0 ? words["VehicleUnknown"] : string.Join(" · ", known);
    }
}

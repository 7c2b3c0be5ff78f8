using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake;

/// <summary>The names by which telephone systems call the direction of a call.</summary>
internal static class CallDirectionNames
{
    /// <summary>The names of the API, for a sentence that says what is allowed.</summary>
    public const string Allowed = "incoming, outgoing";

    /// <summary>The direction of a name, whatever its case; null when there is none such.</summary>
    public static CallDirection? Read(string name) => name.Trim().ToUpperInvariant() switch
    {
        "INCOMING" or "INBOUND" or "IN" or "ВХОДЯЩИЙ" or "ВХОДЯЩЕЕ" or "ВХ" or "ВХ." => CallDirection.Incoming,
        "OUTGOING" or "OUTBOUND" or "OUT" or "ИСХОДЯЩИЙ" or "ИСХОДЯЩЕЕ" or "ИСХ" or "ИСХ." => CallDirection.Outgoing,
        _ => null,
    };
}

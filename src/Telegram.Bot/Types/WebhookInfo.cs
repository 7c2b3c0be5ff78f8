namespace Telegram.Bot.Types;

/// <summary>The state of the webhook; an empty address when there is none.</summary>
public class WebhookInfo
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string Url { get; set; } = default!;
    public bool HasCustomCertificate { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int PendingUpdateCount { get; set; }
    public string? IpAddress { get; set; }
    [JsonConverter(typeof(UnixDateTimeConverter))] public DateTime? LastErrorDate { get; set; }
    public string? LastErrorMessage { get; set; }
    [JsonConverter(typeof(UnixDateTimeConverter))] public DateTime? LastSynchronizationErrorDate { get; set; }
    public int? MaxConnections { get; set; }
    public UpdateType[]? AllowedUpdates { get; set; }
}

namespace Telegram.Bot.Requests;

/// <summary>Asks for what has happened since <see cref="Offset"/>.</summary>
public class GetUpdatesRequest() : RequestBase<Update[]>("getUpdates")
{
    public int? Offset { get; set; }
    public int? Limit { get; set; }
    public int? Timeout { get; set; }
    public IEnumerable<UpdateType>? AllowedUpdates { get; set; }
}

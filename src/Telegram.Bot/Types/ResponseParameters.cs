namespace Telegram.Bot.Types;

/// <summary>How a refused request could be repeated with success.</summary>
public class ResponseParameters
{
    public long? MigrateToChatId { get; set; }
    public int? RetryAfter { get; set; }
}

namespace ServiceBot.FakeTelegram;

/// <summary>A request is refused, in Telegram's words.</summary>
internal sealed class Refusal(int code, string description) : Exception(description)
{
    public int Code { get; } = code;

    public int? RetryAfter { get; init; }

    public long? MigrateToChatId { get; init; }

    public static Refusal BadRequest(string text) => new(400, "Bad Request: " + text);

    public static Refusal Forbidden(string text) => new(403, "Forbidden: " + text);

    public static Refusal Conflict(string text) => new(409, "Conflict: " + text);

    public static Refusal TooManyRequests(int seconds) =>
        new(429, $"Too Many Requests: retry after {seconds}") { RetryAfter = seconds };
}

namespace Telegram.Bot;

/// <summary>How the types of the Bot API are written as JSON.</summary>
public static class JsonBotAPI
{
    static JsonBotAPI() => Configure(Options = new());

    /// <summary>The options every request and answer goes through.</summary>
    public static JsonSerializerOptions Options { get; }

    /// <summary>Sets the same rules on other options, such as those of a web host that receives a webhook.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault;
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
    }
}

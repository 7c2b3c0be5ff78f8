using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ServiceBot.Chat.Web;

/// <summary>Reads what the page sends.</summary>
internal static class JsonBody
{
    /// <returns>Null where the body is no such JSON.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        if (!context.Request.HasJsonContentType()) return null;
        try
        {
            return await context.Request.ReadFromJsonAsync(type, cancel);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or in a character set that nobody knows.
            return null;
        }
    }
}

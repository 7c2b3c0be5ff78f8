using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ServiceBot.Intake.Hooks;

/// <summary>Reads what a tool posts: JSON, or a form as an object of its fields.</summary>
internal static class HookBody
{
    /// <summary>The most bytes a body may have: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Why a body was not read.</summary>
    internal enum Fault
    {
        /// <summary>It was read.</summary>
        None = 0,

        /// <summary>More than <see cref="MaxBytes"/>.</summary>
        TooLarge,

        /// <summary>Neither JSON nor a form, or broken.</summary>
        Unreadable,
    }

    /// <summary>Reads the body.</summary>
    public static async Task<(JsonElement Body, Fault Fault)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MaxBytes) return (default, Fault.TooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        try
        {
            return request.HasFormContentType ? await ReadFormAsync(request, cancel) : await ReadJsonAsync(request, cancel);
        }
        catch (BadHttpRequestException fault)
        {
            return (default, fault.StatusCode == StatusCodes.Status413PayloadTooLarge ? Fault.TooLarge : Fault.Unreadable);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or IOException or InvalidOperationException)
        {
            return (default, Fault.Unreadable);
        }
    }

    private static async Task<(JsonElement, Fault)> ReadJsonAsync(HttpRequest request, CancellationToken cancel)
    {
        // Some tools forget to say that it is JSON; what is not will not parse.
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue
            && !type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return (default, Fault.Unreadable);
        using var memory = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, cancel)) > 0)
        {
            memory.Write(part, 0, read);
            if (memory.Length > MaxBytes) return (default, Fault.TooLarge);
        }

        if (!Utf8.IsValid(memory.GetBuffer().AsSpan(0, (int)memory.Length))) return (default, Fault.Unreadable);
        memory.Position = memory.Length >= 3 && memory.GetBuffer() is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        using var document = await JsonDocument.ParseAsync(memory, cancellationToken: cancel);
        // Half a surrogate is no text and shows itself only when it is read.
        _ = JsonSerializer.Serialize(document.RootElement);
        return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? (document.RootElement.Clone(), Fault.None)
            : (default, Fault.Unreadable);
    }

    private static async Task<(JsonElement, Fault)> ReadFormAsync(HttpRequest request, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(
            new FormOptions { BufferBodyLengthLimit = MaxBytes, MultipartBodyLengthLimit = MaxBytes, ValueLengthLimit = MaxBytes }, cancel);
        var body = new JsonObject();
        foreach (var (name, values) in form)
            body[name] = values.Count == 1 ? JsonValue.Create(values[0]) : new JsonArray([.. values.Select(x => (JsonNode?)JsonValue.Create(x))]);
        return body.Count == 0 ? (default, Fault.Unreadable) : (JsonSerializer.SerializeToElement(body), Fault.None);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ServiceBot.FakeTelegram.Http;

/// <summary>What goes back over the wire.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string ContentType = Answer.Json)
{
    private const string Json = "application/json";

    public string? Description { get; private init; }

    public int? RetryAfter { get; private init; }

    public static Answer Ok(Action<Utf8JsonWriter> result, string? description = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", true);
            json.WritePropertyName("result");
            result(json);
            if (description is not null)
                json.WriteString("description", description);
            json.WriteEndObject();
        }

        return new(200, buffer.WrittenMemory);
    }

    public static Answer True(string description) => Ok(json => json.WriteBooleanValue(true), description);

    public static Answer Refused(Refusal refusal)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", false);
            json.WriteNumber("error_code", refusal.Code);
            json.WriteString("description", refusal.Message);
            if (refusal.RetryAfter is not null || refusal.MigrateToChatId is not null)
            {
                json.WriteStartObject("parameters");
                if (refusal.RetryAfter is { } seconds)
                    json.WriteNumber("retry_after", seconds);
                if (refusal.MigrateToChatId is { } chat)
                    json.WriteNumber("migrate_to_chat_id", chat);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new(refusal.Code, buffer.WrittenMemory) { Description = refusal.Message, RetryAfter = refusal.RetryAfter };
    }

    public static Answer Html(int status, string title) => new(
        status,
        Encoding.UTF8.GetBytes($"<html>\r\n<head><title>{status} {title}</title></head>\r\n"
            + $"<body><center><h1>{status} {title}</h1></center><hr><center>nginx/1.18.0</center></body>\r\n</html>\r\n"),
        "text/html") { Description = title };

    public Answer Half() => this with { Body = Body[..(Body.Length / 2)] };

    public async Task Write(HttpResponse response)
    {
        Begin(response);
        await response.BodyWriter.WriteAsync(Body);
    }

    /// <summary>Byte by byte, until the other side has gone.</summary>
    public async Task Drip(HttpContext http, TimeSpan pause, CancellationToken stop)
    {
        Begin(http.Response);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
        for (var i = 0; i < Body.Length && !over.IsCancellationRequested; i++)
        {
            await http.Response.BodyWriter.WriteAsync(Body.Slice(i, 1), CancellationToken.None);
            await Task.Delay(pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Begin(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString();
    }
}

using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Telegram;

/// <summary>Where Telegram brings updates: the path of <c>Telegram:WebhookUrl</c>.</summary>
internal static partial class WebhookEndpoint
{
    /// <summary>The header in which Telegram shows the secret that the webhook was set with.</summary>
    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>An update is some kilobytes; more is no update.</summary>
    private const long MaxBytes = 1024 * 1024;

    /// <summary>Opens the address where updates come by webhook; nothing otherwise.</summary>
    public static void MapTelegramWebhook(this WebApplication app)
    {
        if (app.Services.GetService<WebhookListener>() is not { } listener) return;
        var telegram = app.Services.GetRequiredService<Settings>().Telegram;
        var secret = Secrets.Hash(telegram.WebhookSecret!);
        var log = app.Services.GetRequiredService<ILogger<WebhookListener>>();
        // Every method: "not allowed" for a GET would tell that something lives here.
        app.Map(new Uri(telegram.WebhookUrl!.Trim()).AbsolutePath, context => TakeAsync(context, listener, secret, log))
            .ExcludeFromDescription();
    }

    private static async Task TakeAsync(HttpContext context, WebhookListener listener, byte[] secret, ILogger log)
    {
        if (!Secrets.Opens(secret, context.Request.Headers[SecretHeader].ToString()) || !HttpMethods.IsPost(context.Request.Method))
        {
            Telemetry.CallRefused("WebhookSecret");
            Log.Refused(log, context.Connection.RemoteIpAddress);
            // As an address that does not exist: whoever guesses learns nothing.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = await StatusAsync(context, listener, log);
    }

    private static async Task<int> StatusAsync(HttpContext context, WebhookListener listener, ILogger log)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBytes;
        try
        {
            using var bytes = new MemoryStream();
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
            var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            if (!Utf8.IsValid(text.Span)) return StatusCodes.Status400BadRequest;
            using var body = JsonDocument.Parse(text);
            if (UpdateReading.Number(body.RootElement, "update_id") is not (>= int.MinValue and <= int.MaxValue))
                return StatusCodes.Status400BadRequest;
            await listener.TakeAsync(body.RootElement, context.RequestAborted);
            return StatusCodes.Status200OK;
        }
        catch (Exception fault) when (fault is JsonException or IOException { InnerException: OverflowException })
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException fault)
        {
            return fault.StatusCode;
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Any 2xx would confirm it; so Telegram brings it again.
            Log.Later(log, fault.GetType().Name);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1581, LogLevel.Warning, "A call to the webhook's address without its secret, from {Address}")]
        public static partial void Refused(ILogger log, System.Net.IPAddress? address);

        [LoggerMessage(1582, LogLevel.Warning, "An update is put off until it is brought again: {Fault}")]
        public static partial void Later(ILogger log, string fault);
    }
}

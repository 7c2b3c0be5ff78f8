using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.FakeTelegram.Updates;

/// <summary>Sends updates to a webhook one after another; what is not accepted is sent again, with growing pauses.</summary>
internal sealed partial class WebhookDelivery(TelegramWorld world, UpdatePolls polls, CancellationToken stop) : IDisposable
{
    private static readonly int[] Ports = [443, 80, 88, 8443];
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private Webhook? _webhook;
    private string? _lastError;

    /// <summary>setWebhook.</summary>
    public Answer Set(Parameters parameters)
    {
        var url = parameters.Text("url") ?? "";
        if (url.Length == 0)
            return Delete(parameters);
        var secret = parameters.Text("secret_token") ?? "";
        if (secret.Length > 256)
            throw Refusal.BadRequest("secret token is too long");
        if (!SecretToken().IsMatch(secret))
            throw Refusal.BadRequest("secret token contains unallowed characters");
        Check(url);

        lock (world.Gate)
        {
            _webhook?.Stop();
            _webhook = new(
                url, secret, CancellationTokenSource.CreateLinkedTokenSource(stop), parameters.Int("max_connections", 40));
            _lastError = null;
            polls.WebhookUrl = url;
            polls.End("terminated by setWebhook request");
            world.Updates.Allow(AllowedUpdates.Read(parameters));
            if (parameters.Flag("drop_pending_updates"))
                world.Updates.Clear();
            _webhook.Delivery = Deliver(_webhook);
        }

        return Answer.True("Webhook was set");
    }

    /// <summary>deleteWebhook.</summary>
    public Answer Delete(Parameters parameters)
    {
        lock (world.Gate)
        {
            var was = _webhook is not null;
            _webhook?.Stop();
            _webhook = null;
            polls.WebhookUrl = null;
            if (parameters.Flag("drop_pending_updates"))
                world.Updates.Clear();
            return Answer.True(was ? "Webhook was deleted" : "Webhook is already deleted");
        }
    }

    /// <summary>getWebhookInfo.</summary>
    public Answer Describe()
    {
        lock (world.Gate)
        {
            return Answer.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteString("url", _webhook?.Url ?? "");
                json.WriteBoolean("has_custom_certificate", false);
                json.WriteNumber("pending_update_count", world.Updates.Count());
                if (_webhook is not null)
                    json.WriteNumber("max_connections", _webhook.MaxConnections);
                if (_lastError is not null)
                {
                    json.WriteNumber("last_error_date", world.Now.ToUnixTimeSeconds());
                    json.WriteString("last_error_message", _lastError);
                }

                if (world.Updates.Allowed is { } allowed)
                {
                    json.WritePropertyName("allowed_updates");
                    JsonSerializer.Serialize(json, allowed);
                }

                json.WriteEndObject();
            });
        }
    }

    public void Dispose()
    {
        lock (world.Gate)
            _webhook?.Stop();
        _http.Dispose();
    }

    private async Task Deliver(Webhook webhook)
    {
        var token = webhook.Ended.Token;
        var pause = FirstPause;
        try
        {
            while (true)
            {
                PendingUpdate? update;
                Task added;
                lock (world.Gate)
                {
                    update = world.Updates.Take(1) is [var first] ? first : null;
                    added = world.Updates.Added.Task;
                }

                if (update is null)
                {
                    await added.WaitAsync(token);
                    continue;
                }

                var error = await Send(webhook, update, token);
                lock (world.Gate)
                {
                    _lastError = error;
                    if (error is null)
                        world.Updates.Remove(update);
                }

                if (error is not null)
                    await Task.Delay(pause, world.Options.Clock, token);
                pause = error is null ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
        catch (OperationCanceledException)
        {
            // the webhook was changed, or the server stops
        }
    }

    private async Task<string?> Send(Webhook webhook, PendingUpdate update, CancellationToken token)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url);
            request.Content = new ByteArrayContent(update.Json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (webhook.Secret.Length > 0)
                request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.Secret);
            using var response = await _http.SendAsync(request, token);
            return response.IsSuccessStatusCode
                ? null
                : $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (HttpRequestException fault)
        {
            return fault.Message;
        }
        catch (TaskCanceledException) when (!token.IsCancellationRequested)
        {
            return "Read timeout expired";
        }
    }

    private void Check(string text)
    {
        var isLocal = world.Options.LocalWebhooks;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw Refusal.BadRequest("bad webhook: invalid webhook URL specified");
        if (url.Scheme != "https" && !isLocal)
            throw Refusal.BadRequest("bad webhook: An HTTPS URL must be provided for webhook");
        if (!isLocal && !Ports.Contains(url.Port))
            throw Refusal.BadRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
    }

    [GeneratedRegex("^[A-Za-z0-9_-]*$")]
    private static partial Regex SecretToken();

    private sealed record Webhook(string Url, string Secret, CancellationTokenSource Ended, int MaxConnections)
    {
        public Task? Delivery { get; set; }

        public void Stop() => Ended.Cancel();
    }
}

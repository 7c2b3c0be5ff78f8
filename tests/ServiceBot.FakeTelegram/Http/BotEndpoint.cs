using Microsoft.AspNetCore.Http;
using ServiceBot.FakeTelegram.Methods;
using ServiceBot.FakeTelegram.Updates;
using ServiceBot.FakeTelegram.Watching;

namespace ServiceBot.FakeTelegram.Http;

/// <summary>Takes requests at <c>/bot{token}/{method}</c> and <c>/file/bot{token}/{path}</c>.</summary>
internal sealed class BotEndpoint(
    TelegramWorld world, RequestLog log, UpdatePolls polls, WebhookDelivery webhook, CancellationToken stop)
{
    private const long MostBytes = 51 * 1024 * 1024;

    private readonly string _methods = $"/bot{world.Options.Token}/";
    private readonly string _files = $"/file/bot{world.Options.Token}/";

    /// <summary>Decides what goes wrong with each request; null for nothing.</summary>
    public Func<FakeRequest, FaultAction?>? Faults { get; set; }

    public async Task Handle(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith(_files, StringComparison.Ordinal))
        {
            await File(path[_files.Length..]).Write(http.Response);
            return;
        }

        if (!path.StartsWith(_methods, StringComparison.Ordinal))
        {
            // A token that looks like one is refused as wrong, anything else is a path that leads nowhere.
            var refusal = path.StartsWith("/bot", StringComparison.Ordinal) && path.Contains(':')
                ? new Refusal(401, "Unauthorized")
                : new Refusal(404, "Not Found");
            log.End(log.Begin(world.Now, "", 0, new Dictionary<string, string>()), refusal.Code, refusal.Message);
            await Answer.Refused(refusal).Write(http.Response);
            return;
        }

        await Handle(http, path[_methods.Length..]);
    }

    private async Task Handle(HttpContext http, string name)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            await Answer.Html(413, "Request Entity Too Large").Write(http.Response);
            return;
        }

        var parameters = new Parameters();
        Answer? unreadable = null;
        try
        {
            parameters = await ParameterReader.Read(http.Request);
        }
        catch (Refusal refusal)
        {
            unreadable = Answer.Refused(refusal);
        }

        var method = BotMethods.All.TryGetValue(name, out var found) ? found : null;
        var request = log.Begin(
            world.Now, Spelling.Of(name), parameters.Long("chat_id"), parameters.Values);
        var fault = request.Fault = Faults?.Invoke(request);
        if (fault is { Kind: FaultKind.Delay })
            await Task.Delay(fault.Wait, world.Options.Clock, http.RequestAborted);
        var answer = fault is null or { Kind: FaultKind.Delay } or { CarriedOut: true }
            ? unreadable ?? await CarryOut(request, method, parameters, http.RequestAborted)
            : null;
        request.CarriedOut = answer is { Status: 200 };

        answer = fault is null ? answer : fault.Kind switch
        {
            FaultKind.Delay => answer,
            FaultKind.TooManyRequests => Answer.Refused(Refusal.TooManyRequests(fault.Seconds)),
            FaultKind.InternalError => Answer.Refused(new Refusal(500, "Internal Server Error")),
            FaultKind.BadGateway => Answer.Html(502, "Bad Gateway"),
            FaultKind.BrokenJson => answer!.Half(),
            FaultKind.NotJson => Answer.Html(200, "Welcome to our network"),
            FaultKind.BrokenRefusal => Answer.Refused(new Refusal(fault.Status, "Internal Server Error")).Half(),
            FaultKind.Refuse => Answer.Refused(new Refusal(fault.Status, fault.Words)),
            FaultKind.Drip => answer,
            FaultKind.Hang or FaultKind.Reset => null,
        };
        request.RetryAfter = answer?.RetryAfter;
        log.End(request, answer?.Status ?? -1, answer?.Description);
        if (answer is not null)
        {
            await (fault is { Kind: FaultKind.Drip } ? answer.Drip(http, fault.Wait, stop) : answer.Write(http.Response));
            if (http.RequestAborted.IsCancellationRequested) request.GivenUpAt = world.Now;
            return;
        }

        if (fault!.Kind == FaultKind.Hang)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
            await Task.Delay(Timeout.Infinite, linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            request.GivenUpAt = world.Now;
        }

        http.Abort();
    }

    private async Task<Answer> CarryOut(FakeRequest request, BotMethod? method, Parameters parameters, CancellationToken gone)
    {
        try
        {
            if (method is not null)
            {
                lock (world.Gate)
                    return Answer.Ok(json => method(world, parameters, json));
            }

            return request.Method switch
            {
                "getUpdates" => await polls.GetUpdates(parameters, gone),
                "setWebhook" => webhook.Set(parameters),
                "deleteWebhook" => webhook.Delete(parameters),
                "getWebhookInfo" => webhook.Describe(),
                _ => throw new Refusal(404, "Not Found: method not found"),
            };
        }
        catch (Refusal refusal)
        {
            return Answer.Refused(refusal);
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Answer.Refused(Refusal.BadRequest($"a parameter of {request.Method} has the wrong form: {fault.Message}"));
        }
    }

    private Answer File(string path)
    {
        lock (world.Gate)
        {
            return world.Files.Values.FirstOrDefault(file => file.Path == path) is { } found
                ? new(200, found.Content, "application/octet-stream")
                : Answer.Refused(new Refusal(404, "Not Found"));
        }
    }
}

/// <summary>Methods are case-insensitive; the log writes them as the Bot API does.</summary>
internal static class Spelling
{
    private static readonly Dictionary<string, string> Known = BotMethods.All.Keys
        .Concat(["getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"])
        .ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static string Of(string method) => Known.GetValueOrDefault(method, method);
}

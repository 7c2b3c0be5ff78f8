using System.Globalization;
using System.Net;
using ServiceBot.Intake.Api;

namespace ServiceBot.Hosting;

/// <summary>Asks for <c>Authorization: Bearer KEY</c>, and that no more calls come than the settings allow.</summary>
/// <remarks>
/// From a network that has shown too many wrong keys no key is looked at any more, so that trying them out tells nothing — except
/// a key that has worked from there before: a caller behind the same proxy as a guesser is not locked out by him.
/// </remarks>
internal sealed partial class ApiKeyGate(
    RequestDelegate next, ApiKeys keys, WrongKeys wrong, Problems problems, ApiWording words, TimeProvider time, ILogger<ApiKeyGate> log)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        string? shown = context.Request.Headers.Authorization;
        var key = shown?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? shown[Scheme.Length..].Trim() : null;
        var known = keys.Now;
        var caller = key is { Length: > 0 } ? known.Find(key) : null;
        var network = WrongKeys.NetworkOf(context.Connection.RemoteIpAddress);
        var now = CallPace.Now(time);
        var wait = caller is null
            ? key is { Length: > 0 } ? wrong.Take(network, now, known.WrongPerMinute) : null
            : caller.HasWorkedFrom(network) ? null : wrong.Wait(network, now, known.WrongPerMinute);
        if (wait is { } closed)
        {
            await RefuseAsync(context, "TooManyWrongKeys", closed, known.WrongPerMinute);
        }
        else if (caller is null)
        {
            await RefuseAsync(context, known.IsEmpty ? "NoKeyConfigured" : key is null ? "KeyMissing" : "KeyUnknown", isToken: key is not null);
        }
        else if (caller.Pace.Take(now, known.CallsPerMinute) is { } pause)
        {
            await RefuseAsync(context, "TooManyCalls", pause, known.CallsPerMinute, caller.Name);
        }
        else
        {
            caller.Worked(network);
            context.Features.Set(caller);
            await next(context);
        }
    }

    private Task RefuseAsync(HttpContext context, string sentence, bool isToken)
    {
        Telemetry.CallRefused(sentence);
        Log.Refused(log, sentence, context.Connection.RemoteIpAddress);
        context.Response.Headers.WWWAuthenticate =
            isToken ? "Bearer realm=\"ServiceBot\", error=\"invalid_token\"" : "Bearer realm=\"ServiceBot\"";
        return Problems.WriteAsync(context, problems.Of(StatusCodes.Status401Unauthorized, words[sentence]));
    }

    private Task RefuseAsync(HttpContext context, string sentence, TimeSpan wait, int perMinute, string? name = null)
    {
        Telemetry.CallRefused(sentence);
        if (name is null) Log.Closed(log, context.Connection.RemoteIpAddress);
        else Log.TooMany(log, name);
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(
            context, problems.Of(StatusCodes.Status429TooManyRequests, words.Format(sentence, perMinute, seconds)));
    }

    private static partial class Log
    {
        [LoggerMessage(1921, LogLevel.Warning, "A call of the API was refused: {Reason}; from {Address}")]
        public static partial void Refused(ILogger log, string reason, IPAddress? address);

        [LoggerMessage(1922, LogLevel.Warning, "The key {Name} calls more often than Api:CallsPerMinute allows")]
        public static partial void TooMany(ILogger log, string name);

        [LoggerMessage(1923, LogLevel.Warning, "Too many wrong keys came from {Address}: keys from there are not looked at for a while")]
        public static partial void Closed(ILogger log, IPAddress? address);
    }
}

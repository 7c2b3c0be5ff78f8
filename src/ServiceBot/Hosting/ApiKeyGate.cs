using ServiceBot.Intake.Api;

namespace ServiceBot.Hosting;

/// <summary>Asks for <c>Authorization: Bearer KEY</c>.</summary>
internal sealed partial class ApiKeyGate(
    RequestDelegate next, ApiKeys keys, Problems problems, ApiWording words, ILogger<ApiKeyGate> log)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        string? shown = context.Request.Headers.Authorization;
        var key = shown?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? shown[Scheme.Length..].Trim() : null;
        var caller = key is { Length: > 0 } ? keys.Find(key) : null;
        if (caller is not null)
        {
            context.Features.Set(caller);
            await next(context);
            return;
        }

        var sentence = keys.IsEmpty ? "NoKeyConfigured" : key is null ? "KeyMissing" : "KeyUnknown";
        Telemetry.CallRefused(sentence);
        Log.Refused(log, sentence, context.Connection.RemoteIpAddress);
        context.Response.Headers.WWWAuthenticate =
            key is null ? "Bearer realm=\"ServiceBot\"" : "Bearer realm=\"ServiceBot\", error=\"invalid_token\"";
        await Problems.WriteAsync(context, problems.Of(StatusCodes.Status401Unauthorized, words[sentence]));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A call of the API was refused: {Reason}; from {Address}")]
        public static partial void Refused(ILogger log, string reason, System.Net.IPAddress? address);
    }
}

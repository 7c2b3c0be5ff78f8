using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Api;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Hooks;

/// <summary>Takes what survey tools post.</summary>
internal sealed partial class PostHook(
    Settings settings, StationDirectory stations, RecordIntake intake, IDbContextFactory<ServiceBotDb> contexts, ApiKeys keys, WrongKeys wrong,
    Problems problems, HookWording words, TimeProvider time, ILogger<PostHook> log)
{
    public const string SecretHeader = "X-Hook-Secret";

    // Compared with when there is no hook of the name, so that a guess takes as long.
    private static readonly Hook Nobody = new(new HookSettings { Name = "", Secret = Guid.NewGuid().ToString() });

    private readonly Dictionary<string, Hook> _hooks = settings.Hooks.ToDictionary(x => x.Name, x => new Hook(x), StringComparer.OrdinalIgnoreCase);
    private readonly StationClocks _clocks = new(stations.All.Select(s => KeyValuePair.Create(s.Code, s.Calendar.Zone)));

    /// <summary>Takes one post.</summary>
    /// <param name="context">The call.</param>
    /// <param name="name">The hook's name in the address.</param>
    /// <param name="secret">The secret in the address; null: it is looked for in the header.</param>
    public async Task<IResult> TakeAsync(HttpContext context, string name, string? secret)
    {
        var cancel = context.RequestAborted;
        var isKnown = _hooks.TryGetValue(name, out var hook);
        var opens = (hook ?? Nobody).Opens(secret ?? context.Request.Headers[SecretHeader].ToString()) && isKnown;
        var (network, now, most) = (WrongKeys.NetworkOf(context.Connection.RemoteIpAddress), CallPace.Now(time), keys.Now.WrongPerMinute);
        // As for the API: who has tried too many is told nothing for a while, except by a secret that has worked from there before.
        var closed = !opens ? wrong.Take(network, now, most) : hook!.Caller.HasWorkedFrom(network) ? null : wrong.Wait(network, now, most);
        if (closed is { } wait) return TooMany(context, name, "TooManyWrong", wait);
        if (!opens)
        {
            Telemetry.CallRefused(isKnown ? "HookSecret" : "HookName");
            Log.Refused(log, isKnown ? hook!.Name : "?", context.Connection.RemoteIpAddress);
            // The same for a hook that is not there: whoever guesses does not learn which names are taken. The log tells.
            return Problem(name, StatusCodes.Status401Unauthorized, words["Closed"]);
        }

        if (hook!.Caller.Pace.Take(now, hook.CallsPerMinute) is { } pause) return TooMany(context, name, "TooManyPosts", pause);
        hook.Caller.Worked(network);
        var (body, fault) = await HookBody.ReadAsync(context.Request, cancel);
        return fault switch
        {
            HookBody.Fault.TooLarge => Problem(name, StatusCodes.Status413PayloadTooLarge, words.Format("TooLarge", HookBody.MaxBytes / 1024 / 1024)),
            HookBody.Fault.Unreadable => Problem(name, StatusCodes.Status400BadRequest, words["Unreadable"]),
            HookBody.Fault.None => await StoreAsync(hook, body, cancel),
        };
    }

    private async Task<IResult> StoreAsync(Hook hook, System.Text.Json.JsonElement body, CancellationToken cancel)
    {
        var (draft, id) = hook.Draft(body);
        // A tool that says no time posts when the customer has answered; posted again the first time stands.
        if (!hook.KnowsTime) draft.Set(RecordFields.TimeOf(hook.Kind), await KnownTimeAsync(hook, id, cancel) ?? time.GetUtcNow());
        var read = draft.Read(hook.Station, _clocks);
        if (read.Record is not { } record)
        {
            Telemetry.Rejected(hook.Kind, "hook", 1);
            Log.Rejected(log, hook.Name, string.Join(", ", read.Errors.Select(x => x.Field)));
            var problem = problems.Of(
                StatusCodes.Status422UnprocessableEntity, words["NotTaken"],
                [.. read.Errors.Select(x => new ProblemField(x.Field, x.Message(words.Culture)))]);
            problem.Instance = "/hooks/" + hook.Name;
            return Problems.Result(problem);
        }

        var outcome = (await intake.AcceptAsync([record], cancel)).Outcomes[0];
        return TypedResults.Json(
            new RecordsAnswer(
                outcome == RecordOutcome.Accepted ? 1 : 0, outcome == RecordOutcome.Updated ? 1 : 0,
                outcome == RecordOutcome.Unchanged ? 1 : 0, []),
            ApiJson.Options);
    }

    private async Task<DateTimeOffset?> KnownTimeAsync(Hook hook, string id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Records.AsNoTracking().Where(x => x.Station == hook.Station && x.Kind == hook.Kind && x.RecordId == id)
            .Select(x => (DateTimeOffset?)x.At).SingleOrDefaultAsync(cancel);
    }

    private IResult TooMany(HttpContext context, string name, string sentence, TimeSpan wait)
    {
        Telemetry.CallRefused("Hook" + sentence);
        Log.TooMany(log, sentence, context.Connection.RemoteIpAddress);
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem(name, StatusCodes.Status429TooManyRequests, words.Format(sentence, seconds));
    }

    /// <summary>The address in the answer is without the secret that may stand in it.</summary>
    private IResult Problem(string name, int status, string detail)
    {
        var problem = problems.Of(status, detail);
        problem.Instance = "/hooks/" + name;
        return Problems.Result(problem);
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Warning, "A post to hook {Hook} was refused; from {Address}")]
        public static partial void Refused(ILogger log, string hook, System.Net.IPAddress? address);

        [LoggerMessage(1013, LogLevel.Warning, "A post to a hook was put off ({Reason}); from {Address}")]
        public static partial void TooMany(ILogger log, string reason, System.Net.IPAddress? address);

        [LoggerMessage(1012, LogLevel.Warning, "A post to hook {Hook} could not be taken; fields: {Fields}")]
        public static partial void Rejected(ILogger log, string hook, string fields);
    }
}

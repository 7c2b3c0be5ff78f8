using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Api;

/// <summary>What became of the records of one call.</summary>
/// <param name="Accepted">New records.</param>
/// <param name="Updated">Records that were known and have changed.</param>
/// <param name="Unchanged">Records that were known and are the same.</param>
/// <param name="Rejected">Records that were not taken, in their order.</param>
internal sealed record RecordsAnswer(
    int Accepted, int Updated, int Unchanged, IReadOnlyList<RejectedRecord> Rejected);

/// <summary>A record that was not taken.</summary>
/// <param name="Index">Its place in the array from 0; 0 for a single object.</param>
/// <param name="Id">Its id as far as it could be read, or null.</param>
/// <param name="Errors">Every wrong field.</param>
internal sealed record RejectedRecord(
    int Index, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Id, IReadOnlyList<ProblemField> Errors);

/// <summary>
/// Takes the records of a source system. Good records are stored although others of the call are rejected. An id that
/// stands twice in a call is taken twice in its order: the last one stays, and the second is counted as updated or
/// unchanged.
/// </summary>
internal sealed class PostRecords(
    RecordIntake intake, StationDirectory stations, RequestBody bodies, Problems problems, ApiWording words)
{
    /// <summary>The most records one call may bring.</summary>
    public const int MaxRecords = 5_000;

    /// <summary>Reads and stores; when it returns, what was accepted is on disk.</summary>
    /// <param name="request">The call.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="kind">Which kind of record the address takes.</param>
    /// <param name="cancel">Ends the waiting; nothing is then stored.</param>
    public async Task<IResult> TakeAsync(HttpRequest request, ApiCaller caller, RecordKind kind, CancellationToken cancel)
    {
        var (document, refusal) = await bodies.ReadJsonAsync(request, cancel);
        if (document is null) return refusal!;
        using (document)
        {
            var root = document.RootElement;
            switch (root.ValueKind)
            {
                case JsonValueKind.Object:
                    return await TakeAsync([root], caller, kind, cancel);
                case JsonValueKind.Array when root.GetArrayLength() > MaxRecords:
                    return problems.Result(
                        StatusCodes.Status413PayloadTooLarge,
                        words.Format("TooManyRecords", root.GetArrayLength(), MaxRecords));
                case JsonValueKind.Array:
                    return await TakeAsync([.. root.EnumerateArray()], caller, kind, cancel);
                default:
                    return problems.Result(StatusCodes.Status400BadRequest, words["BodyNeitherObjectNorArray"]);
            }
        }
    }

    private async Task<IResult> TakeAsync(
        IReadOnlyList<JsonElement> elements, ApiCaller caller, RecordKind kind, CancellationToken cancel)
    {
        var clocks = ClocksOf(caller);
        var records = new List<SourceRecord>();
        var rejected = new List<RejectedRecord>();
        for (var i = 0; i < elements.Count; i++)
        {
            var read = RecordJson.Read(elements[i], kind, clocks);
            if (read.Record is { } record) records.Add(record);
            else rejected.Add(new RejectedRecord(i, read.Id, [.. read.Errors.Select(e => InWords(e, caller))]));
        }

        var outcomes = records.Count == 0 ? [] : (await intake.AcceptAsync(records, cancel)).Outcomes;
        Telemetry.Rejected(kind, "api", rejected.Count);
        var answer = new RecordsAnswer(
            outcomes.Count(x => x == RecordOutcome.Accepted),
            outcomes.Count(x => x == RecordOutcome.Updated),
            outcomes.Count(x => x == RecordOutcome.Unchanged),
            rejected);
        if (records.Count > 0 || rejected.Count == 0) return TypedResults.Json(answer, ApiJson.Options);

        var problem = problems.Of(StatusCodes.Status422UnprocessableEntity, words["AllRejected"]);
        problem.Extensions["accepted"] = 0;
        problem.Extensions["updated"] = 0;
        problem.Extensions["unchanged"] = 0;
        problem.Extensions["rejected"] = rejected;
        return Problems.Result(problem);
    }

    /// <summary>A caller sees no station but its own: another's record is rejected as if the station were not there.</summary>
    private StationClocks ClocksOf(ApiCaller caller) => new(
        stations.All.Where(s => caller.MayUse(s.Code))
            .Select(s => KeyValuePair.Create(s.Code, s.Calendar.Zone)));

    private ProblemField InWords(FieldError error, ApiCaller caller) => new(
        error.Field,
        error.Fault.Key == "StationUnknown" && caller.Stations is not null
            ? words.Format("StationNotForKey", [.. error.Fault.Arguments])
            : error.Message(words.Culture));
}

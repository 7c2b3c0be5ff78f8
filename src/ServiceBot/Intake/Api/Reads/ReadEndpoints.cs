using System.Globalization;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Statistics;

namespace ServiceBot.Intake.Api.Reads;

/// <summary>What programs may read: cases, signals, figures. A caller sees its own stations only.</summary>
internal sealed class ReadEndpoints(
    CaseReader cases, StatisticsReader statistics, StationDirectory stations, Problems problems, ApiWording words)
{
    public async Task<IResult> CasesAsync(HttpContext context, CancellationToken cancel)
    {
        var query = Query(context);
        var (spans, states, page) = (query.Spans(query.Stations()), query.Names<CaseState>("state"), query.Page());
        return query.Refusal ?? TypedResults.Json(await cases.CasesAsync(spans, states, page, cancel), ApiJson.Options);
    }

    public async Task<IResult> CaseAsync(HttpContext context, string station, string number, CancellationToken cancel)
    {
        var known = stations.All.FirstOrDefault(
            s => s.Code.Equals(station, StringComparison.OrdinalIgnoreCase) && context.Caller().MayUse(s.Code));
        // A case that is not for this key is looked for like one that is not there: the time tells nothing either.
        var isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted);
        var found = await cases.CaseAsync(known?.Code ?? "", isNumber ? wanted : 0, cancel);
        return found is null
            ? problems.Result(StatusCodes.Status404NotFound, words["NoSuchCase"])
            : TypedResults.Json(found, ApiJson.Options);
    }

    public async Task<IResult> SignalsAsync(HttpContext context, CancellationToken cancel)
    {
        var query = Query(context);
        var (spans, page) = (query.Spans(query.Stations()), query.Page());
        var (rules, modes) = (query.Names<RuleName>("rule"), query.Names<RuleMode>("mode"));
        return query.Refusal ?? TypedResults.Json(await cases.SignalsAsync(spans, rules, modes, page, cancel), ApiJson.Options);
    }

    public async Task<IResult> StatisticsAsync(HttpContext context, CancellationToken cancel)
    {
        var query = Query(context);
        var station = query.Station();
        var span = station is null ? null : query.Spans([station]).FirstOrDefault();
        if (query.Refusal is { } refusal) return refusal;
        var answer = await statistics.ReadAsync(
            station!.Code,
            span!.From == DateTimeOffset.MinValue ? null : station.Calendar.Local(span.From),
            span.To == DateTimeOffset.MaxValue ? null : station.Calendar.Local(span.To),
            cancel);
        return TypedResults.Json(answer, ApiJson.Options);
    }

    private ListQuery Query(HttpContext context) =>
        new(context.Request.Query, context.Caller(), stations, problems, words);
}

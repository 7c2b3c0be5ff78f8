using System.Globalization;
using System.Text.Json;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Api.Reads;
using ServiceBot.Stations;

namespace ServiceBot.Intake.Api;

/// <summary>
/// Opens a case by hand: somebody says that a repair may be a repeat. What is said joins the vehicle's open case where
/// there is one. With an <c>id</c> the same report again changes nothing.
/// </summary>
internal sealed class PostCase(
    StaffReports reports, CaseReader cases, RuleSettings rules, StationDirectory stations, RequestBody bodies,
    Problems problems, ApiWording words, TimeProvider time)
{
    public async Task<IResult> TakeAsync(HttpRequest request, ApiCaller caller, CancellationToken cancel)
    {
        var (document, refusal) = await bodies.ReadJsonAsync(request, cancel);
        if (document is null) return refusal!;
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return problems.Result(StatusCodes.Status400BadRequest, words["BodyNotObject"]);
            var errors = new List<FieldError>();
            var report = Read(new JsonFields(document.RootElement, "", errors), caller, errors);
            if (report is null)
            {
                return problems.Result(
                    StatusCodes.Status422UnprocessableEntity, words["CaseNotOpened"],
                    [.. errors.Select(e => new ProblemField(e.Field, e.Message(words.Culture)))]);
            }

            var mode = rules.Mode(RuleName.ReportedByStaff);
            if (mode != RuleMode.Live)
                return problems.Result(StatusCodes.Status409Conflict, words.Format("ReportsNotLive", mode));
            return await AnswerAsync(report, cancel);
        }
    }

    private async Task<IResult> AnswerAsync(StaffReport report, CancellationToken cancel)
    {
        var number = await reports.TakeAsync(report, cancel)
            ?? throw new InvalidOperationException("A report was taken and belongs to no case.");
        var answer = await cases.CaseAsync(report.Station, number, cancel)
            ?? throw new InvalidOperationException("A case was opened and is not there.");
        var address = string.Create(
            CultureInfo.InvariantCulture, $"{ApiFeature.Prefix}/cases/{Uri.EscapeDataString(report.Station)}/{number}");
        return new CaseResult(answer, address, Opened(answer, report));
    }

    /// <summary>Whether the case was opened on this very report, rather than joined by it.</summary>
    private static bool Opened(CaseDetails answer, StaffReport report) =>
        answer.Facts.Count > 0 && answer.Facts[0].TryGetProperty("signals", out var signals)
        && signals.EnumerateArray().Any(x => x.GetString() == $"{RuleName.ReportedByStaff}:{report.Key}");

    private StaffReport? Read(JsonFields fields, ApiCaller caller, List<FieldError> errors)
    {
        var allowed = stations.All.Where(s => caller.MayUse(s.Code)).ToList();
        var code = fields.Has("station") ? fields.Text("station", RecordLimits.Name) : allowed.Count == 1 ? allowed[0].Code : null;
        var station = allowed.Find(s => s.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
        var codes = string.Join(", ", allowed.Select(s => s.Code));
        if (code is null) fields.Refuse("station", "StationRequired", codes);
        else if (station is null) fields.Refuse("station", "StationUnknown", code, codes);

        var vehicle = RecordJson.ReadVehicle(fields, required: true);
        var said = fields.RequiredText("complaint", RecordLimits.Text);
        var by = fields.Person("reportedBy");
        var (id, earlier) = (fields.Id("id"), fields.Id("earlierWorkOrderId"));
        if (errors.Count > 0) return null;
        return new StaffReport(
            station!.Code, $"api:{id ?? Guid.NewGuid().ToString("N")}", time.GetUtcNow(), vehicle!, earlier,
            by is null ? said : $"{by.Name}: {said}");
    }

    private sealed class CaseResult(CaseDetails answer, string address, bool opened) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = opened ? StatusCodes.Status201Created : StatusCodes.Status200OK;
            httpContext.Response.Headers.Location = address;
            return httpContext.Response.WriteAsJsonAsync(answer, ApiJson.Options, httpContext.RequestAborted);
        }
    }
}

using Microsoft.AspNetCore.Mvc;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Api.Description;
using ServiceBot.Intake.Api.Reads;
using ServiceBot.Statistics;

namespace ServiceBot.Intake.Api;

/// <summary>The HTTP API.</summary>
internal static class ApiFeature
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiWording>();
        services.AddSingleton<Problems>();
        services.AddSingleton(p => new ApiKeys(p.GetRequiredService<Settings>().Api));
        services.AddSingleton<WrongKeys>();
        services.AddSingleton<RequestBody>();
        services.AddSingleton<PostRecords>();
        services.AddSingleton<PostCase>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<ReadEndpoints>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        return services.AddApiDescription();
    }

    /// <summary>The guard before the API; to stand after <see cref="ProblemPipeline.UseProblems"/>.</summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder app) => app.UseApiKeys(Prefix);

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Prefix);
        MapRecords(api, "/bookings", RecordKind.Booking, new("postBookings", PostRefusals) { Body = "Booking", TakesMany = true });
        MapRecords(api, "/work-orders", RecordKind.WorkOrder, new("postWorkOrders", PostRefusals) { Body = "WorkOrder", TakesMany = true });
        MapRecords(
            api, "/survey-responses", RecordKind.SurveyResponse, new("postSurveyResponses", PostRefusals) { Body = "SurveyResponse", TakesMany = true });
        MapRecords(api, "/calls", RecordKind.Call, new("postCalls", PostRefusals) { Body = "Call", TakesMany = true });
        MapCases(api);
        MapReads(api);
        return routes;
    }

    /// <summary>Who calls; the guard has let nobody else through.</summary>
    public static ApiCaller Caller(this HttpContext context) =>
        context.Features.Get<ApiCaller>()
        ?? throw new InvalidOperationException("An address of the API is not behind the guard.");

    private static readonly int[] PostRefusals =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status422UnprocessableEntity,
    ];

    private static readonly int[] ReadRefusals = [StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound];

    private static readonly QueryDescription[] Period = [new("from"), new("to")];

    private static void MapRecords(RouteGroupBuilder api, string path, RecordKind kind, CallDescription description) =>
        api.MapPost(
            path,
            ([FromServices] PostRecords post, HttpContext context, CancellationToken cancel) =>
                post.TakeAsync(context.Request, context.Caller(), kind, cancel))
            .WithMetadata(description).WithTags("records").Produces<RecordsAnswer>();

    private static void MapCases(RouteGroupBuilder api)
    {
        api.MapPost("/cases", ([FromServices] PostCase post, HttpContext context, CancellationToken cancel) =>
                post.TakeAsync(context.Request, context.Caller(), cancel))
            .WithMetadata(new CallDescription("postCase", [.. PostRefusals, StatusCodes.Status409Conflict]) { Body = "Report" })
            .WithTags("cases").Produces<CaseDetails>().Produces<CaseDetails>(StatusCodes.Status201Created);
        api.MapGet("/cases", ([FromServices] ReadEndpoints read, HttpContext context, CancellationToken cancel) =>
                read.CasesAsync(context, cancel))
            .WithMetadata(new CallDescription("getCases", ReadRefusals)
            {
                Query = [new("station"), QueryDescription.Of<CaseState>("state"), .. Period, new("page")],
            })
            .WithTags("cases").Produces<Page<CaseAnswer>>();
        api.MapGet(
                "/cases/{station}/{number}",
                ([FromServices] ReadEndpoints read, HttpContext context, string station, string number, CancellationToken cancel) =>
                    read.CaseAsync(context, station, number, cancel))
            .WithMetadata(new CallDescription("getCase", StatusCodes.Status404NotFound)).WithTags("cases").Produces<CaseDetails>();
    }

    private static void MapReads(RouteGroupBuilder api)
    {
        api.MapGet("/signals", ([FromServices] ReadEndpoints read, HttpContext context, CancellationToken cancel) =>
                read.SignalsAsync(context, cancel))
            .WithMetadata(new CallDescription("getSignals", ReadRefusals)
            {
                Query = [new("station"), QueryDescription.Of<RuleName>("rule"), QueryDescription.Of<RuleMode>("mode"), .. Period, new("page")],
            })
            .WithTags("signals").Produces<Page<SignalAnswer>>();
        api.MapGet("/statistics", ([FromServices] ReadEndpoints read, HttpContext context, CancellationToken cancel) =>
                read.StatisticsAsync(context, cancel))
            .WithMetadata(new CallDescription("getStatistics", ReadRefusals) { Query = [new("station"), .. Period] })
            .WithTags("statistics").Produces<StatisticsAnswer>();
    }
}

using Microsoft.AspNetCore.Mvc;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Api.Reads;

namespace ServiceBot.Intake.Api;

/// <summary>The HTTP API.</summary>
internal static class ApiFeature
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiWording>();
        services.AddSingleton<Problems>();
        services.AddSingleton(p => new ApiKeys(p.GetRequiredService<Settings>().Api.Keys));
        services.AddSingleton<RequestBody>();
        services.AddSingleton<PostRecords>();
        services.AddSingleton<PostCase>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<ReadEndpoints>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        return services;
    }

    /// <summary>The guard before the API; to stand after <see cref="ProblemPipeline.UseProblems"/>.</summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder app) => app.UseApiKeys(Prefix);

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Prefix);
        MapRecords(api, "/bookings", RecordKind.Booking);
        MapRecords(api, "/work-orders", RecordKind.WorkOrder);
        MapRecords(api, "/survey-responses", RecordKind.SurveyResponse);
        MapRecords(api, "/calls", RecordKind.Call);
        MapCases(api);
        return routes;
    }

    /// <summary>Who calls; the guard has let nobody else through.</summary>
    public static ApiCaller Caller(this HttpContext context) =>
        context.Features.Get<ApiCaller>()
        ?? throw new InvalidOperationException("An address of the API is not behind the guard.");

    private static void MapCases(RouteGroupBuilder api)
    {
        api.MapPost("/cases", ([FromServices] PostCase post, HttpContext context, CancellationToken cancel) =>
            post.TakeAsync(context.Request, context.Caller(), cancel));
        api.MapGet("/cases", ([FromServices] ReadEndpoints read, HttpContext context, CancellationToken cancel) =>
            read.CasesAsync(context, cancel));
        api.MapGet(
            "/cases/{station}/{number}",
            ([FromServices] ReadEndpoints read, HttpContext context, string station, string number, CancellationToken cancel) =>
                read.CaseAsync(context, station, number, cancel));
        api.MapGet("/signals", ([FromServices] ReadEndpoints read, HttpContext context, CancellationToken cancel) =>
            read.SignalsAsync(context, cancel));
        api.MapGet("/statistics", ([FromServices] ReadEndpoints read, HttpContext context, CancellationToken cancel) =>
            read.StatisticsAsync(context, cancel));
    }

    private static void MapRecords(RouteGroupBuilder api, string path, RecordKind kind) =>
        api.MapPost(
            path,
            ([FromServices] PostRecords post, HttpContext context, CancellationToken cancel) =>
                post.TakeAsync(context.Request, context.Caller(), kind, cancel));
}

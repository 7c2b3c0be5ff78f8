using Microsoft.AspNetCore.Mvc;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

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
        return routes;
    }

    /// <summary>Who calls; the guard has let nobody else through.</summary>
    public static ApiCaller Caller(this HttpContext context) =>
        context.Features.Get<ApiCaller>()
        ?? throw new InvalidOperationException("An address of the API is not behind the guard.");

    private static void MapRecords(RouteGroupBuilder api, string path, RecordKind kind) =>
        api.MapPost(
            path,
            ([FromServices] PostRecords post, HttpContext context, CancellationToken cancel) =>
                post.TakeAsync(context.Request, context.Caller(), kind, cancel));
}

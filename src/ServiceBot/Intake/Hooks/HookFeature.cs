using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Hooks;

/// <summary>What is said to survey tools.</summary>
internal sealed class HookWording(CultureInfo culture) : Wording(culture);

/// <summary>The addresses for survey tools as one feature of the host.</summary>
internal static class HookFeature
{
    public static IServiceCollection AddHooks(this IServiceCollection services)
    {
        services.AddSingleton<HookWording>();
        services.AddSingleton<PostHook>();
        return services;
    }

    public static IEndpointRouteBuilder MapHooks(this IEndpointRouteBuilder routes)
    {
        // Not part of the API's description: what a tool posts is described by the settings.
        routes.MapPost("/hooks/{name}", (string name, [FromServices] PostHook post, HttpContext context) =>
            post.TakeAsync(context, name, secret: null)).ExcludeFromDescription().DisableAntiforgery();
        routes.MapPost("/hooks/{name}/{secret}", (string name, string secret, [FromServices] PostHook post, HttpContext context) =>
            post.TakeAsync(context, name, context.SecretOf(secret))).ExcludeFromDescription().DisableAntiforgery();
        return routes;
    }
}

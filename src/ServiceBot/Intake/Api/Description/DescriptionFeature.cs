using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Api.Description;

/// <summary>What the API's description says in words.</summary>
internal sealed class DescriptionWording(CultureInfo culture) : Wording(culture);

/// <summary>The description of the API for programs and those who write them: <c>/openapi/v1.json</c> (OpenAPI 3.1).</summary>
internal static class DescriptionFeature
{
    /// <summary>The name of the document, a part of its address.</summary>
    public const string Name = "v1";

    public static IServiceCollection AddApiDescription(this IServiceCollection services)
    {
        services.AddSingleton<DescriptionWording>();
        // Made anew for every question it would be an easy way to keep the service busy.
        services.AddOutputCache();
        return services.AddOpenApi(Name, options =>
        {
            options.ShouldInclude = x => x.ActionDescriptor.EndpointMetadata.OfType<CallDescription>().Any();
            options.AddOperationTransformer<Operations>();
            options.AddDocumentTransformer<ApiDocument>();
        });
    }

    /// <summary>
    /// Needs no key, as is the custom: whoever writes a program against the API reads it first, and it says nothing that
    /// is not in the program's documentation — no station, no setting, no record.
    /// </summary>
    public static IEndpointRouteBuilder MapApiDescription(this IEndpointRouteBuilder routes)
    {
        // It is the same whoever asks by whatever name, and until the next start.
        routes.MapOpenApi("/openapi/{documentName}.json").CacheOutput(
            x => x.SetVaryByHost(false).SetVaryByQuery(Array.Empty<string>()).Expire(TimeSpan.FromHours(1)));
        return routes;
    }
}

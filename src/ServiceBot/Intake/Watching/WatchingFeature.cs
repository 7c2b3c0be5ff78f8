using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Hosting;
using ServiceBot.Intake.OData;
using ServiceBot.Intake.Sql;

namespace ServiceBot.Intake.Watching;

/// <summary>The watchers of other systems as one feature of the host.</summary>
internal static class WatchingFeature
{
    /// <summary>The name of the health check.</summary>
    public const string HealthName = "watchers";

    /// <summary>Adds the sources of the settings and what reads them; without a source nothing.</summary>
    public static IServiceCollection AddWatchers(this IServiceCollection services, Settings settings)
    {
        if (settings.OData.Count + settings.Sql.Count == 0) return services;
        services.AddSources(settings);
        services.AddSingleton<WatcherPulse>();
        services.AddHostedService<Watchers>();
        services.AddHealthChecks().AddCheck<WatcherHealth>(HealthName, HealthStatus.Degraded);
        return services;
    }

    /// <summary>The sources alone, as the command that tries them needs them.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<WatcherPlaces>();
        services.AddSingleton<WatcherWording>();
        services.AddSingleton<RecordTaking>();
        foreach (var source in settings.OData)
            services.AddSingleton<IWatchedSource>(x => ActivatorUtilities.CreateInstance<ODataSource>(x, source));
        foreach (var source in settings.Sql)
        {
            foreach (var query in source.Queries)
                services.AddSingleton<IWatchedSource>(x => ActivatorUtilities.CreateInstance<SqlSource>(x, source, query));
        }

        return services;
    }
}

using ServiceBot.Hosting;
using ServiceBot.Statistics;

namespace ServiceBot.Digests;

/// <summary>Digest and statistics as one feature of the host.</summary>
internal static class DigestFeature
{
    /// <summary>Adds what reads, words and posts. Needs store, stations, rules, outbox, the card's words and the language.</summary>
    public static IServiceCollection AddDigests(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(DigestHour.From(settings.Digest));
        services.AddSingleton<DigestWording>();
        services.AddSingleton<DigestReader>();
        services.AddSingleton<DigestPage>();
        services.AddSingleton<DigestPost>();
        services.AddSingleton<DigestCommand>();
        services.AddSingleton<StatisticsReader>();
        return services;
    }
}

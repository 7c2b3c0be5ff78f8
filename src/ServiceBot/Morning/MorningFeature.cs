using System.Globalization;
using ServiceBot.Chat;
using ServiceBot.Hosting;

namespace ServiceBot.Morning;

/// <summary>What is told each morning as one feature of the host.</summary>
internal static class MorningFeature
{
    /// <summary>Adds the reports of yesterday. Needs store, stations, rules, outbox and the language.</summary>
    public static IServiceCollection AddMorning(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(MorningHour.From(settings.Morning));
        services.AddSingleton<MorningWording>();
        services.AddSingleton<YesterdaysReturns>();
        services.AddSingleton<MorningCheckReader>();
        services.AddSingleton<MorningCheckPage>();
        services.AddSingleton<MorningReports>();
        services.AddSingleton<ICardRenderer, ReturnsCard>();
        services.AddSingleton<IPressHandler, ReturnsPresses>();
        return services;
    }
}

/// <summary>What is said in the morning.</summary>
internal sealed class MorningWording(CultureInfo culture) : Wording(culture);

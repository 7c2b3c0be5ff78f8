using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceBot.Hosting;
using Telegram.Bot;

namespace ServiceBot.Chat.Telegram;

/// <summary>Telegram as one feature of the host.</summary>
internal static class TelegramFeature
{
    /// <summary>The name of the health check.</summary>
    public const string HealthName = "telegram";

    /// <summary>
    /// Adds the channel, the photos, the probe and the listener, which polls or is brought what happens. Without a token
    /// nothing is added.
    /// </summary>
    /// <exception cref="ArgumentException">The token has not the form of one.</exception>
    public static IServiceCollection AddTelegram(this IServiceCollection services, Settings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Telegram.Token)) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new TelegramSecrets(settings.Telegram));
        services.AddSingleton(new TelegramWording(CultureInfo.GetCultureInfo(settings.Language)));
        services.AddSingleton(x => new TelegramConnection(settings.Telegram, x.GetRequiredService<TelegramSecrets>()));
        services.AddSingleton<ITelegramBotClient>(x => x.GetRequiredService<TelegramConnection>().Client);
        services.AddSingleton(x =>
        {
            var channel = ActivatorUtilities.CreateInstance<TelegramChannel>(x);
            channel.Return = x.GetRequiredService<ReturnFromAbsence>();
            return channel;
        });
        services.AddSingleton<IChatChannel>(x => x.GetRequiredService<TelegramChannel>());
        services.AddSingleton<IPhotoSource, TelegramPhotos>();
        services.AddSingleton(x => ActivatorUtilities.CreateInstance<TelegramProbe>(x, settings));
        services.AddSingleton(x => new OwnWebhook(x.GetRequiredService<ITelegramBotClient>(), settings));
        return services.AddListening(IsPolling(settings.Telegram));
    }

    /// <summary>Whether updates are fetched rather than brought.</summary>
    public static bool IsPolling(TelegramSettings settings) =>
        settings.Mode.Equals("Polling", StringComparison.OrdinalIgnoreCase);

    private static IServiceCollection AddListening(this IServiceCollection services, bool isPolling)
    {
        services.AddSingleton<TelegramPulse>();
        services.AddSingleton<UpdateSource>();
        services.AddSingleton<BatchTaking>();
        services.AddSingleton<ListeningPlace>();
        services.AddSingleton<AbsenceNotice>();
        services.AddSingleton<ReturnFromAbsence>();
        services.AddSingleton<PressAnswering>();
        if (isPolling)
        {
            services.AddSingleton<TelegramListener>();
            services.AddHostedService(x => x.GetRequiredService<TelegramListener>());
        }
        else
        {
            services.AddSingleton<WebhookListener>();
            services.AddHostedService(x => x.GetRequiredService<WebhookListener>());
        }

        services.AddHostedService<TelegramMenu>();
        services.AddHealthChecks().AddCheck<TelegramHealthCheck>(HealthName, HealthStatus.Degraded);
        return services;
    }
}

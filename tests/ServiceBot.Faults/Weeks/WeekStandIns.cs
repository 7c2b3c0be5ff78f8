using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat.Telegram;

namespace ServiceBot.Faults.Weeks;

/// <summary>The real service of a week, with the clock of the week in place of the machine's.</summary>
internal static class WeekStandIns
{
    /// <summary>Real time, whatever the clock.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Puts the clock in place. A leap of the clock is no absence: Telegram was not there either. What is longer than an hour
    /// is summed up as ever.
    /// </summary>
    public static void Replace(IServiceCollection services, WeekClock clock)
    {
        services.AddSingleton(clock.OfService);
        services.AddSingleton(x =>
        {
            var channel = ActivatorUtilities.CreateInstance<TelegramChannel>(x);
            (channel.SendTimeout, channel.Return) = (SendTimeout, x.GetRequiredService<ReturnFromAbsence>());
            return channel;
        });
        // One of the two is there, and what is asked for in the other mode would make it look like it.
        var day = TimeSpan.FromDays(1);
        Listen(x => ActivatorUtilities.CreateInstance<TelegramListener>(x), x => x.Timing = new ListenerTiming { AbsentAfter = day });
        Listen(x => ActivatorUtilities.CreateInstance<WebhookListener>(x), x => x.Timing = new WebhookTiming { AbsentAfter = day });

        void Listen<T>(Func<IServiceProvider, T> make, Action<T> adjust)
            where T : class
        {
            if (services.All(x => x.ServiceType != typeof(T))) return;
            services.AddSingleton(x =>
            {
                var listener = make(x);
                adjust(listener);
                return listener;
            });
        }
    }
}

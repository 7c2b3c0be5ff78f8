using System.Globalization;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Chat.Web;
using ServiceBot.Commission;
using ServiceBot.Conversation;
using ServiceBot.Detection;
using ServiceBot.Digests;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Intake.Api;
using ServiceBot.Intake.Api.Description;
using ServiceBot.Intake.Files;
using ServiceBot.Intake.Hooks;
using ServiceBot.Intake.Watching;
using ServiceBot.Morning;
using ServiceBot.Persons;
using ServiceBot.Schedule;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot;

/// <summary>The features in the order of the flow: a record comes in, is judged, opens a case, which is shown and voted on.</summary>
internal static class ServiceBotHost
{
    /// <summary>The running service, ready to start; the schema must be up to date.</summary>
    /// <param name="configuration">All layers of the settings; gives <c>Urls</c> and logging too.</param>
    /// <param name="settings">The section <c>ServiceBot</c>, checked.</param>
    /// <param name="demo">Whether this is the demonstration: persons of the built-in chat may be switched freely.</param>
    /// <param name="adjust">Lets a test put its own clock or channel in place.</param>
    /// <param name="source">Where the settings come from, to see what changes in them; null: nothing does.</param>
    public static WebApplication Build(
        IConfiguration configuration, Settings settings, bool demo = false, Action<IServiceCollection>? adjust = null,
        SettingsSource? source = null)
    {
        // Settings and pages lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().UseUrls(configuration["Urls"] ?? "http://127.0.0.1:5080");
        SecretsInAddresses.Guard(builder.Services);
        builder.Services.AddRoutingCore();
        builder.Logging.AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss zzz ";
        });
        // What degrades is seen at /health/ready; whoever asks every few seconds must not fill the log.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error);
        builder.Services.AddServiceBotCore(settings).AddServiceBotChat();
        builder.Services.AddTelegram(settings).AddWebChat(settings, demo, ownRooms: true);
        builder.Services.AddApi().AddInbox().AddWatchers(settings).AddHooks().AddSchedule(settings);
        builder.Services.AddHostedService<BacklogAtStart>();
        builder.Services.AddHostedService<RestAfterStart>();
        builder.Services.AddSingleton(SupervisorSocket.OfProcess());
        builder.Services.AddHostedService<SupervisorNotice>();
        builder.Services.AddHealth().AddMetricsPage();
        if (source is not null) builder.Services.AddSettingsWatch(source, settings);
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseSafeHeaders();
        app.UseProblems();
        app.UseRouting();
        app.UseApi();
        app.UseOutputCache();
        app.MapWebChat();
        app.MapApi();
        app.MapApiDescription();
        app.MapHooks();
        app.MapTelegramWebhook();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }

    /// <summary>What every command needs: store, rules, cases, and the outbox that a running service delivers.</summary>
    public static IServiceCollection AddServiceBotCore(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(CultureInfo.GetCultureInfo(settings.Language));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(StationDirectory.From(settings));
        services.AddSingleton(RuleSettingsReader.Read(settings));
        services.AddStorage(settings);

        services.AddSingleton<RecordIntake>();
        services.AddSingleton<StaffReports>();
        services.AddSingleton<Detector>();
        services.AddSingleton<VerdictsInBulk>();
        services.AddSingleton<Backlog>();
        services.AddSingleton<BulkIntake>();

        services.AddSingleton(AlertBounds.From(settings.Detection));
        services.AddSingleton<CaseFile>();
        services.AddSingleton<CaseArrivals>();
        services.AddSingleton<CaseNotices>();
        services.AddSingleton<MissingBookings>();
        services.AddSingleton<CaseWording>();
        services.AddSingleton<CloseVoting>();
        services.AddSingleton<CommissionWording>();

        services.AddSingleton<CardText>();
        services.AddSingleton<CardButtons>();
        services.AddSingleton<CardWording>();
        services.AddSingleton<CaseCard>();
        services.AddSingleton<ICardRenderer>(x => x.GetRequiredService<CaseCard>());
        services.AddSingleton<ICardRenderer, HistoryList>();
        services.AddSingleton<ICardRenderer, StormList>();

        services.AddSingleton<Outbox>();
        services.AddSingleton<StrayCopies>();
        services.AddSingleton<ChatWording>();

        services.AddDigests(settings);
        services.AddMorning(settings);
        services.AddPersons();
        return services;
    }

    /// <summary>What delivers and listens: only the running service does.</summary>
    public static IServiceCollection AddServiceBotChat(this IServiceCollection services)
    {
        services.AddSingleton<CardComposer>();
        services.AddSingleton<DeliveryRecord>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddHostedService(x => x.GetRequiredService<OutboxDispatcher>());
        services.AddSingleton<ChatInbox>();
        services.AddSingleton<IPressHandler, CasePresses>();
        services.AddSingleton<IMessageHandler, CaseRemarks>();
        services.AddSingleton<IOpenSubjects, OpenCases>();
        services.AddSingleton<ICardPictures, CasePhotos>();
        services.AddHostedService<CasePhotoFetching>();
        services.AddConversation();
        return services;
    }
}

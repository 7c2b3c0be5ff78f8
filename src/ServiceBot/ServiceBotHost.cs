using System.Globalization;
using ServiceBot.Alerts;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Commission;
using ServiceBot.Detection;
using ServiceBot.Digests;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot;

/// <summary>The features in the order of the flow: a record comes in, is judged, opens a case, which is shown and voted on.</summary>
internal static class ServiceBotHost
{
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

        services.AddSingleton<CaseFile>();
        services.AddSingleton<CaseNotices>();
        services.AddSingleton<CaseWording>();
        services.AddSingleton<CloseVoting>();
        services.AddSingleton<CommissionWording>();

        services.AddSingleton<CardText>();
        services.AddSingleton<CardButtons>();
        services.AddSingleton<CardWording>();
        services.AddSingleton<ICardRenderer, CaseCard>();

        services.AddSingleton<Outbox>();
        services.AddSingleton<ChatWording>();

        services.AddDigests(settings);
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
        return services;
    }
}

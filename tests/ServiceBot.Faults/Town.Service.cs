using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat.Telegram;
using ServiceBot.Faults.Canary;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Faults;

/// <content>What the service of a town is told, and what is put in place of its usual parts.</content>
internal sealed partial class Town
{
    private const string WebhookPath = "/from-telegram/5d1c";

    /// <summary>Where Telegram brings updates to, where it is asked to.</summary>
    public string WebhookUrl => $"http://127.0.0.1:{_process?.Port ?? _port}{WebhookPath}";

    private string Configuration() => JsonSerializer.Serialize(
        new { ServiceBot = Settings(), Logging = new { LogLevel = new { Default = "Trace", Microsoft = "Information", Quartz = "Information" } } });

    private Settings Settings()
    {
        var settings = StationUnderTest.Settings(DataFolder, Front?.Url ?? Telegram.Url, Telegram.Token);
        var one = settings.Stations[0];
        settings.Api.Keys[0].Key = Search.Canaries.ApiKey;
        settings.Hooks =
        [
            new HookSettings
            {
                Name = Hook, Station = "s1", Secret = Search.Canaries.HookSecret,
                Fields = new() { ["workOrderId"] = "$.order", ["comment"] = "$.comment", ["answeredAt"] = "$.at" },
            },
        ];
        settings.Telegram.WebhookSecret = Search.Canaries.WebhookSecret;
        settings.Stations =
        [
            .. Places.Select(x => new StationSettings
            {
                Code = x.Code,
                Name = x.Group.Title,
                TimeZone = one.TimeZone,
                Chats = [new ChatSettings { Channel = "telegram", Id = x.SetId.ToString(CultureInfo.InvariantCulture), Topic = x.Topic }],
                Members = one.Members,
                // Nothing is decided while a trial lasts, so that every vote stays to be counted.
                Commission = new CommissionSettings { Quorum = 4, Deadline = TimeSpan.FromDays(30), MinimumOpen = TimeSpan.FromDays(20) },
            }),
        ];
        // In either mode: one that goes back to asking takes away the webhook of its settings, and no other.
        settings.Telegram.WebhookUrl = WebhookUrl;
        if (_plan.Webhook) settings.Telegram.Mode = "Webhook";
        _plan.Set?.Invoke(settings);
        return settings;
    }

    private void Adjust(IServiceCollection services)
    {
        // Faults are what a trial is made of: the table tells what came of them.
        new SearchedLog(Search).AddTo(services);
        if (_plan.Disk is { } disk) services.ConfigureDbContext<SqliteServiceBotDb>(options => options.AddInterceptors(disk));
        services.AddSingleton(ServiceClock);
        services.AddSingleton(x =>
        {
            var channel = ActivatorUtilities.CreateInstance<TelegramChannel>(x);
            channel.SendTimeout = _plan.SendTimeout ?? channel.SendTimeout;
            channel.Pace = _plan.Pace ?? channel.Pace;
            return channel;
        });
        _plan.Replace?.Invoke(services);
        if (Front is null) return;
        services.AddSingleton(x => new TelegramConnection(
            x.GetRequiredService<Settings>().Telegram, x.GetRequiredService<TelegramSecrets>(), Front.Adjust));
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.FakeTelegram;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Telegram cannot be heard: how long is waited, who is told, and what is said afterwards.</summary>
public class ListeningTroubleTests
{
    [Fact]
    public async Task After_gateway_faults_and_resets_the_listening_goes_on()
    {
        await using var chat = await StaffChat.OpenAsync();
        var polls = 0;
        chat.Telegram.Faults = x => x.Method != "getUpdates" ? null : (++polls) switch
        {
            1 => FaultAction.BadGateway(),
            2 => FaultAction.ResetBefore(),
            3 => FaultAction.InternalError(),
            4 => FaultAction.BrokenJson(),
            5 => FaultAction.TooManyRequests(1),
            _ => null,
        };
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();

        await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅");

        Assert.True(polls >= 6);
        Assert.Equal(ListeningTrouble.None, host.Pulse.Now.Trouble);
        Assert.Contains(host.Log.Lines, x => x.Text.Contains("heard again"));
        Assert.Equal(HealthStatus.Healthy, (await host.HealthAsync()).Status);
    }

    [Fact]
    public async Task The_pauses_grow_so_that_a_broken_Telegram_is_not_stormed()
    {
        await using var chat = await StaffChat.OpenAsync();
        chat.Telegram.Faults = x => x.Method == "getUpdates" ? FaultAction.BadGateway() : null;
        await using var host = await chat.StartAsync(ListeningHost.Quick with
        {
            FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromMilliseconds(400),
        });

        await Task.Delay(TimeSpan.FromSeconds(2));

        // 100, 200, 400, 400 … ms, each up to a quarter less: about seven in two seconds.
        Assert.InRange(chat.Telegram.Requests.Count(x => x.Method == "getUpdates"), 4, 10);
        Assert.Equal(ListeningTrouble.TelegramFailing, host.Pulse.Now.Trouble);
        Assert.Equal(HealthStatus.Healthy, (await host.HealthAsync()).Status);
        chat.Time.Advance(TimeSpan.FromSeconds(151));
        Assert.Equal(HealthStatus.Degraded, (await host.HealthAsync()).Status);
    }

    [Fact]
    public async Task A_refused_token_is_told_at_once_and_tried_again_slowly()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(
            ListeningHost.Quick with { LongestPause = TimeSpan.FromSeconds(60) }, token: "4200:AAWrongTokenWrongTokenWrongToken");

        await chat.Telegram.WaitUntil(() => host.Pulse.Now.Trouble == ListeningTrouble.TokenRefused);
        await Task.Delay(300);

        Assert.Single(chat.Telegram.Requests);
        var health = await host.HealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("ServiceBot:Telegram:Token", health.Description);
        Assert.Contains(host.Log.Lines, x => x.Level == LogLevel.Error && x.Text.Contains("refuses the bot's token"));
        Assert.DoesNotContain(host.Log.Lines, x => x.Text.Contains("AAWrongToken"));
    }

    [Fact]
    public async Task A_second_listener_is_told_and_outlived()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        await chat.Telegram.WaitUntil(() => chat.Telegram.Requests.Any(x => x.Method == "getUpdates" && x["timeout"] != "0"));

        await CallAsync(chat, "getUpdates");
        await chat.Telegram.WaitUntil(() => host.Log.Lines.Any(x => x.Text.Contains("Another program listens")));

        await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅");
        Assert.Equal(ListeningTrouble.None, host.Pulse.Now.Trouble);
    }

    [Fact]
    public async Task A_webhook_is_told_with_its_mend_and_when_it_is_gone_listening_goes_on()
    {
        await using var chat = await StaffChat.OpenAsync();
        await CallAsync(chat, "setWebhook", new { url = "http://127.0.0.1:9/hook" });
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();

        await chat.Telegram.WaitUntil(() => host.Pulse.Now.Trouble == ListeningTrouble.WebhookActive);
        Assert.Equal(HealthStatus.Degraded, (await host.HealthAsync()).Status);
        Assert.Contains(host.Log.Lines, x => x.Text.Contains("deleteWebhook"));

        await CallAsync(chat, "deleteWebhook");
        await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅");
    }

    [Fact]
    public async Task A_longer_absence_is_told_once_to_the_chats_that_wait_for_presses_in_the_stations_time()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using (var first = await chat.StartAsync())
        {
            await first.PostCardAsync();
            await first.PostCardAsync("test:2", "1:BBBBBBBBBBBBBBBB");
            await HeardAsync(chat, first);
        }

        var from = (await Place(chat))!.ListenedAt!.Value;
        chat.Time.Advance(TimeSpan.FromMinutes(20));
        await using (var second = await chat.StartAsync())
        {
            await chat.Telegram.WaitUntil(() => second.NoticesAsync().Result.Count > 0);
            var notice = Assert.Single(await second.NoticesAsync());

            Assert.Equal($"absence:telegram:{from.UtcTicks}", notice.Subject);
            Assert.Equal(chat.Address.Key, notice.ChatKey);
            var content = JsonSerializer.Deserialize<MessageContent>(notice.Frozen!)!;
            Assert.Equal("⚠️ Бот был не на связи", content.Title);
            // Yekaterinburg, five hours ahead of UTC.
            Assert.Contains(from.ToOffset(TimeSpan.FromHours(5)).ToString("dd.MM HH:mm"), content.Lines[0]);
            Assert.Contains((from + TimeSpan.FromMinutes(20)).ToOffset(TimeSpan.FromHours(5)).ToString("dd.MM HH:"), content.Lines[0]);
            Assert.Contains("есть ли ваш голос на карточке", content.Lines[1]);
            await HeardAsync(chat, second);
        }

        await using var third = await chat.StartAsync();
        await HeardAsync(chat, third);
        Assert.Single(await third.NoticesAsync());
    }

    [Fact]
    public async Task A_quick_restart_and_a_very_first_start_are_no_absence()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using (var first = await chat.StartAsync())
        {
            await first.PostCardAsync();
            await HeardAsync(chat, first);
            Assert.Empty(await first.NoticesAsync());
            // Two minutes without anything to note, then an orderly stop: the stop itself is noted.
            chat.Time.Advance(TimeSpan.FromMinutes(2));
        }

        chat.Time.Advance(TimeSpan.FromMinutes(2));
        await using var second = await chat.StartAsync();
        await HeardAsync(chat, second);
        Assert.Empty(await second.NoticesAsync());
    }

    [Fact]
    public async Task An_outage_while_the_service_runs_is_told_too()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(ListeningHost.Quick with { Poll = TimeSpan.FromSeconds(1) });
        await host.PostCardAsync();
        await HeardAsync(chat, host);

        chat.Telegram.Faults = x => x.Method == "getUpdates" ? FaultAction.ResetBefore() : null;
        await chat.Telegram.WaitUntil(() => host.Pulse.Now.Trouble == ListeningTrouble.NoConnection);
        chat.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await host.NoticesAsync());
        chat.Telegram.Faults = null;
        await chat.Telegram.WaitUntil(() => host.Pulse.Now.Trouble == ListeningTrouble.None);

        Assert.StartsWith("absence:telegram:", Assert.Single(await host.NoticesAsync()).Subject);
    }

    [Fact]
    public async Task The_time_of_the_last_hearing_is_kept_but_not_with_every_question()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(ListeningHost.Quick with { Poll = TimeSpan.FromSeconds(1) });
        await HeardAsync(chat, host);
        var first = (await host.PlaceAsync())!.ListenedAt;

        await PolledAsync(chat, 2);
        Assert.Equal(first, (await host.PlaceAsync())!.ListenedAt);

        chat.Time.Advance(TimeSpan.FromSeconds(11));
        await chat.Telegram.WaitUntil(() => host.PlaceAsync().Result!.ListenedAt > first);
        Assert.True((await host.PlaceAsync())!.ListenedAt - first >= TimeSpan.FromSeconds(11));
    }

    private static Task HeardAsync(StaffChat chat, ListeningHost host) =>
        chat.Telegram.WaitUntil(() => host.Pulse.Now is { Trouble: ListeningTrouble.None, HeardAt: not null });

    private static Task PolledAsync(StaffChat chat, int more)
    {
        var before = Polls();
        return chat.Telegram.WaitUntil(() => Polls() >= before + more + 1);

        int Polls() => chat.Telegram.Requests.Count(x => x.Method == "getUpdates");
    }

    private static async Task<ChannelStateRow?> Place(StaffChat chat)
    {
        await using var host = await chat.StartAsync(listen: false);
        return await host.PlaceAsync();
    }

    private static async Task CallAsync(StaffChat chat, string method, object? parameters = null)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            $"{chat.Telegram.Url}/bot{chat.Telegram.Token}/{method}", parameters ?? new { });
        answer.EnsureSuccessStatusCode();
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Stories;

/// <summary>A supervisor or Ctrl+C asks the service to end while Telegram does not answer.</summary>
[Collection(Alone.Name)]
public sealed class AskedToStop(ITestOutputHelper output)
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task With_a_send_that_hangs_it_ends_in_order_within_five_seconds_and_the_card_arrives_after_the_next_start(string signal)
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный", [.. members]);
        using var folder = new TemporaryFolder();
        await using var service = new ServiceProcess(folder.Path, Settings(telegram, group.Id));
        telegram.Faults = x => x.Method == "sendMessage" ? FaultAction.Hang() : null;
        await service.StartAsync();
        await PostAsync(service.Http);
        await telegram.WaitUntil(() => telegram.Requests.Any(x => x.Method == "sendMessage"), TimeSpan.FromSeconds(60));

        var asked = TimeProvider.System.GetTimestamp();
        await service.SignalAsync(signal);
        var code = await service.EndedAsync(TimeSpan.FromSeconds(60));
        var took = TimeProvider.System.GetElapsedTime(asked);

        output.WriteLine($"SIG{signal}: ended with {code} after {took.TotalMilliseconds:0} ms");
        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.\n{service.Log}");
        Assert.DoesNotContain("fail:", service.Log);
        telegram.Faults = null;
        await service.StartAsync();
        await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🟠 Случай №1 ", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.Single(telegram.BotMessages(group.Id));
    }

    private static async Task PostAsync(HttpClient http)
    {
        var vehicle = new { plate = "А001ВС178" };
        var opened = TimeProvider.System.GetUtcNow().AddDays(-9);
        using var order = await http.PostAsJsonAsync("api/v1/work-orders", new { id = "ЗН-1", vehicle, openedAt = opened, closedAt = opened.AddHours(5) });
        order.EnsureSuccessStatusCode();
        using var booking = await http.PostAsJsonAsync(
            "api/v1/bookings", new { id = "З-1", vehicle, createdAt = opened.AddDays(8), possibleRepeat = true });
        booking.EnsureSuccessStatusCode();
    }

    private static string Settings(FakeTelegramServer telegram, long group) => JsonSerializer.Serialize(new
    {
        ServiceBot = new
        {
            Language = "ru",
            Stations = new[]
            {
                new
                {
                    StationUnderTest.Code,
                    Name = "СТО Северный",
                    TimeZone = "Europe/Moscow",
                    Chats = new[] { new { Channel = "telegram", Id = group.ToString() } },
                    Members = StationUnderTest.Members.Select((m, i) => new { m.Id, m.Name, Roles = new[] { m.Role }, Telegram = 9001 + i }),
                },
            },
            Telegram = new { telegram.Token, ApiUrl = telegram.Url },
            Api = new { Keys = new[] { new { Name = "tests", Key = StationUnderTest.ApiKey } } },
        },
    });
}

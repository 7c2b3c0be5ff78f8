using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hosting;

public sealed class MetricsOfTheDayTests
{
    // Counters are the process's, and other tests count beside this one: what is told must have grown by at least as much.
    private static async Task<Dictionary<string, double>> ReadAsync(RunningHost service)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(service.Address, "/metrics"));
        return text.Split('\n').Where(x => x.Length > 0 && x[0] != '#')
            .ToDictionary(x => x[..x.LastIndexOf(' ')], x => double.Parse(x[(x.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task From_record_to_verdict_every_stage_is_counted_and_nobody_is_named()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, stranger) = StationUnderTest.AddPeople(telegram);
        var group = telegram.AddSupergroup("СТО Северный: повторные", [.. members, stranger]);
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(
            StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, group.Id));
        var before = await ReadAsync(service);

        await service.Get<RecordIntake>().AcceptAsync(
            [Given.Repair("ЗН-000123"), Given.Booking("З-77")], CancellationToken.None);
        var card = await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        await telegram.PressAsync(stranger.Id, group.Id, card.Id, "✅ Повторный");
        await telegram.PressAsync(members[0].Id, group.Id, card.Id, "❌ Не повторный");
        foreach (var member in members.Take(3)) await telegram.PressAsync(member.Id, group.Id, card.Id, "✅ Повторный");
        await telegram.WaitForMessage(group.Id, m => m.Words.StartsWith("🔴 Случай №1 "), TimeSpan.FromSeconds(20));
        // The last answer is measured a moment after it was seen, the last edit counted with the next round.
        await Eventually.Zero(async () =>
        {
            var now = await ReadAsync(service);
            return Grown(before, now, """servicebot_press_answer_seconds_count{channel="telegram"}""") >= 5
                && Grown(before, now, """servicebot_sends_total{channel="telegram",act="edit",outcome="Sent"}""") >= 1 ? 0 : 1;
        });

        var after = await ReadAsync(service);
        foreach (var (name, least) in new[]
        {
            ("""servicebot_records_total{kind="WorkOrder",outcome="Accepted"}""", 1),
            ("""servicebot_records_total{kind="Booking",outcome="Accepted"}""", 1),
            ("""servicebot_signals_total{rule="BookingSaysPossibleRepeat",mode="Live"}""", 1),
            ("""servicebot_cases_opened_total{station="sever"}""", 1),
            ("""servicebot_cases_decided_total{verdict="Repeat"}""", 1),
            ("""servicebot_votes_total{choice="Repeat"}""", 3),
            ("""servicebot_votes_total{choice="NotRepeat"}""", 1),
            ("""servicebot_presses_total{channel="telegram",outcome="VoteTaken"}""", 4),
            ("""servicebot_presses_total{channel="telegram",outcome="NotAMember"}""", 1),
            ("""servicebot_sends_total{channel="telegram",act="send",outcome="Sent"}""", 1),
            ("""servicebot_press_answer_seconds_bucket{channel="telegram",le="+Inf"}""", 5),
            ("servicebot_detection_seconds_count", 1),
        })
            Assert.True(Grown(before, after, name) >= least, $"{name}: {before.GetValueOrDefault(name)} → {after.GetValueOrDefault(name)}");
        Assert.Contains("servicebot_outbox_oldest_due_seconds", after.Keys);
        // Labels are names of ours: no record, no vehicle, no person, no chat.
        string[] known =
        [
            "kind", "outcome", "rule", "mode", "station", "state", "verdict", "choice", "channel", "act", "way", "reason", "le", "check", "source",
        ];
        Assert.Empty(after.Keys.SelectMany(x => Regex.Matches(x, "([a-z_]+)=\"").Select(m => m.Groups[1].Value)).Except(known));
        var whole = string.Join('\n', after.Keys);
        foreach (var personal in (string[])["З-77", "ЗН-000123", "А001ВС178", "A001BC178", "X96321200800", $"{group.Id}", stranger.FirstName, .. members.Select(x => x.FirstName)])
            Assert.DoesNotContain(personal, whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_rolled_back_is_not_counted()
    {
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(StationUnderTest.Settings(folder.Path));
        var station = "rolled-back-" + Guid.NewGuid().ToString("N")[..6];
        Storage.CaseRow Row(int number) => new()
        {
            Station = station, Number = number, State = Domain.Cases.CaseState.Open, OpenedAt = Given.Monday,
        };
        var writer = service.Get<Storage.Writer>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.InTransactionAsync(
            async (db, token) =>
            {
                db.Cases.Add(Row(1));
                await db.SaveChangesAsync(token);
                throw new InvalidOperationException("The act breaks.");
            },
            CancellationToken.None));
        var broken = await ReadAsync(service);
        await writer.InTransactionAsync(
            (db, _) =>
            {
                db.Cases.Add(Row(1));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        var whole = await ReadAsync(service);

        var name = $"servicebot_cases_opened_total{{station=\"{station}\"}}";
        Assert.False(broken.ContainsKey(name));
        Assert.Equal(1, whole[name]);
    }

    [Fact]
    public void A_distribution_is_written_as_rising_counts_with_its_sum()
    {
        using var text = new PrometheusText();
        var channel = "test-" + Guid.NewGuid().ToString("N");
        Telemetry.PressAnswered(channel, TimeSpan.FromSeconds(0.1));
        Telemetry.PressAnswered(channel, TimeSpan.FromSeconds(0.3));
        Telemetry.PressAnswered(channel, TimeSpan.FromSeconds(20));

        var lines = text.Write([]).Split('\n').Where(x => x.Contains(channel, StringComparison.Ordinal)).ToList();

        Assert.Equal(
            [
                "le=\"0.05\"} 0", "le=\"0.1\"} 1", "le=\"0.25\"} 1", "le=\"0.5\"} 2", "le=\"1\"} 2", "le=\"2.5\"} 2", "le=\"5\"} 2", "le=\"10\"} 2",
                "le=\"+Inf\"} 3",
            ],
            lines.Take(9).Select(x => x[x.IndexOf("le=", StringComparison.Ordinal)..]));
        Assert.Equal($"servicebot_press_answer_seconds_sum{{channel=\"{channel}\"}} 20.4", lines[9]);
        Assert.Equal($"servicebot_press_answer_seconds_count{{channel=\"{channel}\"}} 3", lines[10]);
    }

    private static double Grown(Dictionary<string, double> before, Dictionary<string, double> after, string name) =>
        after.GetValueOrDefault(name) - before.GetValueOrDefault(name);
}

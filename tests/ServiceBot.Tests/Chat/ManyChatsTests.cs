using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Chat;

/// <summary>One case that many groups are shown: what all chats together may be sent, and what one message may.</summary>
public sealed class ManyChatsTests
{
    private const int Groups = 45;

    [Fact]
    public async Task Cards_in_many_chats_are_edited_thirty_a_second_and_one_request_a_message_at_a_time()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var (members, _) = StationUnderTest.AddPeople(telegram);
        var groups = Enumerable.Range(1, Groups).Select(n => telegram.AddSupergroup($"СТО {n}", [.. members])).ToList();
        using var folder = new TemporaryFolder();
        var settings = StationUnderTest.Settings(folder.Path, telegram.Url, telegram.Token, groups[0].Id);
        settings.Stations[0].Chats.AddRange(groups.Skip(1).Select(x => new ChatSettings { Channel = "telegram", Id = $"{x.Id}" }));
        await using var service = await RunningHost.StartAsync(settings);
        await service.Get<RecordIntake>().AcceptAsync([Given.Repair("ЗН-1"), Given.Booking("З-1")], CancellationToken.None);
        await AllSayAsync("Случай №1");
        // All chats have rested: nothing but the limit over all of them holds the edits back.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var together = new ConcurrentBag<string>();
        var edits = telegram.Requests.Count;
        telegram.Faults = request =>
        {
            if (request.Method != "editMessageText") return null;
            if (telegram.Requests.Any(x => x.Number < request.Number && x.Status == 0 && x.ChatId == request.ChatId && x["message_id"] == request["message_id"]))
                together.Add(request.ToString());
            // Slow enough that the next change comes while it is under way.
            return FaultAction.Delay(TimeSpan.FromMilliseconds(300));
        };

        foreach (var complaint in (string[])["гремит сзади", "гремит спереди", "гремит спереди на кочках"])
        {
            await service.Get<RecordIntake>().AcceptAsync([Given.Booking("З-1", complaint: complaint)], CancellationToken.None);
            await Task.Delay(200);
        }

        await AllSayAsync("гремит спереди на кочках");
        await Eventually.Zero(() => service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
        Assert.Empty(together);
        Assert.Equal((0, 0L), (telegram.Counters.TooManyRequests, telegram.Counters.EarlyRetries));
        var at = telegram.Requests.Skip(edits).Where(x => x.Method == "editMessageText").Select(x => x.At).ToList();
        // The first second is used up to the limit, so that it was the limit that held the rest.
        Assert.InRange(at.Count(x => x < at[0] + TimeSpan.FromSeconds(1)), 25, 30);
        for (var i = 30; i < at.Count; i++) Assert.True(at[i] - at[i - 30] >= TimeSpan.FromSeconds(1), $"{at[i]:O} {at[i - 30]:O}");

        Task AllSayAsync(string words) => telegram.WaitUntil(
            () => groups.All(x => telegram.BotMessages(x.Id).Any(m => m.Words.Contains(words, StringComparison.Ordinal))), TimeSpan.FromSeconds(90));
    }
}

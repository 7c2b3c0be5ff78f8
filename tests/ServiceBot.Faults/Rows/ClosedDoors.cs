using ServiceBot.FakeTelegram;
using ServiceBot.Storage;

namespace ServiceBot.Faults.Rows;

/// <summary>The bot is thrown out, its token revoked, its topic closed, its right to write taken, its card deleted.</summary>
internal static class ClosedDoors
{
    // Shorter than the pause after which a chat that does not work is asked again.
    private static readonly TimeSpan Closed = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static FaultRow Kicked { get; } = new(
        12, "403 kicked or blocked, 401", "sending stops after ≤ 1 attempt, health says why, queue kept, resumes", 50, 2, 5, KickedAsync, Beside: 5);

    public static FaultRow People { get; } = new(
        20, "card deleted by a person, topic closed, bot demoted", "a new card or a clear health state, no loop", 100, 3, 9, PeopleAsync, Beside: 6);

    // Slow enough that a moment of a busy machine does not take the two minutes that are left of that pause.
    private static double Speed(Trial trial) => trial.IsSmall ? 30 : 15;

    private static async Task KickedAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, new TownPlan { Speed = Speed(trial), Limits = FakeLimits.None });
        var next = 4;
        for (var i = 0; i < trial.Count; i++)
        {
            var isToken = i % 2 == 1;
            var place = town.Places[trial.Random.Next(town.Places.Count)];
            await ShutAsync(
                town, trial, () => next++, isToken ? null : place, isToken ? "Unauthorized" : "kicked",
                () =>
                {
                    if (isToken) town.Telegram.Faults = _ => FaultAction.Refuse(401, "Unauthorized");
                    else town.Telegram.SetBot(place.Group.Id, FakeMemberStatus.Kicked);
                },
                () =>
                {
                    town.Telegram.Faults = null;
                    if (!isToken) town.Telegram.SetBot(place.Group.Id, FakeMemberStatus.Member);
                });
        }

        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings);
        trial.Findings.Check(trial.Findings.Doubled == 0, $"{trial.Findings.Doubled} doubled");
    }

    private static async Task PeopleAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, new TownPlan { Speed = Speed(trial), Limits = FakeLimits.None, Forums = true });
        var (next, deleted) = (4, 0);
        for (var i = 0; i < trial.Count; i++)
        {
            var place = town.Places[trial.Random.Next(town.Places.Count)];
            var id = place.Group.Id;
            if (i % 3 == 0)
            {
                await DeleteAsync(town, trial, place, Take(town, place, () => next++));
                deleted++;
            }
            else if (i % 3 == 1)
            {
                await ShutAsync(
                    town, trial, () => next++, place, "TOPIC_CLOSED",
                    () => town.Telegram.CloseTopic(id, place.Topic!.Value), () => town.Telegram.ReopenTopic(id, place.Topic!.Value));
            }
            else
            {
                await ShutAsync(
                    town, trial, () => next++, place, "not enough rights",
                    () => town.Telegram.SetBot(id, FakeMemberStatus.Restricted, mayWrite: false),
                    // An administrator may write into closed topics: that would spoil the trials that follow.
                    () => town.Telegram.SetBot(id, FakeMemberStatus.Member));
            }
        }

        trial.Findings.Count = trial.Count;
        var gone = town.Book.Sends().Where(x => x.Count() > 1).Select(x => Ledger.VehicleOf(x.First())!.Value).ToHashSet();
        trial.Findings.Check(gone.Count == deleted, $"{gone.Count} cards were sent anew, {deleted} deleted");
        await town.Book.CompareAsync(trial.Findings, replaced: n => gone.Contains(n) ? 1 : 0);
        trial.Findings.Check(trial.Findings.Doubled == 0, $"{trial.Findings.Doubled} doubled");
    }

    // Shuts the door of a place, or of all, sees that it is tried once and told, and opens it again.
    private static async Task ShutAsync(Town town, Trial trial, Func<int> next, Place? place, string reason, Action shut, Action open)
    {
        await town.AllSentAsync();
        shut();
        var before = town.Telegram.Counters.Requests;
        await town.BringBackAsync(Take(town, place ?? town.Places[0], next), 1);
        await Town.UntilAsync(
            async () => (await town.HealthAsync("outbox")).Contains(reason, StringComparison.Ordinal), $"health says {reason}",
            () => town.HealthAsync("outbox"));
        for (var v = 0; v < 2; v++)
        {
            foreach (var one in place is null ? town.Places : [place]) await town.BringBackAsync(Take(town, one, next), 1);
        }

        await town.PassAsync(Closed);
        var attempts = town.Telegram.Requests.Where(
            x => x.Number > before && x.Method is "sendMessage" or "editMessageText" && (place is null || x.ChatId == place.Group.Id)).ToList();
        // On a busy machine the posting alone may take so long that the next attempt is due.
        var tries = attempts.Count(x => x.At < attempts[0].At + Pause);
        trial.Findings.Check(tries <= 1, $"{reason}: {tries} attempts");
        trial.Findings.Most("most attempts", tries);
        var waiting = (await Store.OutboxAsync(town)).Count(x => x.State == OutboxState.Due);
        trial.Findings.Check(waiting == 1 + (2 * (place is null ? town.Places.Count : 1)), $"{reason}: {waiting} wait");
        open();
        await town.AllSentAsync();
        trial.Findings.Check(await town.HealthAsync("outbox") == "", $"{reason}: health still says {await town.HealthAsync("outbox")}");
    }

    // A person deletes a card; when something happens to the case it is shown anew, once.
    private static async Task DeleteAsync(Town town, Trial trial, Place place, int vehicle)
    {
        await town.BringBackAsync(vehicle, 1);
        await town.AllSentAsync();
        var card = town.Book.Cards(place).Single(x => Ledger.VehicleOf(x) == vehicle);
        town.Telegram.Delete(card.ChatId, card.Id);
        await town.PostAsync("survey-responses", [new { id = $"О-{vehicle}", station = place.Code, workOrderId = $"ЗН-{vehicle}", answeredAt = town.Clock.GetUtcNow(), comment = "некачественный ремонт" }]);
        await town.AllSentAsync();
        await town.PassAsync(Closed);
        var sends = town.Telegram.Requests.Count(x => x is { Method: "sendMessage", CarriedOut: true } && Ledger.VehicleOf(x) == vehicle);
        trial.Findings.Check(sends == 2, $"the deleted card of vehicle {vehicle} was sent {sends} times");
        trial.Findings.Add("cards shown anew", 1);
    }

    // The next vehicle number that falls to the place.
    private static int Take(Town town, Place place, Func<int> next)
    {
        int n;
        do n = next();
        while (town.Places[n % town.Places.Count] != place);
        return n;
    }
}

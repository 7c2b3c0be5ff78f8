using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Telegram takes the messages to one chat and never answers; the other chats go on.</summary>
internal static class HungChats
{
    private const int Hung = 5;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OthersLimit = TimeSpan.FromSeconds(10);

    public static FaultRow Row { get; } = new(
        10, "accepted, then hangs", "time-out ≤ 30 s, other chats unaffected", 100, 5, Hung, RunAsync, Beside: 10);

    private static async Task RunAsync(Trial trial)
    {
        // The time-out counts real seconds: the small row has it as much shorter as its clock is faster.
        const double Fast = 20;
        await using var town = await Town.OpenAsync(trial.Findings, trial.IsSmall
            ? new TownPlan { Speed = Fast, SendTimeout = TimeSpan.FromSeconds(25 / Fast), Limits = FakeLimits.None }
            : new TownPlan { Speed = 1, Limits = FakeLimits.None });
        var bad = town.Places[0].Group.Id;
        var plan = new FaultPlan(trial.Seed, random => [FaultAction.Hang(carriedOut: random.Next(2) == 0)]);
        town.Telegram.Faults = x => x.ChatId == bad ? plan.Decide(x) : null;
        // Numbers that fall to the first station hang; the three others have one each in between.
        await town.BringBackAsync(1, 4 * trial.Count);
        await town.AllSentAsync();

        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings, n => plan.Of(n).Count);
        await town.Book.RetireStraysAsync(trial.Findings);
        var hung = town.Telegram.Requests.Where(x => x.ChatId == bad && x.GivenUpAt is not null).ToList();
        trial.Findings.Check(hung.Count == trial.Count, $"{hung.Count} of {trial.Count} sends hung");
        if (hung.Count > 0) trial.Findings.Most("longest wait for an answer, s", hung.Max(x => (x.GivenUpAt!.Value - x.At).TotalSeconds));
        foreach (var request in hung)
            trial.Findings.Check(trial.IsSmall || request.GivenUpAt - request.At <= SendLimit, $"{request} was given up at {request.GivenUpAt:HH:mm:ss.fff}");
        foreach (var place in town.Places.Skip(1))
        {
            // One a second is the pace of a chat; what is later than that waited for the chat that hangs.
            var sent = town.Book.Sends().Where(x => x.Key.Group == place.Group.Id).Select(x => x.First())
                .Select(x => x.At - town.Book.Accepted[Ledger.VehicleOf(x)!.Value].At).Order().ToList();
            for (var i = 0; i < sent.Count; i++)
            {
                var waited = sent[i] - TimeSpan.FromSeconds(i);
                trial.Findings.Most("longest wait of another chat, s", waited.TotalSeconds);
                if (!trial.IsSmall && waited > OthersLimit) trial.Findings.Late++;
            }
        }
    }
}

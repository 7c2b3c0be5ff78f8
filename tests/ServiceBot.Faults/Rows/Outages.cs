namespace ServiceBot.Faults.Rows;

/// <summary>A minute without a connection: refused, no name, no trust.</summary>
internal static class Outages
{
    private const int Vehicles = 5;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Drained = TimeSpan.FromSeconds(30);

    public static FaultRow Row { get; } = new(
        7, "refused for 60 s; DNS and TLS failure", "drained within 30 s of recovery, L = 0", 150, 3, 15, RunAsync, Beside: 10);

    private static async Task RunAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, new TownPlan
        {
            Speed = trial.IsSmall ? 30 : 1, Limits = FakeTelegram.FakeLimits.None, Front = telegram => new Front(telegram),
        });
        // A card to press on during the outages.
        await town.BringBackAsync(1, 4);
        await town.AllSentAsync();
        var (next, card) = (5, town.Book.Cards(town.Places[0])[0]);
        for (var i = 0; i < trial.Count; i++)
        {
            string kind;
            switch (i % 3)
            {
                case 0:
                    kind = "refused";
                    town.Front!.Refuse();
                    break;
                case 1:
                    kind = "no name";
                    town.Front!.ForgetName();
                    break;
                default:
                    kind = "no trust";
                    town.Front!.ShowStrangeCertificate();
                    break;
            }

            var began = town.Clock.GetUtcNow();
            await town.BringBackAsync(next, Vehicles);
            next += Vehicles;
            var press = town.Telegram.Press(town.Members[i % 4].Id, card.ChatId, card.Id, i % 2 == 0 ? "✅" : "❌");
            // On a slow machine the records alone may have taken longer.
            var left = Outage - (town.Clock.GetUtcNow() - began);
            if (left > TimeSpan.Zero) await town.PassAsync(left);
            trial.Findings.Check(press.Answer is null, $"{kind}: the line was not cut");
            trial.Findings.Add("cut off: " + kind, 1);
            town.Front.Mend();
            var mended = town.Clock.GetUtcNow();
            await town.AllSentAsync();
            await press.AnswerAsync(Town.Patience);
            var took = town.Clock.GetUtcNow() - mended;
            trial.Findings.Most("longest drain, s", took.TotalSeconds);
            if (!trial.IsSmall && took > Drained) trial.Findings.Late++;
        }

        trial.Findings.Count = trial.Count;
        // A line that is cut in the middle of an answer takes the answer with it: one copy, and marked.
        await town.Book.CompareAsync(trial.Findings, ambiguities: _ => 1);
    }
}

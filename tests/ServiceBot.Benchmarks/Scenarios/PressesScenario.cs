using System.Diagnostics;
using ServiceBot.Benchmarks.Service;
using ServiceBot.Benchmarks.Store;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Scenarios;

/// <summary>
/// The commission votes card by card: each press is a vote on disk before it is answered, and changes its card. Once with
/// all presses waiting to be fetched, as fast as the service can, and once at an even pace.
/// </summary>
internal sealed class PressesScenario : IScenario
{
    public string Name => "presses";

    public string Title => "presses -> votes on disk, answers, edited cards";

    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var (stations, warm, counted, paced) = quick ? (2, 1, 3, 2) : (20, 250, 750, 250);
        var cards = warm + counted + paced;
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions
        {
            // What waits to be fetched must not be lost, and the limits of Telegram are not what is measured.
            Limits = FakeLimits.None, PressLife = TimeSpan.FromHours(1), AnswerWindow = TimeSpan.FromHours(1), RequestsKept = 0,
        });
        var fleet = new Fleet(telegram, stations);
        using var folder = new ScratchFolder();
        var history = new OrderHistory(stations, cards);
        await history.WriteAsync(ServiceUnderLoad.DataFolder(folder.Path));
        await using var service = await ServiceUnderLoad.StartAsync(ServiceBuild.Unpaced, folder.Path, fleet.Settings());
        say($"{cards:#,0} cases are opened");
        await service.PostAsync("bookings", Enumerable.Range(0, cards).Select(n => new
        {
            id = $"З-{n}", station = Fleet.Code(history.StationOf(n)), vehicle = OrderHistory.Api(n),
            createdAt = TimeProvider.System.GetUtcNow(), complaint = "снова стук спереди справа", possibleRepeat = true,
        }), cards);
        await telegram.WaitUntil(() => telegram.Counters.Sends >= cards, TimeSpan.FromMinutes(5));
        var commission = new Commission(telegram, fleet.Members);
        var shown = telegram.AllMessages().Where(x => x.From.Id == telegram.Bot.Id).ToList();

        say($"{warm * 4:#,0} presses to warm up, {counted * 4:#,0} that count");
        await commission.PressAllAsync([.. shown.Take(warm)]);
        var (edits, worked) = (telegram.Counters.Edits, service.Worked);
        var (answered, settled) = await commission.PressAllAsync([.. shown.Skip(warm).Take(counted)]);
        var presses = counted * fleet.Members.Count;
        var work = (service.Worked - worked).TotalMilliseconds / presses;
        edits = telegram.Counters.Edits - edits;

        say($"{paced * 4:#,0} presses, 50 a second");
        var times = await commission.PressEvenlyAsync([.. shown.Skip(warm + counted)], TimeSpan.FromMilliseconds(20));
        return
        [
            new("presses answered", presses / answered.TotalSeconds, "/s", Aim.AtLeast(2000), "grammY bot with SQLite, no edits, quoted: 850 to 1,300"),
            new("presses until every card shows its votes", presses / settled.TotalSeconds, "/s", Aim.AtLeast(2000), "grammY bot with SQLite, quoted: 550"),
            new("votes shown", commission.VotesShown, ""),
            new("edits for them", edits, ""),
            new("processor time of the service a press", work, "ms"),
            new($"press -> answer, p50 of {times.Count:#,0} at 50/s", times.Percentile(50), "ms"),
            new("p99", times.Percentile(99), "ms", Aim.AtMost(20)),
        ];
    }

    /// <summary>The four members, who vote on one card after the other.</summary>
    private sealed class Commission(FakeTelegramServer telegram, IReadOnlyList<FakeUser> members)
    {
        private static readonly string[] Buttons = ["✅ Повторный", "❌ Не повторный", "🤚 Воздержусь"];

        private int _turn;

        /// <summary>Votes that cards were seen to show.</summary>
        public int VotesShown { get; private set; }

        /// <summary>Everybody presses on every card at once.</summary>
        /// <returns>Until all were answered, and until all cards showed it.</returns>
        public async Task<(TimeSpan Answered, TimeSpan Settled)> PressAllAsync(IReadOnlyList<FakeMessage> cards)
        {
            var began = Stopwatch.GetTimestamp();
            var presses = cards.SelectMany(card => members.Select(user => Press(user, card))).ToList();
            foreach (var press in presses) Check(await press.AnswerAsync(TimeSpan.FromMinutes(5)));
            var answered = Stopwatch.GetElapsedTime(began);
            await ShownAsync(cards);
            return (answered, Stopwatch.GetElapsedTime(began));
        }

        /// <summary>Presses at an even pace, whatever becomes of those before.</summary>
        public async Task<Times> PressEvenlyAsync(IReadOnlyList<FakeMessage> cards, TimeSpan every)
        {
            var answers = new List<Task<TimeSpan>>();
            var began = Stopwatch.GetTimestamp();
            foreach (var (card, user) in cards.SelectMany(card => members.Select(user => (card, user))))
            {
                var wait = (every * answers.Count) - Stopwatch.GetElapsedTime(began);
                if (wait > TimeSpan.Zero) await Task.Delay(wait);
                answers.Add(TimeAsync(user, card));
            }

            var times = new Times(await Task.WhenAll(answers));
            await ShownAsync(cards);
            return times;
        }

        private FakePress Press(FakeUser user, FakeMessage card) =>
            telegram.Press(user.Id, card.ChatId, card.Id, Buttons[_turn++ % Buttons.Length]);

        private async Task<TimeSpan> TimeAsync(FakeUser user, FakeMessage card)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await Press(user, card).AnswerAsync(TimeSpan.FromMinutes(1));
            var took = Stopwatch.GetElapsedTime(began);
            Check(answer);
            return took;
        }

        private async Task ShownAsync(IReadOnlyList<FakeMessage> cards)
        {
            var all = $"Голоса: {members.Count} из {members.Count}";
            var there = 0;
            await telegram.WaitUntil(
                () =>
                {
                    while (there < cards.Count && telegram.Message(cards[there].ChatId, cards[there].Id)!.Words.Contains(all, StringComparison.Ordinal))
                        there++;
                    return there == cards.Count;
                },
                TimeSpan.FromMinutes(5));
            VotesShown += cards.Count * members.Count;
        }

        private static void Check(FakeAnswer answer)
        {
            if (answer.Text?.StartsWith("Голос принят", StringComparison.Ordinal) != true)
                throw new MalfunctionException($"A press was answered: {answer.Text}");
        }
    }
}

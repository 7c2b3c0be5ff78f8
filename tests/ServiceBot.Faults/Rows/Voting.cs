using ServiceBot.Domain.Commission;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Faults.Rows;

/// <summary>Presses of the commission, the ledger of what must come of them, and the comparison.</summary>
internal sealed class Voting(Town town)
{
    private static readonly (string Label, VoteChoice Choice)[] Choices =
        [("✅", VoteChoice.Repeat), ("❌", VoteChoice.NotRepeat), ("🤚", VoteChoice.Abstain)];

    private readonly Dictionary<(string Station, int Case, string Member), VoteChoice> _newest = [];

    /// <summary>The presses, in the order in which people made them.</summary>
    public List<FakePress> Presses { get; } = [];

    /// <summary>A member of the commission presses a choice on a card, any of each.</summary>
    public void PressAny(IReadOnlyList<(string Station, FakeMessage Card)> cards, Random random)
    {
        var (station, card) = cards[random.Next(cards.Count)];
        var member = random.Next(4);
        var (label, choice) = Choices[random.Next(Choices.Length)];
        Presses.Add(town.Telegram.Press(town.Members[member].Id, card.ChatId, card.Id, label));
        _newest[(station, Ledger.CaseOf(card)!.Value, StationUnderTest.Members[member].Id)] = choice;
    }

    /// <summary>All cards there are, with their stations.</summary>
    public IReadOnlyList<(string Station, FakeMessage Card)> AllCards() =>
        [.. town.Places.SelectMany(x => town.Book.Cards(x).Select(card => (x.Code, card)))];

    /// <summary>Each press is kept once; of each member the newest stands; each change of a vote is one press's.</summary>
    public async Task CompareAsync(Findings findings)
    {
        var kept = (await Store.PressesAsync(town)).GroupBy(x => x.QueryId).ToDictionary(x => x.Key, x => x.Count());
        findings.Lost += Presses.Count(x => !kept.ContainsKey(x.Id));
        findings.Doubled += Presses.Sum(x => Math.Max(0, kept.GetValueOrDefault(x.Id) - 1));
        var votes = (await Store.StatesAsync(town))
            .SelectMany(x => x.Votes.Select(v => (Key: (x.Station, x.Number, v.MemberId), v.Choice))).ToDictionary(x => x.Key, x => x.Choice);
        foreach (var (key, choice) in _newest)
        {
            if (votes.GetValueOrDefault(key) == choice) continue;
            findings.Lost++;
            findings.Problems.Add($"{key}: pressed {choice} last, {(votes.TryGetValue(key, out var other) ? other : "nothing")} stands");
        }

        findings.Check(votes.Count == _newest.Count, $"{votes.Count} votes stand, {_newest.Count} members pressed");
        findings.Add("votes that stand", votes.Count);
    }

    /// <summary>No vote was counted for more than the presses that were told so.</summary>
    public async Task CompareFactsAsync(Findings findings)
    {
        var taken = (await Store.PressesAsync(town)).Count(x => x.Outcome == "VoteTaken");
        var facts = await town.ReadAsync(db => Task.FromResult(db.CaseFacts.Count(x => x.Kind == "VoteCast")));
        findings.Doubled += Math.Max(0, facts - taken);
        findings.Check(facts == taken, $"{facts} votes counted of {taken} presses");
    }
}

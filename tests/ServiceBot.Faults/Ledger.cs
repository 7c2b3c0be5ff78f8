using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Cases;
using ServiceBot.FakeTelegram;
using ServiceBot.Storage;

namespace ServiceBot.Faults;

/// <summary>A vehicle whose records were acknowledged.</summary>
/// <param name="Station">Where it came back.</param>
/// <param name="At">When the service had answered.</param>
internal sealed record Acceptance(string Station, DateTimeOffset At);

/// <summary>
/// The first ledger, of what was acknowledged, and its comparison with the other two: the store, and what Telegram saw.
/// </summary>
internal sealed partial class Ledger(Town town)
{
    /// <summary>The vehicles whose booking was answered as accepted.</summary>
    public ConcurrentDictionary<int, Acceptance> Accepted { get; } = new();

    /// <summary>Holds the three against one another: each acknowledged vehicle has one case, and its group one card of it.</summary>
    /// <param name="findings">Where what is found is written down.</param>
    /// <param name="ambiguities">How many sends of a vehicle's card may have been delivered without an answer.</param>
    /// <param name="replaced">How many cards of a vehicle were taken away by people, and rightly sent anew.</param>
    /// <param name="othersToo">Whether there may be cases that were not acknowledged: a refusal came after the store had taken them.</param>
    /// <param name="limit">What arrives later than this after the acknowledgement is late; null for no limit.</param>
    public async Task CompareAsync(Findings findings, Func<int, int>? ambiguities = null, TimeSpan? limit = null, Func<int, int>? replaced = null, bool othersToo = false)
    {
        var cases = (await Store.CasesAsync(town)).ToLookup(x => x.Vin);
        var rows = (await Store.OutboxAsync(town)).ToDictionary(x => (x.ChatKey, x.Subject));
        var sends = Sends();
        var expected = 0;
        foreach (var (n, accepted) in Accepted)
        {
            expected++;
            var own = cases[Town.Vin(n)].ToList();
            if (own.Count == 0) findings.Lost++;
            if (own.Count == 0) continue;
            findings.Doubled += own.Count - 1;
            findings.Check(own.Count == 1 && own[0].Station == accepted.Station, $"vehicle {n}: {own.Count} cases");
            var place = town.Places.Single(x => x.Code == accepted.Station);
            Compare(n, own[0], place, rows, sends[(place.Group.Id, own[0].Number)].ToList());
        }

        findings.Check(othersToo ? cases.Count >= expected : cases.Count == expected, $"{cases.Count} vehicles with cases, {expected} acknowledged");
        return;

        void Compare(int n, CaseRow own, Place place, Dictionary<(string, string), OutboxRow> outbox, List<FakeRequest> sent)
        {
            var row = outbox.GetValueOrDefault((place.Key, CaseFile.Subject(own.Station, own.Number)));
            var card = row?.MessageId is { } id ? town.Telegram.Message(place.Group.Id, int.Parse(id, CultureInfo.InvariantCulture)) : null;
            if (card is null || card.Keyboard.IsEmpty || CaseOf(card) != own.Number)
            {
                findings.Lost++;
                findings.Problems.Add($"vehicle {n}: no live card of case {own.Station}/{own.Number} ({row?.State}, message {row?.MessageId ?? "none"})");
                return;
            }

            sent = [.. sent.Skip(replaced?.Invoke(n) ?? 0)];
            findings.Doubled += Math.Max(0, sent.Count - 1);
            if (sent.Count > 1 && row!.Strays > 0) findings.Marked += Math.Min(sent.Count - 1, row.Strays);
            findings.Check(sent.Count - 1 <= row!.Strays, $"case {own.Station}/{own.Number}: {sent.Count} cards and {row.Strays} marked");
            findings.Check(
                sent.Count <= 1 + (ambiguities?.Invoke(n) ?? 0), $"case {own.Station}/{own.Number}: {sent.Count} cards for {ambiguities?.Invoke(n) ?? 0} lost answers");
            if (sent.Count == 0) return;
            var took = sent[0].At - Accepted[n].At;
            if (findings.Latest is null || took > findings.Latest) findings.Latest = took;
            if (took > limit) findings.Late++;
        }
    }

    /// <summary>The third ledger: the cards that Telegram took, by group and case, whether it could tell so or not.</summary>
    public ILookup<(long Group, int Case), FakeRequest> Sends() => town.Telegram.Requests
        .Where(x => x is { Method: "sendMessage", CarriedOut: true } && CardNumber().IsMatch(x["text"]!))
        .ToLookup(x => (x.ChatId, int.Parse(CardNumber().Match(x["text"]!).Groups[1].Value, CultureInfo.InvariantCulture)));

    /// <summary>The vehicle that a card is about, by its earlier work order; null where the request is no card.</summary>
    public static int? VehicleOf(FakeRequest request) =>
        request["text"] is { } text && OrderNumber().Match(text) is { Success: true } order
            ? int.Parse(order.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The case of a card; null for another message.</summary>
    public static int? CaseOf(FakeMessage message) =>
        CardNumber().Match(message.Words) is { Success: true } card ? int.Parse(card.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>The vehicle that a card is about; null where it is no card.</summary>
    public static int? VehicleOf(FakeMessage message) =>
        OrderNumber().Match(message.Words) is { Success: true } order ? int.Parse(order.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>The cards of a group, stray copies too; retired ones have no buttons and are none.</summary>
    public IReadOnlyList<FakeMessage> Cards(Place place) =>
        [.. town.Telegram.BotMessages(place.Group.Id).Where(x => CaseOf(x) is not null && !x.Keyboard.IsEmpty)];

    /// <summary>Presses every copy of every card that has several, and sees that one is left with buttons.</summary>
    public async Task RetireStraysAsync(Findings findings)
    {
        foreach (var place in town.Places)
        {
            foreach (var copies in Cards(place).GroupBy(CaseOf).Where(x => x.Count() > 1).ToList())
            {
                foreach (var copy in copies) await town.Telegram.PressAsync(town.Members[0].Id, place.Group.Id, copy.Id, "🤚", Town.Patience);
                await town.Telegram.WaitUntil(
                    () => copies.Count(x => !town.Telegram.Message(place.Group.Id, x.Id)!.Keyboard.IsEmpty) == 1, Town.Patience);
                findings.Add("strays retired", copies.Count() - 1);
            }
        }

        // What is still marked is marked on suspicion: a broken connection does not tell what it had carried.
        findings.Add("marked on suspicion", (await Store.OutboxAsync(town)).Sum(x => x.Strays));
    }

    [GeneratedRegex("^[^\n]{0,16}Случай №([0-9]+)")]
    private static partial Regex CardNumber();

    [GeneratedRegex("заказ-наряд ЗН-([0-9]+)")]
    private static partial Regex OrderNumber();
}

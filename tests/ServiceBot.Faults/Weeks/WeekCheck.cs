using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Faults.Weeks;

/// <summary>
/// Holds the truth of a week against the store and the chat: every record, signal, case, vote, verdict and message.
/// </summary>
internal sealed class WeekCheck(Town town, WeekScript script, WeekDriver driver, Findings findings)
{
    /// <summary>Whether a copy may be: so each is explained.</summary>
    public Func<Copy, bool> MayBeDoubled { get; init; } = _ => false;

    /// <summary>Judges when a card came.</summary>
    public required Lateness Lateness { get; init; }

    /// <summary>The settings under which cards were drawn in this week, the present ones first.</summary>
    public required IReadOnlyList<Settings> Drawn { get; init; }

    /// <summary>Whether the service could think that weeks were over which have not come yet, and write their digests.</summary>
    public bool WasWeeksAhead { get; init; }

    /// <summary>Compares everything.</summary>
    public async Task RunAsync()
    {
        await CheckRecordsAsync();
        await CheckSignalsAsync();
        var states = await Store.StatesAsync(town);
        var cases = CheckCases(states);
        await CheckPressesAsync();
        await CheckCardsAsync(cases);
        await new DigestCheck(town, script, driver.Watch, findings).RunAsync(WasWeeksAhead);
    }

    private async Task CheckRecordsAsync()
    {
        var stored = await town.ReadAsync(db => db.Records.AsNoTracking().Select(x => new { x.Station, x.Kind, x.RecordId }).ToListAsync());
        var kept = stored.Select(x => (x.Station, x.Kind, x.RecordId)).ToList();
        Compare("record", script.Records, kept);
        var edits = await town.ReadAsync(db => db.RecordEdits.CountAsync());
        findings.Check(edits == 0, $"{edits} records were taken for changed");
        findings.Add("records", kept.Count);
    }

    private async Task CheckSignalsAsync()
    {
        var rows = await town.ReadAsync(db => db.Signals.AsNoTracking().Where(x => x.WithdrawnAt == null).Select(x => new { x.Station, x.Key, x.Body }).ToListAsync());
        Compare(
            "signal", script.Signals,
            rows.Select(x => (x.Station, x.Key, IsReturn(x.Key) ? BodyJson.ReadSignal(x.Body).Evidence.Grade : null)).ToList());

        static bool IsReturn(string key) => key.StartsWith(nameof(RuleName.ReturnedWithinWindow), StringComparison.Ordinal);
    }

    private List<(Story Story, RepairCase State)> CheckCases(List<RepairCase> states)
    {
        var byVin = states.ToLookup(x => x.Vehicle.Vin?.Value);
        var found = new List<(Story, RepairCase)>();
        foreach (var story in script.Stories)
        {
            var own = byVin[Town.Vin(story.Vehicle)].ToList();
            if (story.Case is null)
            {
                findings.Doubled += own.Count;
                findings.Check(own.Count == 0, $"{story.Station}, vehicle {story.Vehicle}: a case that nothing asks for");
                continue;
            }

            findings.Lost += own.Count == 0 ? 1 : 0;
            findings.Doubled += Math.Max(0, own.Count - 1);
            findings.Check(own.Count == 1 && own[0].Station == story.Station, $"{story.Station}, vehicle {story.Vehicle}: {own.Count} cases");
            if (own.Count != 1) continue;
            found.Add((story, own[0]));
            var (truth, kept) = (Words(story.Case), Words(own[0]));
            if (truth == kept) continue;
            findings.Lost++;
            findings.Check(false, $"{story.Station}, vehicle {story.Vehicle}: it must be {truth}, and it is {kept}");
        }

        findings.Check(states.Count == script.Size.Cases, $"{states.Count} cases of {script.Size.Cases}");
        findings.Add("cases", states.Count);
        findings.Add("verdicts", states.Count(x => x.Verdict is not null));
        return found;
    }

    private static string Words(TrueCase x) => Words(
        x.State, x.Verdict, x.Votes.Select(v => (StationUnderTest.Members[v.Key].Id, v.Value)), x.DiagnosisAsked, Buttons.NameOf(x.Cause),
        Buttons.NameOf(x.Responsible), Buttons.NameOf(x.Call), x.Signals, x.SignalsAfterVerdict, x.Remarks.Select(r => (StationUnderTest.Members[r.Member].Id, r.Text)));

    private static string Words(RepairCase x) => Words(
        x.State.ToString(), x.Verdict, x.Votes.Select(v => (v.MemberId, v.Choice)), x.DiagnosisRequested, x.Cause?.ToString(),
        x.Responsible?.Kind.ToString(), x.CustomerCall?.ToString(), x.Signals, x.SignalsAfterVerdict, x.Remarks.Select(r => (r.By.MemberId ?? "", r.Text)));

    private static string Words(
        string state, Verdict? verdict, IEnumerable<(string Member, VoteChoice Choice)> votes, bool diagnosis, string? cause, string? responsible,
        string? call, IEnumerable<string> signals, IEnumerable<string> after, IEnumerable<(string Member, string Text)> remarks) =>
        $"{state} ({verdict}), votes {string.Join(",", votes.OrderBy(v => v.Member, StringComparer.Ordinal).Select(v => $"{v.Member}:{v.Choice}"))}, "
        + $"diagnosis {diagnosis}, cause {cause}, responsible {responsible}, call {call}, signals {string.Join(",", signals.Order(StringComparer.Ordinal))}, "
        + $"after {string.Join(",", after.Order(StringComparer.Ordinal))}, remarks {string.Join(",", remarks)}";

    // The outcomes were compared as they came; here each press is kept once, and its words are those that the person read.
    private async Task CheckPressesAsync()
    {
        var kept = (await Store.PressesAsync(town)).ToLookup(x => x.QueryId);
        foreach (var (vehicle, press, _) in driver.Presses)
        {
            var own = kept[press.Id].ToList();
            findings.Lost += own.Count == 0 ? 1 : 0;
            findings.Doubled += Math.Max(0, own.Count - 1);
            findings.Check(own.Count == 1, $"vehicle {vehicle}: a press is kept {own.Count} times");
            if (own.Count > 0 && press.Answer is { } answer)
                findings.Check(answer.Text == own[0].Reply, $"vehicle {vehicle}: a press was told «{answer.Text}», kept is «{own[0].Reply}»");
        }

        findings.Check(driver.Presses.Count == script.Size.Presses, $"{driver.Presses.Count} presses of {script.Size.Presses}");
        findings.Add("presses", driver.Presses.Count);
        findings.Add("presses answered", driver.Presses.Count(x => x.Press.Answer is not null));
        findings.Add("votes that stand", script.Stories.Sum(x => x.Case?.Votes.Count ?? 0));
    }

    private async Task CheckCardsAsync(List<(Story Story, RepairCase State)> cases)
    {
        var subjects = cases.Select(x => CaseFile.Subject(x.State.Station, x.State.Number)).ToList();
        var drawn = new List<IReadOnlyDictionary<string, string>>();
        foreach (var settings in Drawn) drawn.Add(await DrawnCards.OfAsync(town, settings, subjects));
        var rows = (await Store.OutboxAsync(town)).ToDictionary(x => (x.ChatKey, x.Subject));
        var sends = town.Book.Sends();
        foreach (var (story, state) in cases)
        {
            var subject = CaseFile.Subject(state.Station, state.Number);
            var place = town.Places.Single(x => x.Code == story.Station);
            var row = rows.GetValueOrDefault((place.Key, subject));
            var shown = driver.Watch.Cards(state.Station, state.Number);
            // What is decided when a group moves stays where it hangs.
            var live = row?.MessageId is { } id ? town.Telegram.Message(place.Group.Id, int.Parse(id, CultureInfo.InvariantCulture))
                : state.State is CaseState.NotRepeat or CaseState.Closed ? shown.LastOrDefault(x => x.ChatId != place.Group.Id) : null;
            if (live is null)
            {
                findings.Lost++;
                findings.Check(false, $"case {subject}: no live card ({row?.State}, message {row?.MessageId ?? "none"}, {row?.LastError})");
                continue;
            }

            var form = DrawnCards.Form(live.Words, live.Keyboard.Labels);
            if (!drawn.Exists(x => x[subject] == form))
            {
                findings.Lost++;
                findings.Check(false, $"case {subject}: the chat shows\n{form}\nand it should be\n{drawn[0][subject]}");
            }

            CheckCopies(subject, row, shown.Count(x => x.ChatId == place.Group.Id && x.Id != live.Id), [.. sends[(place.Group.Id, state.Number)]]);
            var groups = driver.Watch.GroupsOf(story.Station);
            var first = groups.SelectMany(x => sends[(x, state.Number)]).MinBy(x => x.Number);
            if (first is not null) Lateness.Judge($"case {subject}", driver.Answered[story.Vehicle], first.At, groups, findings);
        }
    }

    // A copy needs an occasion, and the row knows of every one that is still there.
    private void CheckCopies(string subject, OutboxRow? row, int copies, IReadOnlyList<FakeRequest> sends)
    {
        for (var i = 1; i < sends.Count; i++)
        {
            var gone = town.Telegram.Requests.Any(x => x.ChatId == sends[i].ChatId && x.Number > sends[i - 1].Number && x.Number < sends[i].Number
                && x.Description?.Contains("message to edit not found", StringComparison.Ordinal) == true);
            if (gone) continue;
            findings.Doubled++;
            if (row?.Strays > 0 || copies == 0) findings.Marked++;
            findings.Check(MayBeDoubled(new Copy(subject, sends[i - 1], sends[i])), $"case {subject}: sent again by {sends[i]}, and {sends[i - 1]} had been answered");
        }

        findings.Check(copies <= (row?.Strays ?? 0), $"case {subject}: {copies} copies in the chat, {row?.Strays} marked");
        findings.Add("copies left", copies);
    }

    private void Compare<T>(string what, IReadOnlyCollection<T> truth, IReadOnlyCollection<T> kept)
    {
        var (missing, more) = (truth.Except(kept).ToList(), kept.Except(truth).ToList());
        var twice = kept.Count - kept.Distinct().Count();
        findings.Lost += missing.Count;
        findings.Doubled += more.Count + twice;
        findings.Check(missing.Count == 0, $"{missing.Count} {what}s are lost: {string.Join(", ", missing.Take(5))}");
        findings.Check(more.Count == 0, $"{more.Count} {what}s that nothing gives: {string.Join(", ", more.Take(5))}");
        findings.Check(twice == 0, $"{twice} {what}s stand twice");
    }
}

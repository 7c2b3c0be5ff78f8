using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Alerts;

/// <summary>What a card says: read on a phone between two customers, so the vehicle and the fault come first.</summary>
internal sealed class CardText(CardWording words)
{
    private const int QuoteLength = 160;
    private const int WorkLength = 120;

    public string Title(CaseView view)
    {
        var state = view.Case;
        return words.Format("Title", Sign(state), state.Number, words[TitleKey(state)]);
    }

    public IReadOnlyList<string> Lines(CaseView view)
    {
        var lines = new List<string?> { Vehicle(view.Case.Vehicle) };
        lines.AddRange(Events(view));
        lines.Add(Earlier(view));
        lines.Add(Why(view));
        lines.AddRange(Remarks(view));
        lines.AddRange(Standing(view));
        return [.. lines.OfType<string>()];
    }

    private static string Sign(RepairCase state) => state switch
    {
        { MergedInto: not null } or { Withdrawn: true } => "⚪",
        { Verdict: Verdict.Repeat } => "🔴",
        { Verdict: Verdict.NotRepeat } => "🟢",
        { Stage: VotingStage.Lapsed } => "⏳",
        _ => "🟠",
    };

    private static string TitleKey(RepairCase state) => state switch
    {
        { MergedInto: not null } => "TitleMerged",
        { Withdrawn: true } => "TitleWithdrawn",
        { Complete: true, Verdict: Verdict.Repeat } => "TitleRepeatClosed",
        { Verdict: Verdict.Repeat } => "TitleRepeat",
        { Verdict: Verdict.NotRepeat } => "TitleNotRepeat",
        { Stage: VotingStage.Lapsed } => "TitleUndecided",
        _ => "TitleOpen",
    };

    private string Vehicle(VehicleRef vehicle)
    {
        var parts = new[]
        {
            vehicle.Plate?.Display, vehicle.Model,
            vehicle.Vin is { } vin ? "…" + vin.Tail : null,
        };
        var known = parts.Where(x => !string.IsNullOrWhiteSpace(x)).ToList();
        return known.Count == 0 ? words["VehicleUnknown"] : string.Join(" · ", known);
    }

    private IEnumerable<string> Events(CaseView view)
    {
        if (view.Booking is { } booking)
        {
            yield return WithQuote(
                words.Format("Booking", Moment(view, booking.CreatedAt)), booking.Complaint ?? view.Return?.Complaint);
        }
        else if (view.Return is { } order)
        {
            yield return WithQuote(words.Format("Return", order.Id, Moment(view, order.OpenedAt)), order.Complaint);
        }

        foreach (var survey in view.Surveys)
        {
            yield return WithQuote(
                words.Format("Survey", Moment(view, survey.AnsweredAt)),
                survey.Comment ?? string.Join("; ", survey.Answers.Select(x => x.Answer)));
        }

        foreach (var report in view.Signals.Where(x => x.Rule == RuleName.ReportedByStaff))
            yield return WithQuote(words.Format("Report", Moment(view, report.At)), report.Evidence.Quote);
    }

    private string Earlier(CaseView view)
    {
        var id = view.Case.EarlierWorkOrderId;
        if (id is null) return words["EarlierUnknown"];
        if (view.Earlier is not { } order) return words.Format("EarlierNotHere", id);
        var day = view.Station.Calendar.Local(order.ClosedAt ?? order.OpenedAt).ToString("dd.MM", words.Culture);
        var days = view.Signals.Where(x => x.EarlierWorkOrderId == id).Select(x => x.Evidence.DaysSince)
            .FirstOrDefault(x => x is not null);
        var head = days switch
        {
            null => words.Format("Earlier", id, day),
            0 => words.Format("EarlierSameDay", id, day),
            { } n => words.Plural("EarlierDays", n, id, day),
        };
        var works = string.Join("; ", order.Lines.Select(x => x.Text.Trim()).Where(x => x.Length > 0).Take(3));
        if (works.Length == 0) works = order.Complaint ?? "";
        return works.Length == 0 ? head : $"{head}: {ShortText.Cut(works, WorkLength)}";
    }

    private string? Why(CaseView view)
    {
        var reasons = new List<string>();
        foreach (var signal in view.Signals.OrderBy(x => x.Rule).ThenBy(x => x.At))
        {
            var reason = Reason(signal);
            if (!reasons.Contains(reason)) reasons.Add(reason);
        }

        return reasons.Count == 0 ? null : words.Format("Why", string.Join("; ", reasons));
    }

    /// <summary>Why a rule spoke, in a few words.</summary>
    public string Reason(Signal signal)
    {
        var reason = signal.Rule switch
        {
            RuleName.BookingSaysPossibleRepeat => words["WhyBooking"],
            RuleName.SurveyNamesPoorRepair => words[
                signal.Evidence.Claim == SurveyClaim.RepeatedSameDefect ? "WhySurveyRepeated" : "WhySurveyPoor"],
            RuleName.ReturnedWithinWindow => Returned(signal.Evidence),
            RuleName.ReportedByStaff => words["WhyReported"],
        };
        return signal.Evidence.Terms is { Count: > 0 } terms && signal.Evidence.Grade != FaultGrade.Unrelated
            ? $"{reason} ({string.Join(", ", terms.Take(5))})"
            : reason;
    }

    /// <summary>Who made the remark, when, and what they said.</summary>
    public string Caption(CaseView view, RemarkMade remark) =>
        WithQuote($"{remark.By.Name}, {Moment(view, remark.At)}", remark.Text);

    // "возврат с тем же узлом: названа та же деталь"
    private string Returned(SignalEvidence evidence)
    {
        var grade = words["WhyReturn" + evidence.Grade];
        return evidence.Reason is { } reason ? $"{grade}: {words["Because" + reason]}" : grade;
    }

    private IEnumerable<string> Remarks(CaseView view)
    {
        if (view.FlagWasLowered) yield return words["FlagWasLowered"];
        if (view.AnsweredNo) yield return words["AnsweredNo"];
        if (view.Case.DiagnosisRequested && view.Case.TakesVotes) yield return words["DiagnosisRequested"];
        var remarks = view.Case.Remarks;
        if (remarks.Count == 0) yield break;
        var last = remarks[^1];
        var photos = remarks.Sum(x => x.Attachments.Count);
        var said = last.Text.Length > 0 ? $"{last.By.Name}: «{ShortText.Cut(ShortText.OneLine(last.Text), QuoteLength)}»" : last.By.Name;
        yield return words.Plural("Remarks", remarks.Count, said) + (photos > 0 ? words.Plural("Photos", photos) : "");
    }

    private IEnumerable<string> Standing(CaseView view)
    {
        var state = view.Case;
        if (state.MergedInto is { } into)
        {
            yield return words.Format("MergedInto", into);
            yield break;
        }

        if (state.Withdrawn)
        {
            yield return words["WithdrawnBecause"];
            yield break;
        }

        if (state.Verdict is not null)
        {
            foreach (var line in AfterVerdict(view)) yield return line;
            yield break;
        }

        if (state.Frame is not { } frame) yield break;
        yield return state.Stage == VotingStage.Lapsed
            ? words.Format("VotesOverdue", state.Votes.Count, frame.Electorate.Count, frame.Quorum)
            : words.Format(
                "Votes", state.Votes.Count, frame.Electorate.Count, frame.Quorum, Moment(view, state.Deadline!.Value));
        if (state.Votes.Count > 0)
        {
            yield return words.Format("Voted", string.Join(", ", state.Votes
                .Select(v => frame.Elector(v.MemberId)?.Name ?? v.MemberId)));
        }

        if (state.Stage == VotingStage.DirectorAsked) yield return words["WaitsForDirector"];
    }

    private IEnumerable<string> AfterVerdict(CaseView view)
    {
        var state = view.Case;
        var tally = state.DecidedBy!;
        yield return words.Format(
            "Decision", words["Verdict" + state.Verdict], tally.Repeat, tally.NotRepeat, tally.Abstain,
            Moment(view, state.DecidedAt!.Value));
        if (state.SignalsAfterVerdict.Count > 0) yield return words["AfterVerdict"];
        if (state.Verdict != Verdict.Repeat) yield break;
        yield return state.Cause is { } cause ? words.Format("Cause", words["Cause" + cause]) : words["CauseAwaited"];
        if (state.Cause is not null)
        {
            yield return state.Responsible is { } who
                ? words.Format("Responsible", Responsible(view, who))
                : words["ResponsibleAwaited"];
        }

        yield return state.CustomerCall is { } call ? words["Call" + call] : words["CallAwaited"];
    }

    private string Responsible(CaseView view, Responsible who) =>
        view.Station.ShowNames && who.Person is { } person
            ? $"{words["Responsible" + who.Kind]} {person.Name}"
            : words["Responsible" + who.Kind];

    private string Moment(CaseView view, DateTimeOffset at) =>
        view.Station.Calendar.Local(at).ToString("dd.MM HH:mm", words.Culture);

    private static string WithQuote(string head, string? quote) =>
        string.IsNullOrWhiteSpace(quote) ? head : $"{head}: «{ShortText.Cut(ShortText.OneLine(quote), QuoteLength)}»";
}

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
    private const int NameLength = 60;
    private const int TermLength = 40;

    // The newest: an old one has been read. More would push the votes off the screen, or out of the message.
    private const int MostSaid = 3;
    private const int MostReasons = 6;
    private const int MostVoters = 8;

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
            vehicle.Plate is { } plate ? ShortText.Cut(plate.Display, NameLength) : null,
            vehicle.Model is { } model ? ShortText.Quote(model, NameLength) : null,
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
            yield return WithQuote(words.Format("Return", Quoted(order.Id), Moment(view, order.OpenedAt)), order.Complaint);
        }

        var surveys = view.Surveys;
        foreach (var survey in surveys.TakeLast(MostSaid))
        {
            yield return WithQuote(
                words.Format("Survey", Moment(view, survey.AnsweredAt)),
                survey.Comment ?? string.Join("; ", survey.Answers.Select(x => x.Answer)));
        }

        var reports = view.Signals.Where(x => x.Rule == RuleName.ReportedByStaff).ToList();
        foreach (var report in reports.TakeLast(MostSaid))
            yield return WithQuote(words.Format("Report", Moment(view, report.At)), report.Evidence.Quote);
        var earlier = Math.Max(0, surveys.Count - MostSaid) + Math.Max(0, reports.Count - MostSaid);
        if (earlier > 0) yield return words.Format("SaidEarlier", earlier);
    }

    private string Earlier(CaseView view)
    {
        var id = view.Case.EarlierWorkOrderId;
        if (id is null) return words["EarlierUnknown"];
        if (view.Earlier is not { } order) return words.Format("EarlierNotHere", Quoted(id));
        var day = view.Station.Calendar.Local(order.ClosedAt ?? order.OpenedAt).ToString("dd.MM", words.Culture);
        var head = Days(view, order) switch
        {
            null or < 0 => words.Format("Earlier", Quoted(id), day),
            0 => words.Format("EarlierSameDay", Quoted(id), day),
            { } n => words.Plural("EarlierDays", n, Quoted(id), day),
        };
        var works = string.Join("; ", order.Lines.Select(x => x.Text.Trim()).Where(x => x.Length > 0).Take(3));
        if (works.Length == 0) works = order.Complaint ?? "";
        return works.Length == 0 ? head : $"{head}: {ShortText.Said(works, WorkLength)}";
    }

    // Whoever reads takes the days from the day above them, not from the day on which the car came: that may be another.
    private static int? Days(CaseView view, WorkOrder earlier)
    {
        if (earlier.ClosedAt is { } closed && (view.Booking?.CreatedAt ?? view.Return?.OpenedAt) is { } told)
            return view.Station.Calendar.DaysBetween(closed, told);
        return view.Signals.Where(x => x.EarlierWorkOrderId == earlier.Id).Select(x => x.Evidence.DaysSince)
            .FirstOrDefault(x => x is not null);
    }

    private string? Why(CaseView view)
    {
        var reasons = new List<string>();
        var signals = view.Signals.OrderBy(x => x.Rule).ThenBy(x => x.At).ToList();
        for (var i = 0; i < signals.Count; i++)
        {
            // A booking and its return rest on the same words: they stand once, behind the last that names them.
            var later = signals.Skip(i + 1).Where(x => Terms(x) == Terms(signals[i])).ToList();
            if (later.Exists(x => Rule(x) == Rule(signals[i]))) continue;
            reasons.Add(later.Count > 0 ? Rule(signals[i]) : Reason(signals[i]));
        }

        return reasons.Count == 0 ? null : words.Format("Why", string.Join("; ", reasons.Take(MostReasons)) + (reasons.Count > MostReasons ? "; …" : ""));
    }

    /// <summary>Why a rule spoke, in a few words.</summary>
    public string Reason(Signal signal) => Rule(signal) + Terms(signal);

    private string Rule(Signal signal) => signal.Rule switch
    {
        RuleName.BookingSaysPossibleRepeat => words["WhyBooking"],
        RuleName.SurveyNamesPoorRepair => words[
            signal.Evidence.Claim == SurveyClaim.RepeatedSameDefect ? "WhySurveyRepeated" : "WhySurveyPoor"],
        RuleName.ReturnedWithinWindow => Returned(signal.Evidence),
        RuleName.ReportedByStaff => words["WhyReported"],
    };

    private static string Terms(Signal signal) =>
        signal.Evidence.Terms is { Count: > 0 } terms && signal.Evidence.Grade != FaultGrade.Unrelated
            ? $" ({string.Join(", ", terms.Take(5).Select(Term))})"
            : "";

    // "Устранена ли неисправность: нет" says something by its end alone: of a question and its answer the question is cut.
    private static string Term(string term)
    {
        var answer = term.LastIndexOf(": ", StringComparison.Ordinal);
        return term.Length > TermLength && answer > 0 && term.Length - answer <= TermLength / 2
            ? ShortText.Quote(term[..answer], TermLength - (term.Length - answer)) + ShortText.Quote(term[answer..], TermLength)
            : ShortText.Quote(term, TermLength);
    }

    /// <summary>Who made the remark, when, and what they said.</summary>
    public string Caption(CaseView view, RemarkMade remark) =>
        WithQuote($"{Quoted(remark.By.Name)}, {Moment(view, remark.At)}", remark.Text);

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
        if (view.Case.AwaitsDiagnosis && view.Case.TakesVotes) yield return words["DiagnosisRequested"];
        var remarks = view.Case.Remarks;
        if (remarks.Count == 0) yield break;
        var last = remarks[^1];
        // What the inspection showed is what people vote on; as the last thing said it stands below anyway.
        if (view.Case.Diagnosis is { } diagnosis && diagnosis != last)
            yield return WithQuote(words.Format("Diagnosis", Quoted(diagnosis.By.Name)), diagnosis.Text);
        var photos = remarks.Sum(x => x.Attachments.Count);
        var said = WithQuote(Quoted(last.By.Name), last.Text);
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
            var voted = state.Votes.Take(MostVoters).Select(v => Quoted(frame.Elector(v.MemberId)?.Name ?? v.MemberId));
            yield return words.Format("Voted", string.Join(", ", voted) + (state.Votes.Count > MostVoters ? ", …" : ""));
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
            ? $"{words["Responsible" + who.Kind]} {Quoted(person.Name)}"
            : words["Responsible" + who.Kind];

    private string Moment(CaseView view, DateTimeOffset at) =>
        view.Station.Calendar.Local(at).ToString("dd.MM HH:mm", words.Culture);

    private string WithQuote(string head, string? quote) =>
        string.IsNullOrWhiteSpace(quote) ? head : words.Format("Said", head, ShortText.Said(quote, QuoteLength));

    private static string Quoted(string name) => ShortText.Quote(name, NameLength);
}

namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Weighs what a survey text says. Evidence of poor repair adds up, praise in the same clause weakens it; several
/// visits with one defect are told by a visit, a count or "again", and the sameness of the fault standing together.
/// </summary>
internal sealed class SurveyJudgement
{
    private const double Enough = 0.75;
    private readonly SurveyWords text;
    private readonly Scope[] scopes;
    private readonly List<(int First, int Last)> poorTerms = [];
    private readonly List<(int First, int Last)> repeatedTerms = [];
    private double poor;
    private bool repeated;

    /// <summary>Judges a text; a question is read as the statement that its answer affirms.</summary>
    public SurveyJudgement(SurveyWords text)
    {
        this.text = text;
        scopes = SurveyScopes.Of(text);
    }

    /// <summary>The claim and its words.</summary>
    public SurveyFinding Finding()
    {
        for (var clause = 0; clause < scopes.Length; clause++) WeighPoor(clause);
        WeighAsItWas();
        for (var clause = 0; clause < scopes.Length; clause++) WeighRepeated(clause);
        if (repeated) return new(SurveyClaim.RepeatedSameDefect, Written([.. repeatedTerms, .. poor >= Enough ? poorTerms : []]));
        return poor >= Enough ? new(SurveyClaim.PoorRepair, Written(poorTerms)) : SurveyFinding.None;
    }

    private void WeighPoor(int clause)
    {
        if (scopes[clause] == Scope.Elsewhere)
        {
            // "пришлось переделывать в другом сервисе": the other workshop mends what we did.
            if (WordIn(clause, "пришлось", "пришлос") is { } forced && (Real(clause, Cue.Redo) ?? Real(clause, Cue.Fixed) ?? Real(clause, Cue.Elsewhere)) is { } redone
                && !Has(clause, Cue.Before))
                Poor(1, forced, redone.First, redone.Last);
            return;
        }

        if (scopes[clause] == Scope.Unreal) return;
        if (scopes[clause] == Scope.Refused)
        {
            if (Real(clause, Cue.Praise) is { } refused && AboutRepair(refused) && !Denied(clause, Cue.Praise)) Poor(0.9, refused.First, refused.Last);
            return;
        }

        var praise = Real(clause, Cue.Praise) is not null ? 0.3 : 0;
        var service = Has(clause, Cue.Service) && !Has(clause, Cue.Repair) && FaultIn(clause) is null;
        foreach (var cue in In(clause))
        {
            switch (cue.Cue)
            {
                case Cue.Poor when !cue.Denied && !service: Poor(1, cue.First, cue.Last); break;
                case Cue.NotFixed when !cue.Denied && !ServiceOnly(clause) && !NothingElseFound(clause): Poor(1 - praise / 3, cue.First, cue.Last); break;
                case Cue.Bad when !cue.Denied && AboutRepair(cue): Poor(1 - praise, cue.First, cue.Last); break;
                case Cue.Praise when cue.Denied && AboutRepair(cue): Poor(0.9, Math.Max(0, cue.First - 1), cue.Last); break;
                case Cue.Redo when !cue.Denied: Poor(0.8 - praise, cue.First, cue.Last); break;
                case Cue.Broke when !cue.Denied && (Has(clause, Cue.After) || Has(clause, Cue.Again)): Poor(1, cue.First, cue.Last); break;
                default: break;
            }
        }

        WeighReturnOfFault(clause);
    }

    // "как дымила, так и дымит": whatever it was, it is so still.
    private void WeighAsItWas()
    {
        for (var i = 0; i + 3 < text.Count; i++)
        {
            if (text.At(i) != "как" || scopes[text.ClauseOf(i)] != Scope.Ours) continue;
            for (var so = i + 2; so < text.Count - 1 && so <= i + 6 && text.SentenceOf(so) == text.SentenceOf(i); so++)
            {
                if (text.At(so) != "так") continue;
                if (Echo(i + 1, so, Math.Min(so + 5, text.Count)) is { } echo && !InSentence(text.ClauseOf(i), Cue.Praise)) Poor(1, i, echo);
                break;
            }
        }
    }

    private int? Echo(int from, int to, int end)
    {
        for (var i = from; i < to; i++)
        {
            var start = text.At(i)[..Math.Min(4, text.At(i).Length)];
            if (start.Length < 3) continue;
            for (var j = to + 1; j < end; j++)
            {
                if (text.At(j).StartsWith(start, StringComparison.Ordinal)) return j;
            }
        }

        return null;
    }

    private void WeighReturnOfFault(int clause)
    {
        var healed = Real(clause, Cue.Fixed) is not null;
        if (Real(clause, Cue.Remains) is { } remains && (FaultIn(clause) ?? FaultIn(clause - 1) ?? FaultIn(clause + 1)) is { } left && !healed)
            Poor(1, remains, left);
        if (FaultIn(clause) is not { } fault || healed) return;
        var brought = text.At(fault.First - 1) is "с" or "со" or "по" or "из" or "with";
        if (Real(clause, Cue.Again) is { } again && !brought) Poor(1, again, fault);
        if (Real(clause, Cue.ComesBack) is { } back && !brought) Poor(1, back, fault);
        if (Real(clause, Cue.After) is { } after && !brought) Poor(1, after, fault);
    }

    private void WeighRepeated(int clause)
    {
        if (scopes[clause] != Scope.Ours) return;
        var count = Real(clause, Cue.Count);
        var visit = Has(clause, Cue.Never) ? null : Real(clause, Cue.Visit);
        if (Denied(clause, Cue.Visit)) count = null;
        var again = Denied(clause, Cue.Visit) ? null : Real(clause, Cue.Again) ?? (SameIn(clause) is not null ? Real(clause, Cue.Earlier) : null);
        var same = SameIn(clause);
        var nearSame = same ?? SameIn(clause + 1) ?? SameIn(clause - 1);
        var fault = FaultIn(clause);
        var pleased = InSentence(clause, Cue.Praise) || InSentence(clause, Cue.Fixed);
        var other = OtherFault(clause);

        if (Real(clause, Cue.NotFirst) is { } notFirst && (Has(clause, Cue.Fixed) || Has(clause, Cue.Repair))) Repeated(notFirst);
        if (Real(clause, Cue.NeedAgain) is { } needed && !ServiceOnly(clause)) Repeated(needed);
        if (Real(clause, Cue.Repeats) is { } repeats && fault is { Other: false } f && !brought(f)) Repeated(repeats, f);
        if (Real(clause, Cue.Redo) is { } redo && count is { } times) Repeated(redo, times);
        if (other) return;
        if (same is { } s && !ServiceOnly(clause) && (count ?? again ?? visitAgain()) is { } once) Repeated(once, s);
        else if (count is { } c && visit is { } v)
        {
            if (nearSame is { } n) Repeated(c, v, n);
            else if (fault is { } told && !pleased) Repeated(c, v, told);
            else if (poor >= Enough) Repeated(c, v);
        }
        else if (count is { } often && fault is { } felt && !pleased) Repeated(often, felt);
        else if (again is { } anew && visit is { } came && fault is { } brings && !pleased) Repeated(anew, came, brings);
        else if (count is { } nth && text.HasPart && Has(clause, Cue.Repair) && !pleased && PartIn(clause)) Repeated(nth);

        bool brought(SaidFault said) => text.At(said.First - 1) is "с" or "со" or "with";
        SaidCue? visitAgain() => visit is { } seen && (IsReturn(seen) || IsStrong(same.Value)) ? seen : null;
    }

    // "вернулся", "came back": a visit that is a return by itself.
    private bool IsReturn(SaidCue visit) =>
        text.At(visit.First).StartsWith("верн", StringComparison.Ordinal) || text.At(visit.First).StartsWith("возвра", StringComparison.Ordinal)
        || text.At(visit.Last) == "back" || text.At(visit.First).StartsWith("return", StringComparison.Ordinal);

    // "с той же" compares with an earlier visit; "с этой" only points.
    private bool IsStrong(SaidCue same)
    {
        for (var i = same.First; i <= same.Last; i++)
        {
            if (text.At(i) is "же" or "самое" or "same" or "одно" or "одной" or "одним" or "аналогичной" or "аналогичным" or "прежней") return true;
        }

        return false;
    }

    // Sameness counts when it is said of a fault: "та же проблема", "с тем же", not "тот же мастер".
    private SaidCue? SameIn(int clause)
    {
        foreach (var cue in In(clause))
        {
            if (cue.Cue != Cue.Same || cue.Denied) continue;
            for (var i = cue.First; i <= cue.Last + 3 && i < text.Count && text.ClauseOf(i) == clause; i++)
            {
                if (text.Faults.Any(fault => fault.First == i && !fault.Denied) || In(clause).Any(m => m.Cue == Cue.Matter && m.First == i))
                    return cue with { Last = Math.Max(i, cue.Last) };
            }

            var ends = cue.Last + 1 >= text.Count || text.ClauseOf(cue.Last + 1) != clause;
            if (ends && IsStrong(cue) && text.At(cue.First - 1) is "с" or "со" or "по" or "на" or "with") return cue;
        }

        return null;
    }

    private SaidFault? FaultIn(int clause)
    {
        foreach (var fault in text.Faults)
        {
            if (!fault.Denied && text.ClauseOf(fault.First) == clause) return fault;
        }

        return null;
    }

    private bool PartIn(int clause) => text.PartPlaces.Any(place => text.ClauseOf(place) == clause);

    private bool OtherFault(int clause) => text.Faults.Any(fault => fault.Other && Math.Abs(text.ClauseOf(fault.First) - clause) <= 1);

    private IEnumerable<SaidCue> In(int clause) => text.Cues.Where(cue => text.ClauseOf(cue.First) == clause);

    private bool Has(int clause, Cue cue) => In(clause).Any(said => said.Cue == cue);

    private bool Denied(int clause, Cue cue) => In(clause).Any(said => said.Cue == cue && said.Denied);

    private SaidCue? Real(int clause, Cue cue)
    {
        foreach (var said in In(clause))
        {
            if (said.Cue == cue && !said.Denied) return said;
        }

        return null;
    }

    private bool InSentence(int clause, Cue cue)
    {
        var first = FirstOf(clause);
        if (first < 0) return false;
        var sentence = text.SentenceOf(first);
        return text.Cues.Any(said => said.Cue == cue && !said.Denied && text.SentenceOf(said.First) == sentence);
    }

    private int FirstOf(int clause)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (text.ClauseOf(i) == clause) return i;
        }

        return -1;
    }

    private int? WordIn(int clause, params ReadOnlySpan<string> forms)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (text.ClauseOf(i) == clause && forms.Contains(text.At(i))) return i;
        }

        return null;
    }

    private bool ServiceOnly(int clause) => Has(clause, Cue.Service) && FaultIn(clause) is null;

    // "других неисправностей не выявили" is good news.
    private bool NothingElseFound(int clause) => WordIn(clause, "других", "иных", "больше", "никаких") is not null;

    // Blame and praise belong to the nearer of repair and service.
    private bool AboutRepair(SaidCue of)
    {
        int repair = int.MaxValue, service = int.MaxValue;
        foreach (var cue in In(text.ClauseOf(of.First)))
        {
            var distance = cue.First > of.Last ? cue.First - of.Last : of.First - cue.Last;
            if (cue.Cue == Cue.Repair) repair = Math.Min(repair, Math.Abs(distance));
            if (cue.Cue == Cue.Service) service = Math.Min(service, Math.Abs(distance));
        }

        if (repair == int.MaxValue && service == int.MaxValue) return SaysNextOfRepair(text.ClauseOf(of.First) + 1);
        return repair < int.MaxValue && repair < service;
    }

    // "недоволен, как отремонтировали тормоза"
    private bool SaysNextOfRepair(int clause) => clause < scopes.Length
        && WordIn(clause, "как", "чем", "тем", "что", "how") is { } joint && joint == FirstOf(clause)
        && Has(clause, Cue.Repair) && !Has(clause, Cue.Service);

    private void Poor(double weight, SaidCue cue, SaidFault fault) =>
        Poor(weight, Math.Min(cue.First, fault.First), Math.Max(cue.First, fault.First), Math.Max(cue.Last, fault.Last));

    private void Poor(double weight, params ReadOnlySpan<int> places)
    {
        poor += weight;
        poorTerms.Add(Span(places));
    }

    private void Repeated(SaidCue a) => Remember(a.First, a.Last);

    private void Repeated(SaidCue a, SaidCue b) => Remember(a.First, a.Last, b.First, b.Last);

    private void Repeated(SaidCue a, SaidFault b) => Remember(a.First, a.Last, b.First, b.Last);

    private void Repeated(SaidCue a, SaidCue b, SaidCue c) => Remember(a.First, a.Last, b.First, b.Last, c.First, c.Last);

    private void Repeated(SaidCue a, SaidCue b, SaidFault c) => Remember(a.First, a.Last, b.First, b.Last, c.First, c.Last);

    private void Remember(params ReadOnlySpan<int> places)
    {
        repeated = true;
        repeatedTerms.Add(Span(places));
    }

    private static (int First, int Last) Span(ReadOnlySpan<int> places)
    {
        int first = places[0], last = places[0];
        foreach (var place in places)
        {
            first = Math.Min(first, place);
            last = Math.Max(last, place);
        }

        return (first, last);
    }

    private List<string> Written(List<(int First, int Last)> spans)
    {
        spans.Sort();
        var merged = new List<(int First, int Last)>();
        foreach (var span in spans)
        {
            if (merged.Count > 0 && span.First <= merged[^1].Last + 1) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, span.Last));
            else merged.Add(span);
        }

        return merged.ConvertAll(span => text.Written(span.First, span.Last));
    }
}

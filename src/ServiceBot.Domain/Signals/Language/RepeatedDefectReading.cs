namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Finds several visits or repairs with one defect: a visit, a count or "again" standing together with the fault or
/// its sameness.
/// </summary>
internal sealed class RepeatedDefectReading(SurveyClauses clauses, bool poorRepair)
{
    private readonly SurveyWords text = clauses.Text;
    private readonly SurveyEvidence evidence = new();

    /// <summary>The evidence of the whole text; any weight is a claim.</summary>
    public SurveyEvidence Weigh()
    {
        for (var clause = 0; clause < clauses.Count; clause++)
        {
            if (clauses.Scopes[clause] == Scope.Ours) Weigh(clause);
        }

        return evidence;
    }

    private void Weigh(int clause)
    {
        WeighByItself(clause);
        if (clauses.OtherFaultNear(clause)) return;
        var denied = clauses.Denies(clause, Cue.Visit) || clauses.Has(clause, Cue.Never);
        var visit = clauses.Has(clause, Cue.Never) ? null : clauses.Real(clause, Cue.Visit);
        var count = denied ? null : clauses.Real(clause, Cue.Count);
        var again = denied ? null : clauses.Real(clause, Cue.Again);
        if (count is { } counted && visit is null && CountsVisits(counted)) visit = counted;

        if (BySameness(clause, visit, count, again)) return;
        if (ByCount(clause, visit, count)) return;
        ByReturn(clause, visit, again);
    }

    private void WeighByItself(int clause)
    {
        var count = clauses.Real(clause, Cue.Count);
        if (clauses.Real(clause, Cue.NotFirst) is { } late && (clauses.Has(clause, Cue.Fixed) || clauses.Has(clause, Cue.Repair))) Add(late);
        if (clauses.Real(clause, Cue.NeedAgain) is { } needed && !clauses.ServiceOnly(clause)) Add(needed);
        if (clauses.Real(clause, Cue.Redo) is { } redo && count is { } times) Add(redo, times);
        if (clauses.Real(clause, Cue.Repeats) is { } repeats && clauses.FaultIn(clause) is { Other: false } fault && !clauses.Brought(fault.First))
            evidence.Add(1, repeats.First, repeats.Last, fault.First, fault.Last);
    }

    private bool BySameness(int clause, SaidCue? visit, SaidCue? count, SaidCue? again)
    {
        if (clauses.SameIn(clause) is { } same && !clauses.ServiceOnly(clause))
        {
            var strong = clauses.IsStrong(same);
            var often = visit is not null || strong ? clauses.Real(clause, Cue.Often) : null;
            var came = visit is { } seen && (strong || IsReturn(seen)) ? visit : null;
            if (strong && clauses.FaultIn(clause) is not null && clauses.RealInSentence(clause, Cue.Again) is { } once) again ??= once;
            if ((count ?? again ?? clauses.Real(clause, Cue.Earlier) ?? often ?? came) is { } sign) return Add(sign, same);
            if (strong && clauses.Brought(same.First) && clauses.RealInSentence(clause, Cue.Visit) is { } before) return Add(same, before);
        }

        // "меняли три раза, ошибка та же"
        if (count is not { } times || !(visit is not null || clauses.Has(clause, Cue.Repair))) return false;
        foreach (var beside in (ReadOnlySpan<int>)[clause + 1, clause - 1])
        {
            if (clauses.SameSentence(clause, beside) && clauses.SameIn(beside) is { } next) return Add(times, next);
        }

        return false;
    }

    private bool ByCount(int clause, SaidCue? visit, SaidCue? count)
    {
        if (count is not { } times) return false;
        var pleased = clauses.Pleased(clause);
        var fault = clauses.FaultIn(clause);
        if (visit is { } came)
        {
            if (fault is { } with && (!pleased || (!with.General && clauses.Brought(with.First)))) return Add(times, came, with);
            if (poorRepair) return Add(times, came);
            if (!pleased && clauses.SameSentence(clause, clause + 1) && clauses.FaultIn(clause + 1) is { } then) return Add(times, came, then);
        }

        if (fault is { } felt && !pleased) return Add(times, times, felt);
        if (clauses.PartIn(clause) && clauses.Has(clause, Cue.Repair) && !pleased) return Add(times);
        return false;
    }

    private void ByReturn(int clause, SaidCue? visit, SaidCue? again)
    {
        if (visit is not { } came) return;
        if (again is { } anew && poorRepair) Add(anew, came);
        else if (clauses.FaultIn(clause) is not { } fault || clauses.Pleased(clause)) return;
        else if (again is { } sign) Add(sign, came, fault);
        else if (IsReturn(came) && clauses.Brought(fault.First)) Add(came, came, fault);
        else if (clauses.Real(clause, Cue.Often) is { } often && clauses.Brought(fault.First)) Add(often, came, fault);
    }

    private bool CountsVisits(SaidCue count)
    {
        for (var i = count.First; i <= count.Last; i++)
        {
            foreach (var start in (ReadOnlySpan<string>)["обращен", "визит", "заезд", "visit"])
            {
                if (text.At(i).StartsWith(start, StringComparison.Ordinal)) return true;
            }
        }

        return false;
    }

    // "вернулся", "came back": a visit that is a return by itself.
    private bool IsReturn(SaidCue visit) =>
        text.At(visit.First).StartsWith("верн", StringComparison.Ordinal) || text.At(visit.First).StartsWith("возвра", StringComparison.Ordinal)
        || text.At(visit.Last) == "back" || text.At(visit.First).StartsWith("return", StringComparison.Ordinal);

    private bool Add(SaidCue a)
    {
        evidence.Add(1, a.First, a.Last);
        return true;
    }

    private bool Add(SaidCue a, SaidCue b)
    {
        evidence.Add(1, a.First, a.Last, b.First, b.Last);
        return true;
    }

    private bool Add(SaidCue a, SaidCue b, SaidFault c)
    {
        evidence.Add(1, a.First, a.Last, b.First, b.Last, c.First, c.Last);
        return true;
    }
}

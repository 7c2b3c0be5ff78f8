namespace ServiceBot.Domain.Signals.Language;

/// <content>What tells of a return by its build, where the words for the fault are not known.</content>
internal sealed partial class RepeatedDefectReading
{
    private static readonly UInt128 Things = SurveyWords.Mask(Cue.Part, Cue.Fluid, Cue.Vehicle);

    // "руль снова каменный", "меняли в марте. Снова эмульсия": whatever is told with "again" of a part, or right behind the
    // work, came again; who is content says so.
    private SaidCue? AgainStrange(SurveyClause clause, SaidCue again)
    {
        if (SurveyCourse.IsAnsweredNo(text, clause) || text.IsAsked(clause.Last)) return null;
        if (clause.HasAny(Well | Busy) || clause.HasAny(SurveyWords.Mask(Cue.Works, Cue.OtherFault, Cue.Elsewhere)) || Pleased(clause) || EndsWell(clause)) return null;
        var prior = Prior(clause);
        if (prior?.HasAny(Topics) == true) return null;
        var afterWork = prior is { Scope: Scope.Ours } && prior.HasAny(SurveyWords.Mask(Cue.Work, Cue.Cure, Cue.After, Cue.Today)) && !prior.Has(Cue.Praise);
        if (!clause.HasAny(Things) && !afterWork) return null;
        for (var i = again.Last + 1; i <= clause.Last; i++)
        {
            if (text.At(i).Length > 4 && text.IsUnknown(i)) return new(Cue.Symptom, i, i, false);
        }

        return null;
    }

    // "был в марте, был в апреле, и всё из-за форсунок"
    private void VisitsByDates()
    {
        SaidCue? first = null, second = null, matter = null;
        foreach (var clause in text.Clauses)
        {
            if (clause.Scope != Scope.Ours) continue;
            if (clause.HasAny(Well) || clause.Has(Cue.OtherFault)) return;
            matter ??= Brought(clause);
            if (clause.Any(Cue.Visit, Cue.VisitNoun, Cue.Work) is not { } came) continue;
            for (var i = clause.First; i <= clause.Last; i++)
            {
                if (!SurveyCourse.NamesMonth(text, i)) continue;
                if (first is null) first = came;
                else second ??= came;
                break;
            }
        }

        if (first is { } a && second is { } b && matter is { } why) evidence.Add(a, b, why);
    }
}

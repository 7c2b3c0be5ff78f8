namespace ServiceBot.Domain.Signals.Language;

/// <content>The fault that is still there, or there since the repair.</content>
internal sealed partial class PoorRepairReading
{
    // The fault is still there, or there since the repair.
    private void WeighFault(SurveyClause clause)
    {
        if (SurveyCourse.IsAnsweredNo(text, clause) || SurveyCourse.IsBeside(text, clause)) return;
        if (clause.Has(Cue.OtherFault) || clause.Has(Cue.Frail) || SurveyCourse.IsUnrelated(text, clause) || SurveyCourse.IsReason(text, clause)) return;
        var fault = clause.Fault;
        var near = fault ?? clause.Before?.Fault ?? clause.Behind?.Fault;
        if (clause.Real(Cue.Remain) is { } remains && !clause.HasAny(Well) && !clause.Has(Cue.Praise) && !(fault is null && clause.Has(Cue.Service)))
        {
            if (near is { } left) evidence.Add(remains, left);
            else if (clause.Any(Cue.Same, Cue.Vehicle) is { } what) evidence.Add(remains, what);
        }

        if (clause.Any(Cue.Stranded, Cue.Tow) is { } stuck && clause.Any(Cue.After, Cue.Today, Cue.Homeward) is { } gone
            && !clause.HasAny(Well) && !EndsWell(clause) && stuck.First != gone.First) evidence.Add(stuck, gone);
        // "уехал с той же проблемой"
        if (clause.Real(Cue.Same) is { } same && clause.Any(Cue.Handover, Cue.Today, Cue.Gone) is { } away && !clause.Has(Cue.Visit)
            && text.At(same.First - 1) is "с" or "со") evidence.Add(same, away);
        // "зарядки 12,4, как было"
        if (clause.Last - clause.First <= 3 && text.At(clause.First) is "как" && text.At(clause.Last) is "было" or "раньше" or "прежде" or "ремонта" or "вас" or "есть"
            && clause.Index > 0 && !text.Clauses[clause.Index - 1].HasAny(Well) && !clause.Has(Cue.Same)) evidence.Add(clause.First, clause.Last);
        if (fault is null && SurveyCourse.StrangeState(text, clause) is { } strange && !text.Clauses.Exists(static c => c.Scope == Scope.Ours && c.HasAny(Well | SurveyWords.Mask(Cue.Praise)))) evidence.Add(strange);
        if (fault is not { } there) return;
        // "уехал с вибрацией", "педаль мягкая, хотя вчера прокачали"
        if (clause.HasAny(SurveyWords.Mask(Cue.Today, Cue.Handover)) && !clause.Has(Cue.Visit) && !clause.HasAny(Well) && text.At(there.First - 1) is "с" or "со") evidence.Add(there);
        if (SurveyCourse.BeliesWork(text, clause) && !clause.HasAny(Well)) evidence.Add(there);
        if (SurveyCourse.WasWorse(clause)) return;
        // "меняли датчик, ошибка та же"
        if (clause.Real(Cue.Same) is { } unchanged && !Brought(there) && clause.Before?.Any(Cue.Work, Cue.Cure) is not null) evidence.Add(unchanged, there);
        if (clause.Real(Cue.Handover) is { } given && !clause.Has(Cue.Gone) && !EndsWell(clause)) evidence.Add(given, there);
        if (clause.PresentFault is { } present && !OfService(clause) && !Brought(present) && !Resolved(clause, present) && !clause.Has(Cue.Elsewhere)) evidence.Add(present, there);
        else if (Brought(there) && !(clause.Has(Cue.Works) && text.Is(there.First - 2, Cue.Works))) return;
        else if (clause.Real(Cue.Broke) is { } broke && Since(clause, broke) is { } since && !clause.Has(Cue.Service) && !(OnTheRoad(since) && EndsWell(clause))) evidence.Add(broke, since);
        else if (clause.Any(Cue.After, Cue.Today, Cue.Now) is { } time && clause.Any(Cue.Appear, Cue.Broke, Cue.Symptom) is { } appeared && !EndsWell(clause)
            && time.First != appeared.First) evidence.Add(appeared, time, there);
        else if (there.Cue == Cue.Symptom && !Tense.IsPast(text.At(there.First)) && clause.Before?.Any(Cue.After, Cue.Today, Cue.Handover) is not null
            && !EndsWell(clause) && !clause.HasAny(Well)) evidence.Add(there);
        else if ((SurveyCourse.FollowsWork(text, clause) || SurveyCourse.SaysAfter(text, clause, there)) && SurveyCourse.Happened(text, there) && !EndsWell(clause) && !clause.HasAny(Well)) evidence.Add(there);
        else if (Contrasted(clause) && !EndsWell(clause) && !clause.HasAny(Well) && there.Cue is Cue.Symptom or Cue.Works) evidence.Add(there);
    }

    // "сломался на трассе": no word of a repair before.
    private bool OnTheRoad(SaidCue since) => text.At(since.First) is "на" or "за" or "по" or "вчера" or "вечером" or "потом" or "поездка" or "поездки";

    private static SaidCue? Since(SurveyClause clause, SaidCue broke)
    {
        foreach (var place in (ReadOnlySpan<SurveyClause?>)[clause, clause.Before, clause.Behind])
        {
            if (place?.Any(Cue.After, Cue.Today) is { } since && since.First != broke.First) return place == clause ? since : broke;
        }

        return null;
    }

    private bool Brought(SaidCue fault) => fault.Cue != Cue.Works && text.At(fault.First - 1) is "с" or "со" or "по" or "из" or "от" or "на" or "о" or "with" or "про" or "для";

    // "стучит подвеска - устранили"
    private bool Resolved(SurveyClause clause, SaidCue present)
    {
        foreach (var cue in clause.Cues)
        {
            if (cue.First > present.First && !cue.Denied && cue.Cue is Cue.Cure or Cue.Gone or Cue.Fixed) return true;
        }

        for (var i = clause.Index + 1; i < text.Clauses.Count; i++)
        {
            if (text.Clauses[i].HasAny(Well) && !MerelyClaimed(text.Clauses[i]) && !text.Clauses[i].Has(Cue.Self) && text.Clauses[i].Scope == Scope.Ours) return true;
        }

        return false;
    }

    private bool EndsWell(SurveyClause clause)
    {
        for (var i = clause.Index + 1; i < text.Clauses.Count; i++)
        {
            var later = text.Clauses[i];
            if (later.Scope == Scope.Ours && !MerelyClaimed(later) && (later.HasAny(Well) || later.Has(Cue.Praise))) return true;
        }

        return false;
    }

    // "хотя в заказ-наряде написано, что отремонтирован", "прошу разобраться": the paper or the wish, not the vehicle.
    private bool MerelyClaimed(SurveyClause clause) => Claims(clause) || (clause.Before is { } before && Claims(before));

    private bool Claims(SurveyClause clause)
    {
        for (var i = clause.First; i <= clause.Last; i++)
        {
            if (text.At(i) is "хотя" or "прошу" or "просим" or "просьба" or "требую" or "требуем" or "написано" or "написали" or "якобы"
                or "акте" or "акту" or "наряде" or "бумагах" or "бумаге" or "документам" or "документах" or "указано" or "прописано" or "числится" or "отмечено"
                or "уверяют" or "уверяли" or "утверждают" or "утверждали") return true;
        }

        return false;
    }

    private static bool Contrasted(SurveyClause clause) => clause.Contrasts
        && clause.Before is { } told && (told.HasAny(OfRepair | Well) || told.Has(Cue.Visit) || told.Has(Cue.Praise));
}

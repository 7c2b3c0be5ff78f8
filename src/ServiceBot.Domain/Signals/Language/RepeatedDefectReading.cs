namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Finds that the same fault came again: it returned after the repair, the customer came several times with it, or it
/// was repaired several times. A repeated visit alone says nothing, nor a visit for something else.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="poorRepair">Whether it speaks of a poor repair: then visits that were counted were visits for the fault.</param>
internal sealed partial class RepeatedDefectReading(SurveyWords text, bool poorRepair)
{
    private static readonly UInt128 Topics = SurveyWords.Mask(Cue.Service, Cue.StrongService);
    private static readonly UInt128 Well = SurveyWords.Mask(Cue.Praise, Cue.Fixed, Cue.Cure, Cue.Gone);

    private static readonly UInt128 Busy = SurveyWords.Mask(Cue.Visit, Cue.Return, Cue.Work, Cue.Service, Cue.StrongService, Cue.Us, Cue.Handover);

    private readonly SurveyEvidence evidence = new();

    /// <summary>The evidence of the whole text.</summary>
    public SurveyEvidence Weigh()
    {
        foreach (var clause in text.Clauses)
        {
            if (clause.Scope != Scope.Ours || clause.Has(Cue.Never)) continue;
            if (clause.Has(Cue.OtherFault) || clause.Before?.Has(Cue.OtherFault) == true || clause.Behind?.Has(Cue.OtherFault) == true) continue;
            FaultReturns(clause);
            ComesSeveralTimes(clause);
            RepairedSeveralTimes(clause);
            SaysSame(clause);
            AndThenAgain(clause);
            OneAfterAnother(clause);
            WorkAfterWork(clause);
        }

        VisitsByDates();

        return evidence;
    }

    // "снова стучит", "стук вернулся", "хватило на неделю"
    private void FaultReturns(SurveyClause clause)
    {
        var fault = clause.Fault;
        if (clause.Real(Cue.Recur) is { } recur && !OfService(clause)) evidence.Add(recur);
        if (clause.Real(Cue.Lasted) is { } lasted && !OfService(clause)) evidence.Add(lasted);
        // "сцепление, которое делали в январе, уже буксует"
        if (poorRepair && fault is { } there0 && !clause.Has(Cue.Remain) && !EndsWell(clause) && SurveyCourse.WorkSomeTimeAgo(text) is { } ago
            && text.ClauseOf(ago.First) >= clause.Index - 3 && (text.ClauseOf(ago.First) <= clause.Index + 2)) evidence.Add(ago, there0);
        if (clause.Real(Cue.Again) is { } again)
        {
            if (fault is { } there && !Denied(there)) evidence.Add(again, there);
            // "в понедельник снова на эвакуаторе к вам"
            else if (clause.Any(Cue.Tow, Cue.Stranded) is { } stuck && !EndsWell(clause) && !clause.HasAny(Well)) evidence.Add(again, stuck);
            else if (clause.Any(Cue.Appear, Cue.Return) is { } appeared && Prior(clause)?.MentionsFault == true) evidence.Add(again, appeared);
            else if (Refused(clause) is { } refused && !OfService(clause)) evidence.Add(again, refused);
            else if (clause.Real(Cue.Redo) is { } redo) evidence.Add(again, redo);
            else if (AgainStrange(clause, again) is { } strange) evidence.Add(again, strange);
            // "опять эта коробка", "снова печка"
            else if (clause.Real(Cue.Part) is { } part && part.First > again.Last && part.First - again.Last <= 2 && !clause.HasAny(Well | Busy) && !EndsWell(clause)) evidence.Add(again, part);
        }

        if (clause.Real(Cue.Return) is { } back && (fault ?? ShortlyBefore(clause)) is { } returned) evidence.Add(back, back with { First = Math.Min(back.First, returned.First) }, returned);
        if (clause.Real(Cue.Appear) is { } anew && fault is { } gone && Was(clause)) evidence.Add(anew, gone);
    }

    // The clause before, in whatever sentence.
    private SurveyClause? Prior(SurveyClause clause) => clause.Index > 0 ? text.Clauses[clause.Index - 1] : null;

    private static SaidCue? Refused(SurveyClause clause) => clause.Denied(Cue.Cure) ?? clause.Denied(Cue.Gone);

    private static SaidCue? ShortlyBefore(SurveyClause clause) => clause.Before is { } before && !before.Has(Cue.Visit) ? before.Fault ?? before.Real(Cue.Gone) : null;

    // "проблема ушла, через месяц появилась"
    private static bool Was(SurveyClause clause) => clause.Has(Cue.Again) || clause.Has(Cue.Same)
        || (clause.Has(Cue.After) && clause.Before?.Has(Cue.Gone) == true);

    private bool Denied(SaidCue fault) => fault.Cue != Cue.Works && fault.Denied;

    // "третий раз приезжаю с этим стуком", "пришлось приезжать трижды"
    private void ComesSeveralTimes(SurveyClause clause)
    {
        if (clause.Real(Cue.NeedAgain) is { } needed && !ForOther(clause)) evidence.Add(needed);
        if (clause.Real(Cue.NotFirst) is { } late && (text.Affirms(Cue.Cure) || text.Affirms(Cue.Work) || clause.Has(Cue.Gone) || clause.Has(Cue.Fault) || clause.Has(Cue.Symptom) || (clause.Has(Cue.Praise) && text.IsShort)) && !OfService(clause)) evidence.Add(late);
        if (clause.Denies(Cue.Visit) || clause.Denies(Cue.Return)) return;
        var visit = clause.Any(Cue.Visit, Cue.Return, Cue.VisitNoun);
        // "с этой проблемой я у вас уже был"
        if (clause.Fault is { } brought && clause.Real(Cue.This) is { } known && known.First < brought.First
            && clause.Real(Cue.Visit) is { } earlier && text.At(earlier.First - 1) is "уже") evidence.Add(known, brought, earlier);
        var often = clause.Any(Cue.Count, Cue.Again, Cue.Often);
        if (often is not { } times) return;
        if (visit is null && CountsVisits(times)) visit = times;
        // "прописались с этой раздаткой"
        if (visit is null && times.Cue == Cue.Often && clause.Has(Cue.This) && !Pleased(clause) && Brought(clause) is { } lives) evidence.Add(times, lives);
        if (visit is not { } came) return;
        if (clause.Real(Cue.HadTo) is { } had && !ForOther(clause)) evidence.Add(had, came, times);
        else if (Brought(clause) is { } with) evidence.Add(times, came, with);
        else if (poorRepair && !ForOther(clause)) evidence.Add(times, came);
        else if (text.Affirms(Cue.Finally) && text.Affirms(Cue.Cure) && times.Cue == Cue.Count && !ForOther(clause)) evidence.Add(times, came);
        else if (!Pleased(clause) && (clause.Behind?.Fault ?? clause.Before?.Fault) is not null && !ForOther(clause)) evidence.Add(times, came);
    }

    private bool CountsVisits(SaidCue count)
    {
        for (var i = count.First; i <= count.Last; i++)
        {
            if (text.Is(i, Cue.VisitNoun)) return true;
            foreach (var start in (ReadOnlySpan<string>)["обращен", "визит", "заезд", "приезд", "visit"])
            {
                if (text.At(i).StartsWith(start, StringComparison.Ordinal)) return true;
            }
        }

        return false;
    }

    // The fault or part that the visit was for: "с той же течью", "из-за генератора", "по данному дефекту".
    private SaidCue? Brought(SurveyClause clause)
    {
        foreach (var cue in clause.Cues)
        {
            if (cue.Denied || cue.Cue is not (Cue.Fault or Cue.Symptom or Cue.Part or Cue.Same or Cue.Matter)) continue;
            for (var i = cue.First - 1; i >= clause.First && i >= cue.First - 4; i--)
            {
                if (text.At(i) is not ("с" or "со" or "по" or "за" or "из" or "with" or "for" or "about")) continue;
                if (cue.Cue is Cue.Fault or Cue.Symptom || (cue.Cue == Cue.Same && OfFault(clause, cue) is not null)) return cue;
                if (cue.Cue == Cue.Matter && (Has(i, cue.First, Cue.This) || Has(i, cue.First, Cue.Same))) return cue;
                if (cue.Cue == Cue.Part && !Pleased(clause)) return cue;
            }
        }

        return clause.Fault is { } fault && !Pleased(clause) ? fault : null;
    }

    private bool Has(int from, int to, Cue cue)
    {
        for (var i = from; i < to; i++)
        {
            if (text.Is(i, cue)) return true;
        }

        return false;
    }

    // "три раза меняли подшипник", "дважды переделывали", "два раза делали, не помогло"
    private void RepairedSeveralTimes(SurveyClause clause)
    {
        // "пришлось делать повторно", "поменяли, через неделю перегрев, поменяли ещё раз"
        if (clause.Real(Cue.Again) is { } again && clause.Any(Cue.Work, Cue.Cure) is { } done && !clause.Has(Cue.Praise) && !OfService(clause)
            && (again.First == done.Last + 1 || done.First == again.Last + 1)
            && ((clause.Real(Cue.HadTo) ?? clause.Before?.Fault ?? clause.Before?.Any(Cue.Work, Cue.After)) is not null
                || (text.Is(Math.Max(again.Last, done.Last) + 1, Cue.Part) && !Pleased(clause)))) evidence.Add(again, done);
        // "сделали по гарантии повторно"
        if (clause.Real(Cue.Again) is { } over && text.At(over.First) is "повторно" or "заново" && clause.Any(Cue.Work, Cue.Cure) is { } afresh && !clause.HasAny(Topics)) evidence.Add(over, afresh);
        if (clause.Any(Cue.Count, Cue.Often) is not { } times) return;
        if (clause.Real(Cue.Redo) is { } redo && !(clause.Has(Cue.StrongService) && !clause.HasAny(SurveyWords.Mask(Cue.Part, Cue.Vehicle, Cue.WorkNoun)))) evidence.Add(times, redo);
        if (OfService(clause)) return;
        var fault = clause.Fault;
        if (clause.Any(Cue.Work, Cue.WorkNoun, Cue.Cure) is { } work && !clause.Has(Cue.Praise))
        {
            if (poorRepair) evidence.Add(times, work);
            else if (clause.Any(Cue.Part, Cue.Fault, Cue.Symptom, Cue.Same) is { } of && !Pleased(clause)) evidence.Add(times, work, of);
        }

        if (Refused(clause) is { } refused && times.Cue == Cue.Count) evidence.Add(times, refused);
        // "первый раз сделали плохо, второй раз нормально"
        if (poorRepair && times.Cue == Cue.Count && !clause.HasAny(Topics) && !clause.Says(Cue.Visit) && clause.Before is not null) evidence.Add(times);
        if (fault is { } felt && !Pleased(clause)) evidence.Add(times, felt);
    }

    // "та же проблема", "то же самое", with something that tells of an earlier time
    private void SaysSame(SurveyClause clause)
    {
        foreach (var same in clause.Cues)
        {
            if (same.Cue != Cue.Same || same.Denied || OfFault(clause, same) is not { } of) continue;
            if (clause.HasAny(SurveyWords.Mask(Cue.Handover, Cue.Today, Cue.Gone)) && !clause.Has(Cue.Again) && !clause.Has(Cue.Count)) return;
            var sign = clause.Any(Cue.Again, Cue.Count, Cue.Visit, Cue.Return, Cue.After, Cue.Often, Cue.Earlier, Cue.Ordinal, Cue.Appear, Cue.Broke)
                ?? clause.Before?.Any(Cue.Again, Cue.Count, Cue.After, Cue.Often, Cue.Return) ?? Prior(clause)?.Any(Cue.Again, Cue.Count, Cue.Often, Cue.Return) ?? clause.Behind?.Any(Cue.Again, Cue.Count, Cue.Often);
            if (sign is { } told) evidence.Add(same, of, Math.Abs(text.ClauseOf(told.First) - clause.Index) == 0 ? told : same);
            else if (!AfterWork(clause) && !Pleased(clause)) evidence.Add(same, of);
        }
    }

    private static bool AfterWork(SurveyClause clause) => clause.HasAny(SurveyWords.Mask(Cue.Work, Cue.Cure, Cue.Remain))
        || clause.Before?.HasAny(SurveyWords.Mask(Cue.Work, Cue.Cure, Cue.WorkNoun)) == true;

    // What is the same: the fault and not the mechanic.
    private SaidCue? OfFault(SurveyClause clause, SaidCue same)
    {
        for (var i = same.First; i <= same.Last; i++)
        {
            if (text.At(i) is "самое" or "самым" or "самого" or "тоже" or "одно" or "одним" or "одного" or "одному" && same.Last > same.First
                && !text.Is(same.Last + 1, Cue.Praise) && !text.Is(same.Last + 1, Cue.Worker)) return same;
        }

        foreach (var cue in clause.Cues)
        {
            if (cue.Denied || cue.Cue is not (Cue.Fault or Cue.Symptom or Cue.Matter or Cue.Part or Cue.Broke)) continue;
            if (cue.First >= same.First && cue.First <= same.Last + 3 && !(cue.Cue is Cue.Part or Cue.Matter && Pleased(clause))) return cue;
            if (cue.Last == same.First - 1) return cue;
        }

        // "вернулся с тем же"
        return text.At(same.First - 1) is "с" or "со" or "на" && (same.Last == clause.Last || text.Is(same.Last + 1, Cue.Again)) && !clause.Has(Cue.Worker) ? same : null;
    }

    // "был в октябре с этой течью, в ноябре опять"
    private void AndThenAgain(SurveyClause clause)
    {
        if (clause.Real(Cue.Again) is not { } again || clause.HasAny(Topics) || clause.HasAny(Well) || clause.Has(Cue.Work)) return;
        if (clause.Before is { } before && (before.Has(Cue.Visit) || before.Has(Cue.Work) || before.Has(Cue.After) || before.Has(Cue.Today)) && before.Fault is { } fault) evidence.Add(fault, again);
        else if (clause.Before is { } repaired && repaired.Has(Cue.Cure) && !clause.Has(Cue.Visit) && !clause.Has(Cue.Us)) evidence.Add(again);
        else if (clause.Behind is { } behind && clause.Last - clause.First <= 3 && !clause.Has(Cue.Visit) && behind.PresentFault is { } then) evidence.Add(again, then);
    }

    // "уже третий стартер за полгода": parts of one kind, worn out one after another
    private void OneAfterAnother(SurveyClause clause)
    {
        // "итого четыре насоса"
        if (text.At(clause.First) is "итого" or "уже" && clause.Real(Cue.Cardinal) is { } several && text.Is(several.Last + 1, Cue.Part) && !Pleased(clause) && clause.Real(Cue.Part) is { } piece)
            evidence.Add(several, piece);
        if (clause.Real(Cue.Ordinal) is not { } number) return;
        // "живёт ровно месяц. Третий по счёту"
        if (clause.Real(Cue.Count) is { } counted && counted.First == clause.First && counted.Last == clause.Last && text.At(counted.Last).StartsWith("счет", StringComparison.Ordinal)
            && Prior(clause) is { } lived && lived.Has(Cue.Part) && !lived.HasAny(Well)) evidence.Add(counted);
        // "датчик умирает каждые полгода, четвёртый уже"
        if (clause.Last == clause.First + 1 && (text.At(clause.First) is "уже" || text.At(clause.Last) is "уже") && clause.Before is { Fault: not null } dying
            && dying.Has(Cue.Part)) evidence.Add(number);
        if (!text.Is(number.Last + 1, Cue.Part) || Pleased(clause)) return;
        if (clause.Real(Cue.Part) is { } part && (clause.Last - clause.First <= 1 || text.At(number.First - 1) is "уже" || text.At(part.Last + 1) is "за" or "подряд")) evidence.Add(number, part);
    }

    // Visits for papers, parts, the booking.
    private bool ForOther(SurveyClause clause) => Brought(clause) is null
        && (clause.HasAny(Topics) || clause.Before?.HasAny(Topics) == true || clause.Behind?.HasAny(Topics) == true) && !poorRepair;

    private static bool OfService(SurveyClause clause) => clause.HasAny(Topics) && clause.Fault is null && !clause.Has(Cue.Part);

    // "свистел, меняли, свистел, меняли": one work done twice, with the fault between
    private void WorkAfterWork(SurveyClause clause)
    {
        if (clause.Real(Cue.Work) is not { } work) return;
        SaidCue? between = null;
        for (var i = clause.Index + 1; i < text.Clauses.Count; i++)
        {
            var later = text.Clauses[i];
            if (later.Scope != Scope.Ours) continue;
            if (between is { } fault && later.Real(Cue.Work) is { } again && AsItWasReading.Alike(text.At(work.First), text.At(again.First)))
            {
                evidence.Add(again);
                evidence.Add(fault);
                return;
            }

            if (later.Any(Cue.Symptom, Cue.Broke, Cue.Fault) is { } felt) between = felt;
        }
    }

    private bool EndsWell(SurveyClause clause)
    {
        for (var i = clause.Index + 1; i < text.Clauses.Count; i++)
        {
            if (text.Clauses[i].Scope == Scope.Ours && text.Clauses[i].HasAny(Well)) return true;
        }

        return false;
    }

    private bool Pleased(SurveyClause clause)
    {
        foreach (var other in text.Clauses)
        {
            if (other.Sentence == clause.Sentence && other.Scope == Scope.Ours && other.HasAny(Well)) return true;
        }

        return false;
    }
}

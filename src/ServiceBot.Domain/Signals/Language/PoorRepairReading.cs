namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Finds what speaks for a poor repair: not cured, done badly, left out, made worse, a new fault by the work, a wrong
/// diagnosis, a bad part. Every rule asks whose work it was, whether it happened, and whether it is said of the repair
/// and not of the price, the waiting or the reception.
/// </summary>
internal sealed partial class PoorRepairReading(SurveyWords text)
{
    private static readonly UInt128 Well = SurveyWords.Mask(Cue.Cure, Cue.Gone, Cue.Fixed);
    private static readonly UInt128 OfVehicle = SurveyWords.Mask(
        Cue.Fault, Cue.Symptom, Cue.Part, Cue.Vehicle, Cue.Works, Cue.Broke, Cue.WorkNoun, Cue.Quality);

    private static readonly UInt128 OfRepair = SurveyWords.Mask(
        Cue.Work, Cue.Cure, Cue.WorkNoun, Cue.Worker, Cue.Quality, Cue.Part, Cue.Vehicle, Cue.Symptom);

    private static readonly UInt128 Topics = SurveyWords.Mask(Cue.Service, Cue.StrongService);

    private readonly SurveyEvidence evidence = new();

    /// <summary>The evidence of the whole text.</summary>
    public SurveyEvidence Weigh()
    {
        foreach (var clause in text.Clauses)
        {
            switch (clause.Scope)
            {
                case Scope.Ours: WeighOurs(clause); break;
                case Scope.Elsewhere: WeighElsewhere(clause); break;
                case Scope.Refused: WeighRefused(clause); break;
                case Scope.Unreal or Scope.Past: break;
            }
        }

        AsItWasReading.Weigh(text, evidence);
        return evidence;
    }

    private void WeighOurs(SurveyClause clause)
    {
        WeighWork(clause);
        WeighBlame(clause);
        WeighFault(clause);
    }

    // What the workshop did, or did not do.
    private void WeighWork(SurveyClause clause)
    {
        // "отремонтировали? нет"
        if (SurveyCourse.IsAnsweredNo(text, clause))
        {
            if (clause.Any(Cue.Cure, Cue.Work, Cue.Gone, Cue.Works) is { } asked && !OfService(clause, asked)) evidence.Add(asked.First, text.Clauses[clause.Index + 1].First);
            return;
        }

        WeighNobody(clause);
        foreach (var cue in clause.Cues)
        {
            switch (cue.Cue)
            {
                case Cue.Cure or Cue.Work or Cue.Gone when cue.Denied && !OfService(clause, cue) && IsOmission(clause, cue) && !ComesRight(clause, cue):
                    evidence.Add(cue);
                    break;
                case Cue.Cure or Cue.Worker when !cue.Denied && text.Quoted(cue.First): evidence.Add(cue); break;
                case Cue.Redo when !cue.Denied && !clause.Denies(Cue.HadTo) && !OfService(clause, cue) && !(clause.Has(Cue.StrongService) && !clause.HasAny(SurveyWords.Mask(Cue.Part, Cue.Vehicle, Cue.WorkNoun))): evidence.Add(cue); break;
                default: break;
            }
        }

        if (clause.Real(Cue.Partly) is { } partly && (clause.Any(Cue.Cure, Cue.Work, Cue.Gone, Cue.Fault) ?? AloneBehind(clause)) is { } half && !OfService(clause, half))
            evidence.Add(partly, half);
        if (clause.Real(Cue.Forgot) is { } forgot && !clause.Has(Cue.StrongService) && !IsCustomer(clause, forgot)
            && (clause.Any(Cue.Work, Cue.Part, Cue.Cure) ?? (text.At(forgot.First).StartsWith("потер", StringComparison.Ordinal) ? null : clause.Behind?.Any(Cue.Work, Cue.Part))) is { } what)
            evidence.Add(forgot, what);
        if (clause.Real(Cue.Damage) is { } damage && !clause.Has(Cue.Self) && !SurveyCourse.IsUnrelated(text, clause) && IsOfWork(clause, damage) && !text.At(damage.First).EndsWith('ь')) evidence.Add(damage);
        if (clause.Real(Cue.BadPart) is { } bad && (clause.HasAny(OfRepair) || clause.Has(Cue.Service))) evidence.Add(bad);
        // "пришлось самому затянуть"
        if (clause.Real(Cue.Self) is { } self && (text.At(self.First) is not "сами" || clause.Has(Cue.HadTo)) && clause.Any(Cue.Cure, Cue.Work, Cue.Redo) is { } own
            && clause.Any(Cue.HadTo, Cue.After, Cue.Homeward) is { } forced && !clause.Has(Cue.Earlier))
            evidence.Add(self, own, forced);
    }

    // A scratch is of the repair only where it says so: "поцарапали крыло, пока чинили дверь".
    private bool IsOfWork(SurveyClause clause, SaidCue damage)
    {
        foreach (var start in (ReadOnlySpan<string>)["поцарап", "исцарап", "расцарап", "заляпа", "испачк", "измаз", "облил"])
        {
            if (text.At(damage.First).StartsWith(start, StringComparison.Ordinal)) return clause.HasAny(SurveyWords.Mask(Cue.Work, Cue.Cure, Cue.WorkNoun, Cue.After));
        }

        return true;
    }

    // "люфт никто не трогал", "стойки даже смотреть не стали"
    private void WeighNobody(SurveyClause clause)
    {
        if (clause.HasAny(Topics | Well) || (IsLongAgo(clause) && text.Clauses.Exists(static c => c.Scope == Scope.Ours && c.HasAny(Well))) || (text.Is(clause.First, Cue.This) && clause.Before?.HasAny(Well) == true) || !(clause.HasAny(OfVehicle) || clause.Before?.HasAny(OfVehicle) == true)) return;
        for (var i = clause.First; i < clause.Last; i++)
        {
            if (text.At(i) is "никто" && (text.Is(i + 1, Cue.Neg) || (i + 2 <= clause.Last && text.Is(i + 2, Cue.Neg)))) evidence.Add(i, clause.Last);
        }

        if (clause.Real(Cue.Refuse) is { } refused && (clause.Contrasts || text.At(refused.First - 2) is "даже") && text.At(refused.First - 1).EndsWith("ть", StringComparison.Ordinal))
            evidence.Add(refused.First - 1, refused.Last);
    }

    // "раньше никто не мог найти"
    private bool IsLongAgo(SurveyClause clause) => text.At(clause.First) is "раньше" or "прежде" or "ранее" or "прошлые";

    // "забыл у вас перчатки": one who forgot, and no mechanic named.
    private bool IsCustomer(SurveyClause clause, SaidCue forgot) =>
        text.At(forgot.First) is "забыл" or "забыла" or "потерял" or "потеряла" or "перепутал" or "перепутала" && !clause.Has(Cue.Worker);

    // "сделали, но не до конца"
    private static SaidCue? AloneBehind(SurveyClause clause) => clause.Last - clause.First <= 4 ? clause.Before?.Any(Cue.Cure, Cue.Work) : null;

    // Blame, by itself or of a subject.
    private void WeighBlame(SurveyClause clause)
    {
        foreach (var cue in clause.Cues)
        {
            switch (cue.Cue)
            {
                case Cue.BadSelf or Cue.Mock when !cue.Denied && !OnlyOfService(clause): evidence.Add(cue); break;
                case Cue.Bad when !cue.Denied && AboutRepair(clause, cue): evidence.Add(cue); break;
                case Cue.Praise when cue.Denied && AboutRepair(clause, cue): evidence.Add(cue); break;
                case Cue.Worse when !cue.Denied && !clause.Has(Cue.StrongService) && OfState(clause): evidence.Add(cue); break;
                default: break;
            }
        }
    }

    // "пришлось ехать в другой сервис, там устранили": others mend what we did.
    private void WeighElsewhere(SurveyClause clause)
    {
        if (clause.Has(Cue.Owner) || clause.Has(Cue.Earlier) || EndsWell(clause)) return;
        if (clause.Real(Cue.Elsewhere) is { } other && (clause.Any(Cue.HadTo, Cue.Redo) ?? Afterwards(clause)) is { } forced && forced.First != other.First)
            evidence.Add(other, forced);
    }

    private static SaidCue? Afterwards(SurveyClause clause) =>
        clause.Real(Cue.Us) is { } us && clause.Has(Cue.After) ? us : clause.Has(Cue.After) ? clause.Any(Cue.Cure, Cue.Redo) : null;

    // "не скажу, что сделали качественно"
    private void WeighRefused(SurveyClause clause)
    {
        if (clause.Real(Cue.Praise) is { } refused && (AboutRepair(clause, refused) || (clause.Before is { } said && AboutRepair(said, refused)))) evidence.Add(refused);
    }

    // "не стал менять", "не пришлось ничего делать", "других неисправностей не выявили" are no omissions.
    private bool IsOmission(SurveyClause clause, SaidCue cue)
    {
        if (clause.Has(Cue.OtherFault) || clause.Denies(Cue.HadTo) || clause.Has(Cue.Frail)) return false;
        var before = text.At(cue.First - 1);
        // "не понял, за что столько": the customer.
        if (text.At(cue.First) is "понял" or "поняла" or "нашел" or "нашла" && !clause.Has(Cue.Worker)) return false;
        if (before is "стал" or "стала" or "было" or "будут" or "буду" or "будем" || text.At(cue.First - 2) is "стал" or "никаких" or "больше") return false;
        if (text.At(cue.First).StartsWith("обнаруж", StringComparison.Ordinal) || text.At(cue.First).StartsWith("выявл", StringComparison.Ordinal))
            return !clause.Denies(Cue.Bad) && !clause.Denies(Cue.Fault) && text.At(clause.First) is not "больше";
        // "уходит", "помогает" of a fault only
        return cue.Cue != Cue.Gone || clause.HasAny(OfVehicle) || clause.Before?.HasAny(OfVehicle) == true || clause.Last - clause.First <= 2;
    }

    // "долго не могли найти, но нашли"
    private bool ComesRight(SurveyClause clause, SaidCue cue)
    {
        if (clause.Has(Cue.Outset) && text.Clauses.Exists(other => other.Scope == Scope.Ours && other.HasAny(Well))) return true;
        if (IsLongAgo(clause) && clause.Index > 0 && text.Clauses[clause.Index - 1].HasAny(Well)) return true;
        for (var i = clause.Index + 1; i < text.Clauses.Count && i <= clause.Index + 4; i++)
        {
            var later = text.Clauses[i];
            if (later.Scope != Scope.Ours || later.Any(Cue.Cure, Cue.Gone, Cue.Fixed) is not { } cured || MerelyClaimed(later)) continue;
            if (clause.Has(Cue.Outset) || clause.Has(Cue.Earlier) || later.Has(Cue.Finally) || clause.Has(Cue.Finally)
                || AsItWasReading.Alike(text.At(cue.First), text.At(cured.First)) || text.At(clause.First) is "никто" or "нигде") return !later.Has(Cue.Self);
        }

        return false;
    }

    // "стало хуже", "стучит сильнее", not "обслуживать стали хуже"
    private bool OfState(SurveyClause clause) => clause.HasAny(OfVehicle | OfRepair) || clause.Has(Cue.Now)
        || clause.Before?.HasAny(OfVehicle) == true || (!text.Affirms(Cue.StrongService) && text.Count <= 4);

    private static bool OnlyOfService(SurveyClause clause) => clause.HasAny(Topics) && clause.Has(Cue.StrongService) && !clause.HasAny(OfRepair);

    // "не работает терминал"
    private static bool OfService(SurveyClause clause) => clause.HasAny(Topics)
        && !clause.HasAny(SurveyWords.Mask(Cue.Part, Cue.Vehicle, Cue.Symptom, Cue.WorkNoun));

    // "не сделали скидку", "забыли позвонить"
    private static bool OfService(SurveyClause clause, SaidCue of)
    {
        if (!clause.HasAny(Topics) || clause.HasAny(OfVehicle)) return false;
        foreach (var cue in clause.Cues)
        {
            if (cue.Cue is Cue.Service or Cue.StrongService && Distance(cue, of) <= 3) return true;
        }

        return false;
    }

    private static int Distance(SaidCue a, SaidCue b) => a.First > b.Last ? a.First - b.Last : b.First > a.Last ? b.First - a.Last : 0;

    // Blame and praise belong to the nearer of repair and service; where neither is named, to what was spoken of before.
    private bool AboutRepair(SurveyClause clause, SaidCue of)
    {
        int repair = int.MaxValue, service = int.MaxValue;
        if (of.Cue == Cue.Bad && text.At(of.Last).Contains("качеств", StringComparison.Ordinal))
            return !text.Is(of.Last + 1, Cue.Service) && !text.Is(of.Last + 2, Cue.StrongService);
        foreach (var cue in clause.Cues)
        {
            if (cue.First == of.First && cue.Last == of.Last && cue.Cue is not Cue.Quality) continue;
            var distance = Distance(cue, of);
            if ((OfRepair & SurveyLexicon.Bit(cue.Cue)) != 0)
            {
                // "качество обслуживания" is no quality of the repair.
                var followed = cue.Cue is Cue.Quality or Cue.WorkNoun && text.Is(cue.Last + 1, Cue.Service);
                if (followed) service = Math.Min(service, distance);
                else repair = Math.Min(repair, distance);
            }

            if (cue.Cue is Cue.Service or Cue.StrongService) service = Math.Min(service, distance);
        }

        if (repair < int.MaxValue || service < int.MaxValue) return repair <= service && !(service < int.MaxValue && repair - service >= 0 && repair > 1);
        var behind = clause.Behind;
        if (behind is not null && text.At(behind.First) is "как" or "чем" or "тем" or "что" or "how") return behind.HasAny(OfRepair) && !behind.Has(Cue.Service);
        if (clause.Before is { } before && clause.Last - clause.First <= 2) return before.HasAny(OfRepair) && !before.HasAny(Topics);
        return text.Count <= 2 && of.Cue == Cue.Bad && text.At(of.First).EndsWith('о');
    }
}

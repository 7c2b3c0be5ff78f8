namespace ServiceBot.Domain.Signals.Language;

/// <summary>Weighs what speaks for a poor repair. Evidence adds up, praise in the same clause weakens it.</summary>
internal sealed class PoorRepairReading(SurveyClauses clauses)
{
    /// <summary>From this weight on it is a claim.</summary>
    public const double Enough = 0.75;

    private readonly SurveyWords text = clauses.Text;
    private readonly SurveyEvidence evidence = new();

    /// <summary>The evidence of the whole text.</summary>
    public SurveyEvidence Weigh()
    {
        for (var clause = 0; clause < clauses.Count; clause++)
        {
            switch (clauses.Scopes[clause])
            {
                case Scope.Ours: WeighOurs(clause); break;
                case Scope.Elsewhere: WeighElsewhere(clause); break;
                case Scope.Refused: WeighRefused(clause); break;
                case Scope.Unreal or Scope.Past: break;
            }
        }

        WeighAsItWas();
        return evidence;
    }

    private void WeighOurs(int clause)
    {
        var praise = clauses.Real(clause, Cue.Praise) is not null ? 0.3 : 0;
        foreach (var cue in clauses.In(clause))
        {
            switch (cue.Cue)
            {
                case Cue.Poor when !cue.Denied && !(clauses.ServiceOnly(clause) && !clauses.Has(clause, Cue.Repair)):
                    Add(1, cue);
                    break;
                case Cue.NotFixed when !cue.Denied && !clauses.ServiceOnly(clause) && !NothingElseFound(clause):
                    Add(1 - praise / 3, cue);
                    break;
                case Cue.Bad when !cue.Denied && AboutRepair(cue): Add(1 - praise, cue); break;
                case Cue.Praise when cue.Denied && AboutRepair(cue): evidence.Add(0.9, Math.Max(0, cue.First - 1), cue.Last); break;
                case Cue.Redo when !cue.Denied: Add(0.8 - praise, cue); break;
                case Cue.Broke when !cue.Denied && clauses.Place(clause, "другая", "другой", "другое", "другие") is null && (clauses.Has(clause, Cue.After) || clauses.Has(clause, Cue.Again)): Add(1, cue); break;
                default: break;
            }
        }

        WeighFault(clause);
    }

    // "пришлось переделывать в другом сервисе": the other workshop mends what we did.
    private void WeighElsewhere(int clause)
    {
        if (clauses.Has(clause, Cue.Before) || clauses.Place(clause, "пришлось") is not { } forced) return;
        if ((clauses.Real(clause, Cue.Redo) ?? clauses.Real(clause, Cue.Fixed) ?? clauses.Real(clause, Cue.Elsewhere)) is { } redone)
            evidence.Add(1, forced, redone.First, redone.Last);
    }

    // "не скажу, что сделали качественно"
    private void WeighRefused(int clause)
    {
        if (clauses.Real(clause, Cue.Praise) is { } refused && AboutRepair(refused)) Add(0.9, refused);
    }

    // The fault is still there, or there again.
    private void WeighFault(int clause)
    {
        if (clauses.Real(clause, Cue.Fixed) is not null) return;
        var near = clauses.FaultIn(clause) ?? (clauses.SameSentence(clause, clause - 1) ? clauses.FaultIn(clause - 1) : null)
            ?? (clauses.SameSentence(clause, clause + 1) ? clauses.FaultIn(clause + 1) : null);
        if (near is { } left && clauses.Real(clause, Cue.Remains) is { } remains) Add(1, remains, left);
        // "проблема ушла, потом вернулась"
        if (clauses.Real(clause, Cue.ComesBack) is { } back && clauses.FaultIn(clause) is null && clauses.SameSentence(clause, clause - 1)
            && text.At(back.First).EndsWith("сь", StringComparison.Ordinal) && !clauses.Has(clause, Cue.Same) && clauses.FaultIn(clause - 1) is { } gone)
            Add(1, back, gone);
        if (clauses.FaultIn(clause) is not { } fault) return;
        if (clauses.Real(clause, Cue.Handover) is { } returned && !clauses.Pleased(clause)) Add(0.9, returned, fault);
        if (clauses.Brought(fault.First)) return;
        foreach (var cue in (ReadOnlySpan<Cue>)[Cue.Again, Cue.ComesBack, Cue.After])
        {
            if (clauses.Real(clause, cue) is { } sign && !(fault.Other && cue == Cue.Again)) Add(1, sign, fault);
        }

        if (clauses.SameIn(clause) is { } same && clauses.IsStrong(same) && !clauses.Brought(same.First)) Add(1, same, fault);
        if (clauses.Real(clause, Cue.Now) is { } now && !fault.Other && !clauses.Pleased(clause)) Add(0.8, now, fault);
        if (SaysOtherwise(clause) || clauses.Opening(clause + 1) is "хотя" && IsOfRepair(clause + 1)) evidence.Add(0.8, fault.First, fault.Last);
    }

    // "сказали готово, а чек горит"
    private bool SaysOtherwise(int clause) => clauses.Opening(clause) is "а" or "но" or "однако" or "but" or "however"
        && clauses.Real(clause, Cue.Praise) is null && clauses.SameSentence(clause, clause - 1) && IsOfRepair(clause - 1);

    private bool IsOfRepair(int clause) => clauses.Has(clause, Cue.Repair) || clauses.Has(clause, Cue.Fixed) || clauses.Has(clause, Cue.Praise)
        || clauses.Has(clause, Cue.Visit) || clauses.Has(clause, Cue.Said);

    // "как дымила, так и дымит": whatever it was, it is so still.
    private void WeighAsItWas()
    {
        for (var i = 0; i + 3 < text.Count; i++)
        {
            if (text.At(i) != "как" || clauses.Scopes[text.ClauseOf(i)] != Scope.Ours) continue;
            for (var so = i + 2; so < text.Count - 1 && so <= i + 6 && text.SentenceOf(so) == text.SentenceOf(i); so++)
            {
                if (text.At(so) != "так") continue;
                if (Echo(i + 1, so, Math.Min(so + 5, text.Count)) is { } echo && clauses.RealInSentence(text.ClauseOf(i), Cue.Praise) is null)
                    evidence.Add(1, i, echo);
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
                if (start.StartsWith("был", StringComparison.Ordinal) && text.At(j) is "нет" or "есть") return j;
            }
        }

        return null;
    }

    // "других неисправностей не выявили" is good news.
    private bool NothingElseFound(int clause) => clauses.Place(clause, "других", "иных", "больше", "никаких") is not null;

    // Blame and praise belong to the nearer of repair and service.
    private bool AboutRepair(SaidCue of)
    {
        int repair = int.MaxValue, service = int.MaxValue;
        var clause = text.ClauseOf(of.First);
        // "дорого и некачественно": quality is of the repair unless the word behind says otherwise.
        if (of.Cue == Cue.Bad && text.At(of.Last).Contains("качеств", StringComparison.Ordinal))
            return !clauses.In(clause).Any(cue => cue.Cue == Cue.Service && cue.First > of.Last && cue.First - of.Last <= 2);
        foreach (var cue in clauses.In(clause))
        {
            var distance = Math.Abs(cue.First > of.Last ? cue.First - of.Last : of.First - cue.Last);
            if (cue.Cue == Cue.Repair) repair = Math.Min(repair, distance);
            if (cue.Cue == Cue.Service) service = Math.Min(service, distance);
        }

        if (repair < int.MaxValue || service < int.MaxValue) return repair < service;
        // "недоволен, как отремонтировали тормоза"
        return clauses.Opening(clause + 1) is "как" or "чем" or "тем" or "что" or "how"
            && clauses.Has(clause + 1, Cue.Repair) && !clauses.Has(clause + 1, Cue.Service);
    }

    private void Add(double weight, SaidCue cue) => evidence.Add(weight, cue.First, cue.Last);

    private void Add(double weight, SaidCue cue, SaidFault fault) => evidence.Add(weight, cue.First, cue.Last, fault.First, fault.Last);
}

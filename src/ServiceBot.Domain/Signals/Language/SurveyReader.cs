namespace ServiceBot.Domain.Signals.Language;

/// <summary>Reads the texts of a survey: free comments, named options, and answers in the light of their question.</summary>
internal sealed class SurveyReader
{
    // How probable it must be that people would say more than the rules do. What the rules have found is never taken away.
    private const double RepeatForNone = 0.6, PoorForNone = 0.55, RepeatForPoor = 0.9;
    private const int FewestWords = 3, MostTermWords = 14;

    private readonly SurveyLexicon lexicon = SurveyLexicon.Default;

    /// <summary>A comment.</summary>
    public SurveyFinding Free(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return SurveyFinding.None;
        var words = Understood(text);
        return Weighed(SurveyJudgement.Of(words), words, null);
    }

    /// <summary>An answer that is a claim by setting; the words decide only its kind.</summary>
    public SurveyFinding Named(string answer)
    {
        var text = Understood(answer);
        var repeated = SurveyJudgement.Of(text).Claim == SurveyClaim.RepeatedSameDefect
            || (text.Says(Cue.Count) && (text.Says(Cue.Visit) || text.Says(Cue.Fault)));
        return new(repeated ? SurveyClaim.RepeatedSameDefect : SurveyClaim.PoorRepair, [answer.Trim()]);
    }

    /// <summary>An answer to a question; "да" and "нет" mean what the question makes of them.</summary>
    public SurveyFinding Answer(string question, string answer)
    {
        if (string.IsNullOrWhiteSpace(answer)) return SurveyFinding.None;
        var given = Understood(answer);
        var free = SurveyJudgement.Of(given);
        if (given.Count == 0 || string.IsNullOrWhiteSpace(question)) return Weighed(free, given, null);
        var asked = Understood(question);
        if (free.Claim is not null) return Weighed(free, given, asked);
        var claim = SurveyQuestion.Of(asked).Makes(given);
        return claim is null ? Weighed(SurveyFinding.None, given, asked) : new(claim, [$"{question.Trim().TrimEnd('?', ':')}: {answer.Trim()}"]);
    }

    // The rules know what they know; for what they have no words, the text is held against those that people have read.
    private SurveyFinding Weighed(SurveyFinding ruled, SurveyWords text, SurveyWords? question)
    {
        if (ruled.Claim == SurveyClaim.RepeatedSameDefect || text.Count < FewestWords || !text.IsRussian) return ruled;
        var likeness = SurveyLikeness.Default.Of(SurveyTraits.Of(text, question));
        if (likeness[(int)SurveyClaim.RepeatedSameDefect] > (ruled.Claim is null ? RepeatForNone : RepeatForPoor)) return Told(SurveyClaim.RepeatedSameDefect);
        return ruled.Claim is null && likeness[(int)SurveyClaim.PoorRepair] > PoorForNone ? Told(SurveyClaim.PoorRepair) : ruled;

        SurveyFinding Told(SurveyClaim claim)
        {
            var clause = SurveyLikeness.Default.Telling(text, claim, lexicon);
            return new(claim, [text.Written(clause.First, Math.Min(clause.Last, clause.First + MostTermWords - 1))]);
        }
    }

    private SurveyWords Understood(string text) => new(text, lexicon);
}

namespace ServiceBot.Domain.Signals.Language;

/// <summary>Reads the texts of a survey: free comments, named options, and answers in the light of their question.</summary>
internal sealed class SurveyReader
{
    private readonly SurveyLexicon lexicon = SurveyLexicon.Default;

    /// <summary>A comment.</summary>
    public SurveyFinding Free(string? text) =>
        string.IsNullOrWhiteSpace(text) ? SurveyFinding.None : SurveyJudgement.Of(Understood(text));

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
        if (free.Claim is not null || given.Count == 0 || string.IsNullOrWhiteSpace(question)) return free;
        var claim = SurveyQuestion.Of(Understood(question)).Makes(given);
        return claim is null ? SurveyFinding.None : new(claim, [$"{question.Trim().TrimEnd('?', ':')}: {answer.Trim()}"]);
    }

    private SurveyWords Understood(string text) => new(text, lexicon);
}

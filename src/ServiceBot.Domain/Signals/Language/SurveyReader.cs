namespace ServiceBot.Domain.Signals.Language;

/// <summary>Reads the texts of a survey: free comments, named options, and answers in the light of their question.</summary>
internal sealed class SurveyReader
{
    // How probable it must be that people would say otherwise than the rules do.
    // Who has answered that the fault is gone seldom complains of the repair: there it must be all but certain.
    private const double NoneForNone = 0.55, NoneForCured = 0.1, NoneForPoor = 0.85, NoneForRepeat = 0.6, RepeatForPoor = 0.95;
    private const int FewestWords = 3, MostTermWords = 14;

    private readonly SurveyLexicon lexicon = SurveyLexicon.Default;

    /// <summary>A comment.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="isCured">Another answer says that the fault is gone.</param>
    public SurveyFinding Free(string? text, bool isCured)
    {
        if (string.IsNullOrWhiteSpace(text)) return SurveyFinding.None;
        var words = Understood(text);
        return Weighed(SurveyJudgement.Of(words), words, null, isCured);
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

    /// <summary>Whether an answer says that the fault is gone.</summary>
    public bool SaysCured(string question, string answer) =>
        !string.IsNullOrWhiteSpace(question) && !string.IsNullOrWhiteSpace(answer) && SurveyQuestion.Of(Understood(question)).IsCured(Understood(answer));

    // The rules know what they know; where they have no words, or the wrong ones, the text is held against those that people have read.
    private SurveyFinding Weighed(SurveyFinding ruled, SurveyWords text, SurveyWords? question, bool isCured = false)
    {
        if (text.Count < FewestWords || !text.IsRussian) return ruled;
        var likeness = SurveyLikeness.Default.Of(SurveyTraits.Of(text, question));
        var (none, poor, repeat) = (likeness[0], likeness[(int)SurveyClaim.PoorRepair], likeness[(int)SurveyClaim.RepeatedSameDefect]);
        return ruled.Claim switch
        {
            null when none < (isCured ? NoneForCured : NoneForNone) => Told(repeat > poor ? SurveyClaim.RepeatedSameDefect : SurveyClaim.PoorRepair),
            SurveyClaim.PoorRepair when repeat > RepeatForPoor => Told(SurveyClaim.RepeatedSameDefect),
            SurveyClaim.PoorRepair when none > NoneForPoor => SurveyFinding.None,
            SurveyClaim.RepeatedSameDefect when none > NoneForRepeat => SurveyFinding.None,
            _ => ruled,
        };

        SurveyFinding Told(SurveyClaim claim)
        {
            var clause = SurveyLikeness.Default.Telling(text, claim, lexicon);
            return new(claim, [text.Written(clause.First, Math.Min(clause.Last, clause.First + MostTermWords - 1))]);
        }
    }

    private SurveyWords Understood(string text) => new(text, lexicon);
}

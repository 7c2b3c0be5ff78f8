namespace ServiceBot.Domain.Signals.Language;

/// <summary>Reads the texts of a survey: free comments, named options, and answers in the light of their question.</summary>
internal sealed class SurveyReader
{
    private readonly FaultVocabulary vocabulary = FaultVocabulary.Default;
    private readonly PhraseBook<Term> book;
    private readonly Dictionary<string, Term> lists;

    /// <summary>Loads the lexicon.</summary>
    public SurveyReader()
    {
        var reading = new VocabularyReading();
        lists = reading.Speech(FaultVocabulary.Lines("survey"));
        book = reading.Close();
    }

    /// <summary>A comment.</summary>
    public SurveyFinding Free(string? text) =>
        string.IsNullOrWhiteSpace(text) ? SurveyFinding.None : SurveyJudgement.Of(Understood(text));

    /// <summary>An answer that is a claim by setting; the words decide only its kind.</summary>
    public SurveyFinding Named(string answer)
    {
        var text = Understood(answer);
        var repeated = SurveyJudgement.Of(text).Claim == SurveyClaim.RepeatedSameDefect
            || (text.Says(Cue.Count) && (text.Says(Cue.Visit) || text.SaysFault));
        return new(repeated ? SurveyClaim.RepeatedSameDefect : SurveyClaim.PoorRepair, [answer.Trim()]);
    }

    /// <summary>An answer to a question; "да" and "нет" mean what the question makes of them.</summary>
    public SurveyFinding Answer(string question, string answer)
    {
        if (string.IsNullOrWhiteSpace(answer)) return SurveyFinding.None;
        var given = Understood(answer);
        var asked = Understood(question);
        var words = $"{question.Trim().TrimEnd('?', ':')}: {answer.Trim()}";
        if (given.Verdict is { } yes)
        {
            var rest = SurveyJudgement.Of(given);
            if (rest.Claim is not null) return rest;
            return new(Asked(asked, yes), [words]);
        }

        var free = SurveyJudgement.Of(given);
        if (free.Claim is not null) return free;
        if (asked.Says(Cue.Dislike) && given.IsShort && given.Says(Cue.Repair) && !given.Says(Cue.Service) && !given.Says(Cue.Praise))
            return new(SurveyClaim.PoorRepair, [words]);
        if (given.IsShort && given.Says(Cue.Bad) && asked.Says(Cue.Repair) && !asked.Says(Cue.Service) && !given.DeniesAll(Cue.Bad))
            return new(SurveyClaim.PoorRepair, [words]);
        return SurveyFinding.None;
    }

    // A question is a statement that the answer affirms or denies: "устранена ли неисправность?" - "нет".
    private static SurveyClaim? Asked(SurveyWords asked, bool yes)
    {
        var claim = SurveyJudgement.Of(asked).Claim;
        if (yes) return claim;
        if (claim is not null) return null;
        if (asked.Says(Cue.FirstVisit) && asked.Says(Cue.Visit) && asked.SaysFault) return SurveyClaim.RepeatedSameDefect;
        var aboutRepair = (asked.Says(Cue.Repair) || asked.SaysFault) && !asked.Says(Cue.Service);
        var good = asked.Says(Cue.Fixed) || (asked.Says(Cue.Praise) && aboutRepair) || asked.Says(Cue.FirstTime);
        return good && !asked.Says(Cue.Unreal) ? SurveyClaim.PoorRepair : null;
    }

    private SurveyWords Understood(string text)
    {
        var words = vocabulary.Words.Read(text);
        return new(text, words, book.Find(words), vocabulary.Book.Find(words), lists);
    }
}

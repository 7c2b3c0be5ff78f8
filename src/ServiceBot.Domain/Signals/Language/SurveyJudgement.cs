namespace ServiceBot.Domain.Signals.Language;

/// <summary>Judges a survey text: first what speaks for a poor repair, then whether the same fault came again.</summary>
internal static class SurveyJudgement
{
    /// <summary>The claim and its words; a question is read as the statement that its answer affirms.</summary>
    public static SurveyFinding Of(SurveyWords text)
    {
        if (text.Count == 0) return SurveyFinding.None;
        var poor = new PoorRepairReading(text).Weigh();
        var repeated = new RepeatedDefectReading(text, poor.Any).Weigh();
        if (repeated.Any) return new(SurveyClaim.RepeatedSameDefect, repeated.Words(text));
        return poor.Any ? new(SurveyClaim.PoorRepair, poor.Words(text)) : SurveyFinding.None;
    }
}

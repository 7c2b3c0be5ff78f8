namespace ServiceBot.Domain.Signals.Language;

/// <summary>Judges a survey text: first how much speaks for a poor repair, then whether there were several visits.</summary>
internal static class SurveyJudgement
{
    /// <summary>The claim and its words; a question is read as the statement that its answer affirms.</summary>
    public static SurveyFinding Of(SurveyWords text)
    {
        var clauses = new SurveyClauses(text);
        var poor = new PoorRepairReading(clauses).Weigh();
        var isPoor = poor.Weight >= PoorRepairReading.Enough;
        var repeated = new RepeatedDefectReading(clauses, isPoor).Weigh();
        if (repeated.Weight > 0) return new(SurveyClaim.RepeatedSameDefect, repeated.Words(text));
        return isPoor ? new(SurveyClaim.PoorRepair, poor.Words(text)) : SurveyFinding.None;
    }
}

using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>A survey response says the repair was poor, or that the customer came several times with the same defect.</summary>
internal static class SurveyNamesPoorRepair
{
    /// <param name="history">The vehicle's history.</param>
    /// <param name="returns">The signals that already tell of returns: a repeated defect speaks of the same return.</param>
    /// <param name="settings">How the rules are set.</param>
    public static IEnumerable<Signal> Judge(
        VehicleHistory history, IReadOnlyList<Signal> returns, RuleSettings settings)
    {
        var mode = settings.Mode(RuleName.SurveyNamesPoorRepair);
        if (mode == RuleMode.Off) yield break;
        foreach (var survey in history.Surveys)
        {
            var reading = SurveyText.Read(survey.Answers, survey.Comment, settings.NegativeAnswers);
            var claim = reading.Claim
                ?? (survey.Score <= settings.ScoreAtMost ? SurveyClaim.PoorRepair : (SurveyClaim?)null);
            if (claim is null) continue;

            var order = survey.WorkOrderId is { } id
                ? history.Orders.FirstOrDefault(x => x.Id == id)
                : history.Orders.Where(x => !x.Cancelled && x.ClosedAt <= survey.AnsweredAt)
                    .OrderBy(x => x.ClosedAt).ThenBy(x => x.Id, StringComparer.Ordinal).LastOrDefault();
            var visit = order is null ? null : history.Visits.FirstOrDefault(v => v.Orders.Contains(order));
            var told = claim == SurveyClaim.RepeatedSameDefect && visit is not null
                ? returns.FirstOrDefault(s =>
                    s.ReturnId == visit.Key && (s.OpensCase || s.Evidence.Grade >= FaultGrade.SameArea))
                : null;
            yield return new Signal
            {
                Station = history.Station,
                Key = $"{RuleName.SurveyNamesPoorRepair}:{survey.Id}",
                Rule = RuleName.SurveyNamesPoorRepair,
                Mode = mode,
                At = survey.AnsweredAt,
                Vehicle = history.Vehicle,
                EarlierWorkOrderId = told is null ? survey.WorkOrderId ?? order?.Id : told.EarlierWorkOrderId,
                NamesEarlier = told is null && survey.WorkOrderId is not null,
                ReturnId = told?.ReturnId,
                WorkOrderId = told?.WorkOrderId,
                SurveyResponseId = survey.Id,
                Evidence = new SignalEvidence(
                    null, null, claim, reading.Terms, Quote(survey), null),
                OpensCase = mode == RuleMode.Live,
            };
        }
    }

    private static string? Quote(SurveyResponse survey) => !string.IsNullOrWhiteSpace(survey.Comment)
        ? survey.Comment
        : survey.Answers.Count > 0 ? string.Join("; ", survey.Answers.Select(x => x.Answer)) : null;
}

namespace ServiceBot.Domain.Signals.Language;

/// <summary>What one text of a survey says of the repair.</summary>
/// <param name="Claim">The claim, or null.</param>
/// <param name="Terms">The words it was drawn from.</param>
internal readonly record struct SurveyFinding(SurveyClaim? Claim, IReadOnlyList<string> Terms)
{
    /// <summary>Nothing is claimed.</summary>
    public static SurveyFinding None => new(null, []);
}

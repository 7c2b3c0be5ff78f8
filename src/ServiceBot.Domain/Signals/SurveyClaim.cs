namespace ServiceBot.Domain.Signals;

/// <summary>What a survey response says of the repair.</summary>
public enum SurveyClaim
{
    /// <summary>The repair was done badly or did not help.</summary>
    PoorRepair = 1,

    /// <summary>The customer came several times with the same defect.</summary>
    RepeatedSameDefect = 2,
}

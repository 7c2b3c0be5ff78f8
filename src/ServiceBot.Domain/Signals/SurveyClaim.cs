namespace ServiceBot.Domain.Signals;

/// <summary>
/// What a survey response says of the repair. The border: what did not help or was done badly is a poor repair; a fault
/// that came back after the repair, several visits or repairs for one fault, or "the same again" is a repeated one, also
/// where it was cured in the end. Where both are said, it is a repeated one.
/// </summary>
public enum SurveyClaim
{
    /// <summary>The repair was done badly, left undone, did not help or made it worse.</summary>
    PoorRepair = 1,

    /// <summary>The same fault came again: it returned after the repair, or the customer came several times for it.</summary>
    RepeatedSameDefect = 2,
}

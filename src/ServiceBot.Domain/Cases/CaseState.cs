namespace ServiceBot.Domain.Cases;

/// <summary>Where a case stands, as the API names it.</summary>
public enum CaseState
{
    /// <summary>The commission has not decided.</summary>
    Open = 1,

    /// <summary>Decided: a repeat repair. Cause, responsible or the call to the customer are still missing.</summary>
    Repeat = 2,

    /// <summary>Decided: not a repeat repair.</summary>
    NotRepeat = 3,

    /// <summary>The deadline passed without a decision; votes still count and can decide it.</summary>
    Undecided = 4,

    /// <summary>Nothing is left to do: all is known of a repeat, or the case was withdrawn or merged into another.</summary>
    Closed = 5,
}

namespace ServiceBot.Domain.Signals.Language;

/// <summary>The lists of survey.txt, by name.</summary>
internal enum Cue
{
    /// <summary>Says by itself that the repair was poor.</summary>
    Poor,

    /// <summary>Says that something was not done or not cured.</summary>
    NotFixed,

    /// <summary>Still there.</summary>
    Remains,

    /// <summary>Again.</summary>
    Again,

    /// <summary>Came back, appeared: of a fault, or of a customer.</summary>
    ComesBack,

    /// <summary>Repeated.</summary>
    Repeats,

    /// <summary>Broke down.</summary>
    Broke,

    /// <summary>After the repair, a week later.</summary>
    After,

    /// <summary>Twice, the third time.</summary>
    Count,

    /// <summary>Always, ever again: a count that gives no number.</summary>
    Often,

    /// <summary>For the first time, in a question.</summary>
    FirstVisit,

    /// <summary>The car handed back after the repair.</summary>
    Handover,

    /// <summary>Now.</summary>
    Now,

    /// <summary>Not at the first attempt.</summary>
    NotFirst,

    /// <summary>At the first attempt.</summary>
    FirstTime,

    /// <summary>A visit, or a repair as an occasion.</summary>
    Visit,

    /// <summary>Done over again.</summary>
    Redo,

    /// <summary>The same, this.</summary>
    Same,

    /// <summary>A fault in general.</summary>
    Defect,

    /// <summary>What one comes with: the reason, the question.</summary>
    Matter,

    /// <summary>Blame that needs a subject.</summary>
    Bad,

    /// <summary>Praise.</summary>
    Praise,

    /// <summary>Cured.</summary>
    Fixed,

    /// <summary>Another workshop.</summary>
    Elsewhere,

    /// <summary>Before us.</summary>
    Before,

    /// <summary>At an earlier time.</summary>
    Earlier,

    /// <summary>Another visit was needed.</summary>
    NeedAgain,

    /// <summary>This workshop.</summary>
    Us,

    /// <summary>A condition, a wish, a fear.</summary>
    Unreal,

    /// <summary>Denies what follows: "не скажу, что".</summary>
    DenySay,

    /// <summary>Never.</summary>
    Never,

    /// <summary>But.</summary>
    Contrast,

    /// <summary>Service other than repair: price, waiting, reception.</summary>
    Service,

    /// <summary>The repair as a subject.</summary>
    Repair,

    /// <summary>Told, promised.</summary>
    Said,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,

    /// <summary>A question that asks for what was bad.</summary>
    Dislike,
}

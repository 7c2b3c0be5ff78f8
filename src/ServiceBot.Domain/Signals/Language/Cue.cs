namespace ServiceBot.Domain.Signals.Language;

/// <summary>The lists of survey.txt and survey-repair.txt, by name; at most 128.</summary>
internal enum Cue
{
    /// <summary>Denies the word behind it: "не".</summary>
    Neg,

    /// <summary>Denies a thing: "нет", "без".</summary>
    None,

    /// <summary>Could, managed, got round to.</summary>
    Modal,

    /// <summary>Stands between a denial and what it denies.</summary>
    Booster,

    /// <summary>Never.</summary>
    Never,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A condition, wish, fear or plan.</summary>
    Unreal,

    /// <summary>Looks like one, and tells of what happened: "не думал, что".</summary>
    Honest,

    /// <summary>Denies what follows: "не скажу, что".</summary>
    DenySay,

    /// <summary>But.</summary>
    Contrast,

    /// <summary>Now.</summary>
    Now,

    /// <summary>Drove off, fetched the car: what follows happened after the repair.</summary>
    Today,

    /// <summary>At an earlier time.</summary>
    Earlier,

    /// <summary>At first, for long: what follows did not stay so.</summary>
    Outset,

    /// <summary>Long ago.</summary>
    Distant,

    /// <summary>In the end.</summary>
    Finally,

    /// <summary>After the repair, a week later.</summary>
    After,

    /// <summary>Lasted, and then no more: "хватило на неделю".</summary>
    Lasted,

    /// <summary>The same words of other things.</summary>
    Enough,

    /// <summary>Again.</summary>
    Again,

    /// <summary>The same words of thanks.</summary>
    OnceMore,

    /// <summary>A number from two on.</summary>
    Cardinal,

    /// <summary>The second, the third.</summary>
    Ordinal,

    /// <summary>Several.</summary>
    Several,

    /// <summary>Several times.</summary>
    Count,

    /// <summary>Figures of speech that hold trigger words and say nothing.</summary>
    Other,

    /// <summary>Always, ever again: several times without a number.</summary>
    Often,

    /// <summary>At the first attempt; for the first time.</summary>
    FirstTime,

    /// <summary>Not at the first attempt.</summary>
    NotFirst,

    /// <summary>The customer comes.</summary>
    Visit,

    /// <summary>Came back: the customer, or the fault.</summary>
    Return,

    /// <summary>A visit.</summary>
    VisitNoun,

    /// <summary>Had to come again.</summary>
    NeedAgain,

    /// <summary>Had to.</summary>
    HadTo,

    /// <summary>Done over again.</summary>
    Redo,

    /// <summary>The same.</summary>
    Same,

    /// <summary>This one.</summary>
    This,

    /// <summary>Still there, unchanged.</summary>
    Remain,

    /// <summary>The same words of other things: "остался доволен".</summary>
    Kept,

    /// <summary>This workshop.</summary>
    Us,

    /// <summary>Another workshop.</summary>
    Elsewhere,

    /// <summary>Another owner, another vehicle.</summary>
    Owner,

    /// <summary>There, they.</summary>
    There,

    /// <summary>The customer with his own hands.</summary>
    Self,

    /// <summary>Service other than repair: price, waiting, parts in stock, booking.</summary>
    Service,

    /// <summary>Those that take the blame standing near them.</summary>
    StrongService,

    /// <summary>Praise.</summary>
    Praise,

    /// <summary>Scorn.</summary>
    Mock,

    /// <summary>Blame that needs a subject.</summary>
    Bad,

    /// <summary>Blame of the work by itself.</summary>
    BadSelf,

    /// <summary>Worse, louder, more often.</summary>
    Worse,

    /// <summary>Something was broken by the work.</summary>
    Damage,

    /// <summary>Forgot, mixed up.</summary>
    Forgot,

    /// <summary>A bad or a wrong part.</summary>
    BadPart,

    /// <summary>Not all of it.</summary>
    Partly,

    /// <summary>A tow truck.</summary>
    Tow,

    /// <summary>Came to a stop.</summary>
    Stranded,

    /// <summary>On the way home.</summary>
    Homeward,

    /// <summary>Refused.</summary>
    Refuse,

    /// <summary>Begins an answer that affirms.</summary>
    Yes,

    /// <summary>Begins an answer that denies.</summary>
    No,

    /// <summary>A question that asks for what was bad.</summary>
    Dislike,

    /// <summary>A scale to ten.</summary>
    Scale,

    /// <summary>A question for a mark.</summary>
    Rate,

    /// <summary>A question for the number of visits.</summary>
    HowMany,

    /// <summary>The repair succeeds: "устранили".</summary>
    Cure,

    /// <summary>A piece of work: "поменяли".</summary>
    Work,

    /// <summary>The repair as a subject.</summary>
    WorkNoun,

    /// <summary>Quality.</summary>
    Quality,

    /// <summary>Who repairs.</summary>
    Worker,

    /// <summary>The fault is gone.</summary>
    Gone,

    /// <summary>All is well.</summary>
    Fixed,

    /// <summary>A fault in general.</summary>
    Fault,

    /// <summary>What one comes with: the reason, the question.</summary>
    Matter,

    /// <summary>What is wrong: "стук", "течёт".</summary>
    Symptom,

    /// <summary>What the vehicle does: "заводится"; denied, a fault.</summary>
    Works,

    /// <summary>Broke down, began to knock.</summary>
    Broke,

    /// <summary>Repeated itself.</summary>
    Recur,

    /// <summary>Appeared.</summary>
    Appear,

    /// <summary>Another fault than before, or none of the repair.</summary>
    OtherFault,

    /// <summary>Has nothing to do with the repair.</summary>
    Unrelated,

    /// <summary>Breaks often, whoever repairs it.</summary>
    Frail,

    /// <summary>A part.</summary>
    Part,

    /// <summary>Oil, coolant, air: what a vehicle holds and loses.</summary>
    Fluid,

    /// <summary>The vehicle.</summary>
    Vehicle,

    /// <summary>Handed over, fetched.</summary>
    Handover,
}

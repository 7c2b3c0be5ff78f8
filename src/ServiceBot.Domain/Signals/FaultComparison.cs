namespace ServiceBot.Domain.Signals;

/// <summary>How like the fault of the return is to what was repaired before.</summary>
/// <remarks>
/// The question behind the border is a foreman's: would the customer say "that is what I was here for"? What is found is
/// judged piece by piece, and the best finding counts: a visit with five complaints returns with one of them.
/// </remarks>
public enum FaultGrade
{
    /// <summary>
    /// Another system of the vehicle, or nothing that could be compared. The same word in another system is another fault:
    /// "стук в двигателе" and "стук в подвеске", "течь антифриза" and "течь тормозной жидкости".
    /// </summary>
    Unrelated = 1,

    /// <summary>
    /// The same system, and not surely the same fault: another part of it (колодки, then the handbrake's cable); the same
    /// part on the other side or axle (левая шаровая, then the right one); one of two pieces of a unit when the other was
    /// mended (the heater's fan, then its core); a neighbour of the work that was only taken out to reach it (сцепление
    /// заменено, then течь масла из КПП); the same symptom said of another part (стучит амортизатор after стойка
    /// стабилизатора), or one with another fault code.
    /// </summary>
    SameArea = 2,

    /// <summary>
    /// The same part (замена стартера twice); the same symptom at the same place (стук спереди); a symptom that the part
    /// repaired can cause (подшипник ступицы, then гул; помпа, then уходит антифриз); what the mended joint itself does
    /// afterwards (a leak at the pump just fitted); the same fault code; or the customer's own "с той же неисправностью".
    /// A side that is not said excludes none.
    /// </summary>
    SameFault = 3,
}

/// <summary>Why a comparison got its grade; the sentence for people is made from it in their language.</summary>
public enum SimilarityReason
{
    /// <summary>One of the two texts says nothing that can be compared.</summary>
    NothingToCompare = 1,

    /// <summary>No part, symptom or system in common.</summary>
    NothingInCommon = 2,

    /// <summary>The same part or work is named in both.</summary>
    SamePart = 3,

    /// <summary>The same symptom in the same system.</summary>
    SameSymptom = 4,

    /// <summary>The part repaired then can cause the symptom complained of now.</summary>
    PartCausesSymptom = 5,

    /// <summary>Only the system is the same.</summary>
    SameSystem = 6,

    /// <summary>The same part or symptom, but on the other side or axle.</summary>
    OtherSide = 7,

    /// <summary>The return names no part or symptom, only that the fault is the one of before.</summary>
    CustomerSaysSame = 8,

    /// <summary>Alike, but the earlier order only looked and repaired nothing.</summary>
    OnlyLookedAt = 9,

    /// <summary>Alike, but the visit itself says that there is no complaint: a planned check.</summary>
    NoComplaint = 10,
}

/// <summary>What two visits say of the vehicle's fault.</summary>
/// <param name="Complaint">In the customer's words, or null.</param>
/// <param name="Works">What was done; may be empty.</param>
/// <param name="Areas">The units as the source names them; may be empty.</param>
/// <param name="Parts">The names of parts fitted; may be empty.</param>
public sealed record FaultText(
    string? Complaint, IReadOnlyList<string> Works, IReadOnlyList<string> Areas, IReadOnlyList<string> Parts);

/// <summary>The outcome of comparing two visits.</summary>
/// <param name="Grade">How alike.</param>
/// <param name="Reason">Why.</param>
/// <param name="Terms">The words it was drawn from, as people write them (стук, шаровая); sorted, without doubles.</param>
public sealed record FaultComparison(FaultGrade Grade, SimilarityReason Reason, IReadOnlyList<string> Terms);

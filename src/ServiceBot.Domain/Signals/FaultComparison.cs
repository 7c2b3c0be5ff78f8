namespace ServiceBot.Domain.Signals;

/// <summary>How like the fault of the return is to what was repaired before.</summary>
public enum FaultGrade
{
    /// <summary>Another part of the vehicle.</summary>
    Unrelated = 1,

    /// <summary>The same system of the vehicle (brakes, suspension), not surely the same fault.</summary>
    SameArea = 2,

    /// <summary>The same fault or the same part.</summary>
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

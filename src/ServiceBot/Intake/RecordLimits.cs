namespace ServiceBot.Intake;

/// <summary>
/// How long a record's texts may be. Longer ones are refused, so that no record can exhaust memory or disk.
/// </summary>
internal static class RecordLimits
{
    /// <summary>Characters in a record's key.</summary>
    public const int Id = 200;

    /// <summary>Characters in a name, a code, a plate or a telephone.</summary>
    public const int Name = 1_000;

    /// <summary>
    /// Characters in a complaint, a comment, an answer or a job: as many as a spreadsheet's cell can hold.
    /// </summary>
    public const int Text = 32_767;

    /// <summary>Characters in the transcript of a call.</summary>
    public const int Transcript = 1_000_000;

    /// <summary>Jobs, parts or answers in one record.</summary>
    public const int Rows = 5_000;
}

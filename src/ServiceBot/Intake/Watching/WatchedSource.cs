namespace ServiceBot.Intake.Watching;

/// <summary>What is wrong with a source.</summary>
internal enum SourceTrouble
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No connection, or no answer in time.</summary>
    Unreachable,

    /// <summary>User or password are wrong, or rights are missing: a person must mend it.</summary>
    NotLetIn,

    /// <summary>It answers with a fault.</summary>
    Failing,

    /// <summary>What it answers cannot be read, or it lacks what the settings name: a person must mend it.</summary>
    NotUnderstood,

    /// <summary>A fault on our side, the database's for one.</summary>
    NotTaken,
}

/// <summary>A source could not be read.</summary>
/// <param name="trouble">Why.</param>
/// <param name="detail">In the source's words, without secrets and without customers.</param>
internal sealed class SourceFault(SourceTrouble trouble, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public SourceTrouble Trouble { get; } = trouble;
}

/// <summary>What one round brought.</summary>
/// <param name="Read">Documents or rows met.</param>
/// <param name="Accepted">New records.</param>
/// <param name="Updated">Changed ones.</param>
/// <param name="Rejected">Those that could not be taken.</param>
internal sealed record RoundCount(int Read, int Accepted, int Updated, int Rejected)
{
    public static RoundCount None { get; } = new(0, 0, 0, 0);

    public static RoundCount operator +(RoundCount a, RoundCount b) =>
        new(a.Read + b.Read, a.Accepted + b.Accepted, a.Updated + b.Updated, a.Rejected + b.Rejected);
}

/// <summary>Another system that is asked now and then for what is new.</summary>
internal interface IWatchedSource
{
    /// <summary>Its key, as it stands in the store and in the log: <c>odata:alfa</c>.</summary>
    string Key { get; }

    /// <summary>How long after a round the next begins.</summary>
    TimeSpan Poll { get; }

    /// <summary>Reads what is new since the last round and stores it.</summary>
    /// <exception cref="SourceFault">It could not be read; what was read before is stored and stays.</exception>
    Task<RoundCount> ReadAsync(CancellationToken cancel);

    /// <summary>Asks the source without storing: whether it is reached, lets us in, has what the settings name.</summary>
    /// <returns>What was found for each entity or view, with the number of records where the source tells it.</returns>
    /// <exception cref="SourceFault">It could not be asked.</exception>
    IAsyncEnumerable<(string What, long Count)> ProbeAsync(CancellationToken cancel);
}

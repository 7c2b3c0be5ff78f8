using ServiceBot.Domain.Cases;

namespace ServiceBot.Domain.Statistics;

/// <summary>All that happened to one case, to be read as of any moment: what came later does not change it.</summary>
/// <param name="Facts">All facts in order; the first is <see cref="CaseOpened"/>.</param>
public sealed record CaseHistory(IReadOnlyList<CaseFact> Facts)
{
    /// <summary>The case as it stood just before an instant, or null when it had not been opened.</summary>
    /// <param name="end">The first instant that is left out.</param>
    public CaseAsOf? AsOf(DateTimeOffset end)
    {
        // A prefix rather than a filter: a clock that was set back must not take a fact out of the middle.
        var known = Facts.TakeWhile(x => x.At < end).ToList();
        return known.Count == 0 ? null : new CaseAsOf(RepairCase.From(known), known);
    }

    /// <summary>The case as all its facts leave it.</summary>
    public CaseAsOf Now => new(RepairCase.From(Facts), Facts);
}

/// <summary>A case as it stood at some moment.</summary>
/// <param name="State">What the facts came to.</param>
/// <param name="Facts">The facts until then.</param>
public sealed record CaseAsOf(RepairCase State, IReadOnlyList<CaseFact> Facts)
{
    /// <summary>Goes on under another number, and is counted there.</summary>
    public bool IsMerged => State.MergedInto is not null;

    /// <summary>Not decided, not withdrawn, not merged.</summary>
    public bool IsOpen => State.State is CaseState.Open or CaseState.Undecided;

    /// <summary>The deadline with which the present vote was opened, before any reminder moved it; null without a vote.</summary>
    public DateTimeOffset? FirstDeadline => State.TakesVotes ? Last<VotingOpened>()?.Deadline : null;

    /// <summary>The last fact of a kind, or null.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public T? Last<T>()
        where T : CaseFact => Facts.OfType<T>().LastOrDefault();
}

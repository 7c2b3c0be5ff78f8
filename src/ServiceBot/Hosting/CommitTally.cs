using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ServiceBot.Domain.Cases;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>
/// What a transaction adds that is counted, told to the counters only once it is committed: what was rolled back or
/// rehearsed has not happened.
/// </summary>
internal sealed class CommitTally : IDisposable
{
    // What is kept among the presses for being known again, and is none.
    private const string MessageTaken = "MessageTaken";

    private readonly DbContext _db;
    private readonly List<object> _added = [];

    /// <param name="db">The context of the transaction.</param>
    public CommitTally(DbContext db)
    {
        _db = db;
        db.ChangeTracker.StateChanged += Keep;
    }

    /// <summary>Counts; to be called after the commit.</summary>
    public void Tell()
    {
        foreach (var row in _added)
        {
            switch (row)
            {
                case SignalRow signal:
                    Telemetry.Signal(signal.Rule, signal.Mode);
                    break;
                case CaseRow one:
                    Telemetry.CaseOpened(one.Station);
                    break;
                case PressRow press when press.Outcome != MessageTaken:
                    Telemetry.Press(press.Channel, press.Outcome);
                    break;
                case CaseFactRow { Kind: nameof(VoteCast) } fact:
                    Telemetry.Vote(((VoteCast)BodyJson.ReadFact(fact.Body)).Choice.ToString());
                    break;
                case CaseFactRow { Kind: nameof(VerdictDeclared) } fact:
                    Telemetry.CaseDecided(((VerdictDeclared)BodyJson.ReadFact(fact.Body)).Verdict.ToString());
                    break;
                case CaseFactRow { Kind: nameof(VotingLapsed) }:
                    Telemetry.CaseDecided(nameof(CaseState.Undecided));
                    break;
            }
        }
    }

    /// <summary>The context may be used for further transactions; this one counts no more of it.</summary>
    public void Dispose() => _db.ChangeTracker.StateChanged -= Keep;

    private void Keep(object? sender, EntityStateChangedEventArgs change)
    {
        if (change is { OldState: EntityState.Added, NewState: EntityState.Unchanged }
            && change.Entry.Entity is (SignalRow or CaseRow or CaseFactRow or PressRow))
            _added.Add(change.Entry.Entity);
    }
}

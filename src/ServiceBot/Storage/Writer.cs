using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;

namespace ServiceBot.Storage;

/// <summary>
/// The one door to writing: one transaction per act, one writer at a time in this process (the database lets only one
/// in anyway; waiting here is fair and does not spin). What must happen after the commit is rung then.
/// </summary>
internal sealed class Writer(IDbContextFactory<ServiceBotDb> contexts, Bells bells)
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Runs the act and commits all it wrote, or nothing.</summary>
    /// <param name="act">Reads and changes through the context; it need not call SaveChanges at the end.</param>
    /// <param name="cancel">Ends the waiting and rolls back.</param>
    public async Task<T> InTransactionAsync<T>(
        Func<ServiceBotDb, CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            return await WriteAsync(db, act, cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// The same over a context that the caller keeps for many transactions, with what it has prepared on its connection.
    /// Nothing is tracked in it from one to the next.
    /// </summary>
    public async Task<T> InTransactionAsync<T>(
        ServiceBotDb db, Func<ServiceBotDb, CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return await WriteAsync(db, act, cancel);
        }
        finally
        {
            db.ChangeTracker.Clear();
            _gate.Release();
        }
    }

    /// <inheritdoc cref="InTransactionAsync{T}(Func{ServiceBotDb, CancellationToken, Task{T}}, CancellationToken)"/>
    public Task InTransactionAsync(Func<ServiceBotDb, CancellationToken, Task> act, CancellationToken cancel) =>
        InTransactionAsync(
            async (db, token) =>
            {
                await act(db, token);
                return true;
            },
            cancel);

    private async Task<T> WriteAsync<T>(
        ServiceBotDb db, Func<ServiceBotDb, CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        // A batch looks at what it holds a hundred times; each look would compare every row with what it was before.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.HasChatMoves = false;
        var rings = new HashSet<Bell>();
        using var tally = new CommitTally(db);
        void Collect(object? sender, SavingChangesEventArgs saving) => CollectRings(db, rings);
        db.SavingChanges += Collect;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var result = await act(db, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            foreach (var bell in rings) bell.Ring();
            tally.Tell();
            return result;
        }
        finally
        {
            db.SavingChanges -= Collect;
        }
    }

    private void CollectRings(ServiceBotDb db, HashSet<Bell> rings)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            if (entry.Entity is OutboxRow) rings.Add(bells.Outbox);
            if (entry.Entity is WebMessageRow) rings.Add(bells.Web);
            if (entry.Entity is AttachmentRow { Content: null }) rings.Add(bells.Photos);
        }
    }
}

/// <summary>The bells of this process. Another process's writes are found by looking now and then.</summary>
internal sealed class Bells
{
    /// <summary>Something is to be sent.</summary>
    public Bell Outbox { get; } = new();

    /// <summary>Something changed in a room of the built-in chat.</summary>
    public Bell Web { get; } = new();

    /// <summary>A photo is to be fetched.</summary>
    public Bell Photos { get; } = new();
}

/// <summary>Wakes everyone who waits; a ring while nobody waits is remembered by the count.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next ring. Take it before looking, so that no ring is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

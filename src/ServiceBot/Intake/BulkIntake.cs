using Microsoft.EntityFrameworkCore;
using ServiceBot.Detection;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Intake;

/// <summary>
/// The way in for very many records: they are stored and marked, and <see cref="Backlog"/> judges them when all are there.
/// What comes of it is what <see cref="RecordIntake"/> comes to.
/// </summary>
internal sealed class BulkIntake(
    IDbContextFactory<ServiceBotDb> contexts, Writer writer, RecordIntake oneByOne, TimeProvider time)
{
    /// <summary>Opens the store for many portions.</summary>
    public async Task<BulkStore> OpenAsync(CancellationToken cancel)
    {
        var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        await BulkPragmas.SetAsync(db, cancel);
        return new BulkStore(db, writer, oneByOne, time);
    }
}

/// <summary>
/// Stores many records, portion by portion, over one connection. What needs more than a look at its own row (a flag that
/// was taken back, a record that changed its vehicle) goes through <see cref="RecordIntake"/> at once.
/// </summary>
internal sealed class BulkStore : IAsyncDisposable
{
    /// <summary>Records of one transaction: a tenth of a second, so that the presses of people do not wait long.</summary>
    public const int Portion = 3_000;

    // RecordIntake judges within its transaction, and that must be short too.
    private const int FewAtOnce = 250;

    private readonly ServiceBotDb _db;
    private readonly Writer _writer;
    private readonly RecordIntake _oneByOne;
    private readonly TimeProvider _time;
    private readonly RecordInsert _insert;
    private readonly KnownRows _known;
    private readonly Statement _mark;
    private readonly Statement _outline;

    public BulkStore(ServiceBotDb db, Writer writer, RecordIntake oneByOne, TimeProvider time)
    {
        (_db, _writer, _oneByOne, _time) = (db, writer, oneByOne, time);
        _insert = new RecordInsert(db);
        _known = new KnownRows(db);
        _mark = new Statement(db, "INSERT INTO \"Unjudged\" VALUES (?1) ON CONFLICT DO NOTHING");
        // The outline that a changed record had before went with the change.
        _outline = new Statement(db, "INSERT INTO \"Outlines\" VALUES (?1, ?2)");
    }

    /// <inheritdoc cref="StoreAsync(IReadOnlyList{PreparedRecord}, CancellationToken)"/>
    public Task<IntakeResult> StoreAsync(IReadOnlyList<SourceRecord> records, CancellationToken cancel) =>
        StoreAsync(PreparedRecord.Of(records), cancel);

    /// <summary>Takes checked records; when it returns, they are on disk, and judged or marked.</summary>
    /// <param name="records">Any kinds, any stations that the settings know; the same key twice counts in order.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IntakeResult> StoreAsync(IReadOnlyList<PreparedRecord> records, CancellationToken cancel)
    {
        var outcomes = new RecordOutcome[records.Count];
        var special = await _writer.InTransactionAsync(_db, (_, _) => Task.FromResult(Store(records, outcomes)), cancel);
        foreach (var group in records.Zip(outcomes).Where(x => x.Second != default).GroupBy(x => (x.First.Row.Kind, x.Second)))
            Telemetry.Records(group.Key.Kind, group.Key.Second, group.Count());
        var detected = DetectionCount.None;
        foreach (var part in special.Chunk(FewAtOnce))
        {
            var result = await _oneByOne.AcceptAsync([.. part.Select(i => records[i].Record)], cancel);
            for (var i = 0; i < part.Length; i++) outcomes[part[i]] = result.Outcomes[i];
            detected += result.Detected;
        }

        return new IntakeResult(outcomes, detected);
    }

    public async ValueTask DisposeAsync()
    {
        _insert.Dispose();
        _known.Dispose();
        _mark.Dispose();
        _outline.Dispose();
        await BulkPragmas.UnsetAsync(_db);
        await _db.DisposeAsync();
    }

    private List<int> Store(IReadOnlyList<PreparedRecord> records, RecordOutcome[] outcomes)
    {
        var now = _time.GetUtcNow();
        var special = new List<int>();
        var specialKeys = new HashSet<(string, RecordKind, string)>();
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            var row = record.Row;
            (row.FirstSeenAt, row.UpdatedAt) = (now, now);
            if (_insert.Add(row, record.Body) is { } id)
            {
                outcomes[i] = RecordOutcome.Accepted;
                Mark(id, record, record.Outline);
                continue;
            }

            var key = (row.Station, row.Kind, row.RecordId);
            switch (specialKeys.Contains(key) ? KnownRow.Special : _known.Take(record))
            {
                case KnownRow.Same:
                    outcomes[i] = RecordOutcome.Unchanged;
                    break;
                case KnownRow.Changed:
                    outcomes[i] = RecordOutcome.Updated;
                    Mark(_known.Id, record, _known.EverFlagged ? null : record.Outline);
                    break;
                case KnownRow.Special:
                    special.Add(i);
                    specialKeys.Add(key);
                    break;
            }
        }

        return special;
    }

    // A call is no part of a vehicle's history.
    private void Mark(long row, PreparedRecord record, byte[]? outline)
    {
        if (record.Row.Kind == RecordKind.Call) return;
        _mark.Bind(1, row).Run();
        if (outline is not null) _outline.Bind(1, row).BindBytes(2, outline).Run();
    }

    private enum KnownRow
    {
        Same = 1,
        Changed = 2,
        Special = 3,
    }

    // Holds a record against its row on file, and brings the row up to date where that is all there is to do.
    private sealed class KnownRows(ServiceBotDb db) : IDisposable
    {
        private readonly Statement _find = new(
            db, "SELECT \"Id\", \"Hash\", \"Vin\", \"SecondVin\", \"Plate\", \"RefersTo\", \"EverFlagged\", \"Body\" FROM \"Records\" "
            + "WHERE \"Station\" = ?1 AND \"Kind\" = ?2 AND \"RecordId\" = ?3");

        private readonly Statement _update = new(
            db, "UPDATE \"Records\" SET \"At\" = ?2, \"ClosedAt\" = ?3, \"OrderKind\" = ?4, \"Cancelled\" = ?5, "
            + "\"EverFlagged\" = \"EverFlagged\" OR ?6, \"Hash\" = ?7, \"Body\" = ?8, \"UpdatedAt\" = ?9, \"RefersTo\" = ?10 WHERE \"Id\" = ?1");

        /// <summary>The row that was looked at last.</summary>
        public long Id { get; private set; }

        /// <summary>Whether that carried the flag "possible repeat repair" before.</summary>
        public bool EverFlagged { get; private set; }

        public KnownRow Take(PreparedRecord record)
        {
            var row = record.Row;
            _find.Bind(1, row.Station).Bind(2, (int)row.Kind).Bind(3, row.RecordId);
            if (!_find.Next()) throw new InvalidOperationException($"The record {row.Kind} {row.RecordId} is neither new nor on file.");
            Id = _find.Number(0);
            EverFlagged = _find.Number(6) != 0;
            var outcome = _find.Bytes(1).SequenceEqual(row.Hash) ? KnownRow.Same : IsPlain(record) ? KnownRow.Changed : KnownRow.Special;
            _find.Reset();
            if (outcome == KnownRow.Changed) Update(row, record.Body);
            return outcome;
        }

        public void Dispose()
        {
            _find.Dispose();
            _update.Dispose();
        }

        // Of the same vehicle, and the flag is no matter.
        private bool IsPlain(PreparedRecord record)
        {
            var row = record.Row;
            var sameVehicle = _find.Text(2) == row.Vin && _find.Text(3) == row.SecondVin && _find.Text(4) == row.Plate
                && (!RecordRows.IsLoose(row) || _find.Text(5) == row.RefersTo);
            if (!sameVehicle) return false;
            return BodyJson.Read(row.Kind, _find.Bytes(7), everFlagged: false) is { } before
                && RecordRows.FlagEdit(before, record.Record) is null;
        }

        private void Update(RecordRow row, byte[] body)
        {
            _update.Bind(1, Id).Bind(2, row.At.UtcTicks).Bind(3, row.ClosedAt?.UtcTicks)
                .Bind(4, row.OrderKind is { } kind ? (int)kind : null).Bind(5, row.Cancelled ? 1 : 0)
                .Bind(6, row.EverFlagged ? 1 : 0).BindBytes(7, row.Hash).BindUtf8(8, body).Bind(9, row.UpdatedAt.UtcTicks)
                .Bind(10, row.RefersTo).Run();
        }
    }
}

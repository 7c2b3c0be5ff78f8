using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>
/// Brings the verdicts on many vehicles in. Where nothing of a vehicle is on file yet, its signals and cases are plain new
/// rows; where something is, <see cref="Detector"/> holds it against them as it does for a single record.
/// </summary>
internal sealed class VerdictsInBulk(
    Writer writer, Detector detector, CaseFile cases, CaseArrivals arrivals, StationDirectory stations, Bells bells, TimeProvider time)
{
    /// <summary>Writes one batch, and takes its marks away.</summary>
    public async Task<DetectionCount> WriteAsync(Writes writes, JudgedBatch batch, CancellationToken cancel)
    {
        var told = new List<JudgedVehicles>();
        var (count, cards) = await writer.InTransactionAsync(
            writes.Db, (db, token) => WriteAsync(db, writes, batch, told, token), cancel);
        if (cards > 0) bells.Outbox.Ring();
        // What is written without being tracked is counted here.
        foreach (var judged in told.SelectMany(x => x.Signals)) Telemetry.Signal(judged.Rule, judged.Mode);
        foreach (var judged in told.SelectMany(x => x.Opened)) Telemetry.CaseOpened(judged.Signals[0].Station);
        return count;
    }

    /// <summary>Takes away the outlines, up to a mark, of records that are marked no more.</summary>
    public Task ForgetOutlinesAsync(Writes writes, long last, CancellationToken cancel) => writer.InTransactionAsync(
        writes.Db,
        (_, _) =>
        {
            writes.ForgetOutlines(last);
            return Task.FromResult(true);
        },
        cancel);

    private async Task<(DetectionCount Count, int Cards)> WriteAsync(
        ServiceBotDb db, Writes writes, JudgedBatch batch, List<JudgedVehicles> told, CancellationToken cancel)
    {
        writes.LookForOthers();
        var vehicles = batch.Vehicles;
        if (batch.Epoch != writes.Epoch)
        {
            // Someone wrote since these histories were read. Now nobody else can: what is read now is true.
            using var judge = new VehicleJudge(db, detector, time);
            vehicles = [.. vehicles.Select(x => judge.Judge(x.Group))];
        }

        var (count, cards) = (DetectionCount.None, 0);
        var opened = new HashSet<(string Station, bool FromHistory)>();
        foreach (var judged in vehicles)
        {
            if (judged.IsKnown || judged.Signals.Any(writes.IsOnFile))
            {
                count += await detector.JudgeAsync(
                    db, judged.Group.Station, judged.Group.Keys, judged.Group.Loose, judged.Group.Surveyed,
                    judged.Group.Marks.Select(writes.IdOf).OfType<string>().ToHashSet(StringComparer.Ordinal), cancel);
                await db.SaveChangesAsync(cancel);
                continue;
            }

            cards += await OpenAsync(db, writes, judged, opened, cancel);
            told.Add(judged);
            count += new DetectionCount(
                judged.Signals.Count(x => x.Rule == RuleName.ReturnedWithinWindow), judged.Signals.Count, judged.Opened.Count);
        }

        foreach (var station in opened.Select(x => x.Station).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            await arrivals.ListAsync(db, station, opened.Contains((station, false)), opened.Contains((station, true)), cancel);
        foreach (var mark in vehicles.SelectMany(x => x.Group.Marks)) writes.Unmark(mark);
        writes.Tally(count);
        return (count, cards);
    }

    private async Task<int> OpenAsync(
        ServiceBotDb db, Writes writes, JudgedVehicles judged, HashSet<(string Station, bool FromHistory)> opened,
        CancellationToken cancel)
    {
        var homes = new Dictionary<string, long>(StringComparer.Ordinal);
        var cards = 0;
        foreach (var group in judged.Opened)
        {
            var station = stations.Get(judged.Group.Station);
            var draft = await cases.DraftAsync(
                db, group, writes.NextCase(station.Code), await writes.ChatsOfAsync(station, cancel), cancel);
            var id = writes.Cases.Add(draft.Row);
            foreach (var fact in draft.Facts)
            {
                fact.CaseId = id;
                writes.Facts.Add(fact);
            }

            foreach (var card in draft.Cards) writes.Cards.Add(card);
            foreach (var signal in group.Signals) homes[signal.Key] = id;
            cards += draft.Cards.Count;
            opened.Add((station.Code, draft.Row.FromHistory));
        }

        var now = time.GetUtcNow();
        foreach (var signal in judged.Signals)
        {
            var row = Detector.NewRow(signal, now);
            row.CaseId = homes.TryGetValue(signal.Key, out var home) ? home : null;
            writes.Signals.Add(row);
        }

        return cards;
    }

    /// <summary>What is written with, prepared once for one connection; lives as long as that is open.</summary>
    internal sealed class Writes : IDisposable
    {
        private readonly Statement _onFile;
        private readonly Statement _hasSignals;
        private readonly Statement _forget;
        private readonly Statement _number;
        private readonly Statement _id;
        private readonly Statement _unmark;
        private readonly Statement _tally;

        // Changes whenever another connection has written.
        private readonly Statement _version;
        private readonly Dictionary<string, IReadOnlyList<ChatAddress>> _chats = new(StringComparer.Ordinal);
        private long _seen;
        private int _epoch;

        public Writes(ServiceBotDb db)
        {
            Db = db;
            _onFile = new(db, "SELECT 1 FROM \"Signals\" WHERE \"Station\" = ?1 AND \"Key\" = ?2");
            _hasSignals = new(db, "SELECT 1 FROM \"Signals\" WHERE \"Station\" = ?1 LIMIT 1");
            _forget = new(
                db, "DELETE FROM \"Outlines\" WHERE \"RecordId\" <= ?1 AND \"RecordId\" NOT IN (SELECT \"RecordId\" FROM \"Unjudged\")");
            _number = new(db, "SELECT MAX(\"Number\") FROM \"Cases\" WHERE \"Station\" = ?1");
            _id = new(db, "SELECT \"RecordId\" FROM \"Records\" WHERE \"Id\" = ?1");
            _unmark = new(db, "DELETE FROM \"Unjudged\" WHERE \"RecordId\" = ?1");
            _tally = new(
                db, "UPDATE \"ImportTallies\" SET \"Returns\" = \"Returns\" + ?1, \"Signals\" = \"Signals\" + ?2, "
                + "\"Cases\" = \"Cases\" + ?3");
            _version = new(db, "PRAGMA data_version");
            (Signals, Cases, Facts, Cards) = (new(db), new(db), new(db), new(db));
            LookForOthers();
        }

        public ServiceBotDb Db { get; }
        public RowInsert<SignalRow> Signals { get; }
        public RowInsert<CaseRow> Cases { get; }
        public RowInsert<CaseFactRow> Facts { get; }
        public RowInsert<OutboxRow> Cards { get; }

        /// <summary>Grows when others have written; may be read by any thread.</summary>
        public int Epoch => Volatile.Read(ref _epoch);

        /// <summary>Looks whether others have written since the last look; to be sure of it, inside a transaction.</summary>
        public void LookForOthers()
        {
            _version.Next();
            var version = _version.Number(0);
            _version.Reset();
            if (_seen != version)
            {
                Interlocked.Increment(ref _epoch);
                _chats.Clear();
            }

            _seen = version;
        }

        public bool IsOnFile(Signal signal) => _onFile.Bind(1, signal.Station).Bind(2, signal.Key).Answers();

        public bool HasSignals(string station) => _hasSignals.Bind(1, station).Answers();

        public void ForgetOutlines(long last) => _forget.Bind(1, last).Run();

        public int NextCase(string station)
        {
            _number.Bind(1, station).Next();
            var last = _number.Number(0);
            _number.Reset();
            return (int)last + 1;
        }

        /// <summary>The id of a marked record; null where there is none.</summary>
        public string? IdOf(long mark)
        {
            var id = _id.Bind(1, mark).Next() ? _id.Text(0) : null;
            _id.Reset();
            return id;
        }

        public void Unmark(long record) => _unmark.Bind(1, record).Run();

        /// <summary>Adds to what the import under way has found, where there is one.</summary>
        public void Tally(DetectionCount count) => _tally.Bind(1, count.Returns).Bind(2, count.Signals).Bind(3, count.Cases).Run();

        /// <summary>The chats of the station that are asked to show a new case's card, under their newest ids.</summary>
        public async Task<IReadOnlyList<ChatAddress>> ChatsOfAsync(Station station, CancellationToken cancel)
        {
            if (_chats.TryGetValue(station.Code, out var known)) return known;
            var chats = new List<ChatAddress>();
            foreach (var chat in station.Chats) chats.Add(await ChatMoves.CurrentAsync(Db, chat, cancel));
            return _chats[station.Code] = chats;
        }

        public void Dispose()
        {
            foreach (var part in (IDisposable[])[_onFile, _hasSignals, _forget, _number, _id, _unmark, _tally, _version, Signals, Cases, Facts, Cards])
                part.Dispose();
        }
    }
}

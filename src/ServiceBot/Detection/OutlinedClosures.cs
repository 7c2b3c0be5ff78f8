using System.Text;
using System.Text.Json;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>
/// Loads the closure of vehicles by the outlines of their marked records, with the words of those only for which
/// <see cref="RecordOutline"/> asks. Where more is on file than is marked, or a survey or a report speaks of them, the
/// whole is to be loaded.
/// </summary>
internal sealed class OutlinedClosures(ServiceBotDb db, Detector detector) : IDisposable
{
    private static readonly VehicleClosure Nothing = new([], []) { Histories = [] };

    private readonly Statement _outline = new(db, "SELECT \"Body\" FROM \"Outlines\" WHERE \"RecordId\" = ?1");
    private readonly Statement _byVin = new(db, "SELECT \"Id\" FROM \"Records\" WHERE \"Station\" = ?1 AND \"Vin\" = ?2");
    private readonly Statement _bySecondVin = new(db, "SELECT \"Id\" FROM \"Records\" WHERE \"Station\" = ?1 AND \"SecondVin\" = ?2");
    private readonly Statement _byPlate = new(db, "SELECT \"Id\" FROM \"Records\" WHERE \"Station\" = ?1 AND \"Plate\" = ?2");
    private readonly Statement _keys = new(db, "SELECT \"Vin\", \"SecondVin\", \"Plate\" FROM \"Records\" WHERE \"Id\" = ?1");
    private readonly Statement _kind = new(db, "SELECT \"Kind\" FROM \"Records\" WHERE \"Id\" = ?1");
    private readonly Statement _body = new(db, "SELECT \"Kind\", \"EverFlagged\", \"Body\" FROM \"Records\" WHERE \"Id\" = ?1");
    private readonly Statement _anySurvey = new(
        db, $"SELECT 1 FROM \"Records\" WHERE \"Station\" = ?1 AND \"Kind\" = {(int)RecordKind.SurveyResponse} LIMIT 1");

    private readonly Statement _surveyOf = new(
        db, $"SELECT 1 FROM \"Records\" WHERE \"Station\" = ?1 AND \"RefersTo\" = ?2 AND \"Kind\" = {(int)RecordKind.SurveyResponse}");

    private readonly Statement _anyReport = new(db, "SELECT 1 FROM \"StaffReports\" WHERE \"Station\" = ?1 LIMIT 1");
    private readonly Statement _reportByVin = new(db, "SELECT 1 FROM \"StaffReports\" WHERE \"Station\" = ?1 AND \"Vin\" = ?2");
    private readonly Statement _reportByPlate = new(db, "SELECT 1 FROM \"StaffReports\" WHERE \"Station\" = ?1 AND \"Plate\" = ?2");

    // The outlines of the group at hand, one after another.
    private byte[] _bytes = new byte[16 * 1024];
    private readonly List<Range> _outlines = [];

    /// <summary>Loads them, and adds their identifiers to the group.</summary>
    /// <param name="group">The vehicles.</param>
    /// <param name="wanted">Whether the records are asked for also where nothing can be said of them.</param>
    /// <returns>The closure, empty where nothing can be said of it; null where the whole is to be loaded.</returns>
    public VehicleClosure? Load(UnjudgedVehicles group, bool wanted)
    {
        var isWhole = ReadOutlines(group);
        if (!isWhole || !group.IsOutlined || HasMore(group)) return null;
        var stays = new OutlinedStay[_outlines.Count];
        var orders = 0;
        foreach (var at in _outlines)
        {
            if (OutlineBytes.Stay(_bytes.AsSpan(at)) is { } stay) stays[orders++] = stay;
        }

        var mayHoldReturn = detector.MayHoldReturn(stays.AsSpan(0, orders));
        if (!mayHoldReturn && !wanted) return Nothing;
        List<SourceRecord> records = [.. _outlines.Select(at => OutlineBytes.Read(_bytes.AsSpan(at)))];
        if (!mayHoldReturn) return new VehicleClosure(records, []) { Histories = [] };
        var histories = new List<VehicleHistory>();
        foreach (var (history, needed) in detector.NeedingWords(group.Station, records))
        {
            var words = new Dictionary<SourceRecord, SourceRecord>(ReferenceEqualityComparer.Instance);
            for (var i = 0; i < records.Count; i++)
            {
                if (needed.Contains(records[i])) words[records[i]] = WithWords(group.Marks[i], records[i]);
            }

            histories.Add(history.With(words));
        }

        return histories.Count == 0 && !wanted ? Nothing : new VehicleClosure(records, []) { Histories = histories };
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])
            [_outline, _byVin, _bySecondVin, _byPlate, _keys, _kind, _body, _anySurvey, _surveyOf, _anyReport, _reportByVin, _reportByPlate])
            statement.Dispose();
    }

    // The outlines as they are now, and the identifiers in them. False where a record has none any more.
    private bool ReadOutlines(UnjudgedVehicles group)
    {
        _outlines.Clear();
        var (end, all) = (0, true);
        var last = default(Range);
        foreach (var mark in group.Marks)
        {
            if (!_outline.Bind(1, mark).Next())
            {
                // Where it had one when the marks were read, the record has changed since.
                if (group.IsOutlined && _keys.Bind(1, mark).Next()) group.Keys.Add(_keys.Text(0), _keys.Text(1), _keys.Text(2));
                _keys.Reset();
                all = false;
                continue;
            }

            var outline = _outline.Bytes(0);
            if (end + outline.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(end + outline.Length, _bytes.Length * 2));
            outline.CopyTo(_bytes.AsSpan(end));
            _outline.Reset();
            var own = end..(end + outline.Length);
            // Mostly the same vehicle as the one before.
            if (_outlines.Count == 0 || !HasSameKeys(_bytes.AsSpan(last), _bytes.AsSpan(own))) AddKeys(group.Keys, _bytes.AsSpan(own));
            _outlines.Add(last = own);
            end = own.End.Value;
        }

        return all;
    }

    private static bool HasSameKeys(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var x = OutlineBytes.Texts(a);
        var y = OutlineBytes.Texts(b);
        for (var i = 0; i < OutlineBytes.TextsToPlate; i++)
        {
            if (!x.Next().SequenceEqual(y.Next())) return false;
        }

        return true;
    }

    private static void AddKeys(VehicleKeys keys, ReadOnlySpan<byte> outline)
    {
        var texts = OutlineBytes.Texts(outline);
        texts.Next();
        keys.Add(texts.NextText(), texts.NextText(), texts.NextText());
    }

    // Whether anything belongs to these vehicles that is not among the outlines.
    private bool HasMore(UnjudgedVehicles group)
    {
        foreach (var vin in group.Keys.Vins)
        {
            if (HasUnmarked(_byVin, group, vin) || HasUnmarked(_bySecondVin, group, vin)) return true;
        }

        foreach (var plate in group.Keys.Plates)
        {
            if (HasUnmarked(_byPlate, group, plate)) return true;
        }

        if (_anyReport.Bind(1, group.Station).Answers()
            && (group.Keys.Vins.Any(x => _reportByVin.Bind(1, group.Station).Bind(2, x).Answers())
                || group.Keys.Plates.Any(x => _reportByPlate.Bind(1, group.Station).Bind(2, x).Answers()))) return true;
        return _anySurvey.Bind(1, group.Station).Answers() && _outlines.Any(
            x => _surveyOf.Bind(1, group.Station).Bind(2, Encoding.UTF8.GetString(IdOf(_bytes.AsSpan(x)))).Answers());
    }

    private bool HasUnmarked(Statement ids, UnjudgedVehicles group, string key)
    {
        ids.Bind(1, group.Station).Bind(2, key);
        while (ids.Next())
        {
            var id = ids.Number(0);
            if (group.Marks.BinarySearch(id) >= 0) continue;
            // A call is no part of a vehicle's history.
            var isCall = _kind.Bind(1, id).Next() && (RecordKind)_kind.Number(0) == RecordKind.Call;
            _kind.Reset();
            if (isCall) continue;
            ids.Reset();
            return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> outline)
    {
        var texts = OutlineBytes.Texts(outline);
        for (var i = 0; i < OutlineBytes.TextsToPlate; i++) texts.Next();
        return texts.Next();
    }

    // No rule asks more of an order than its outline and its words.
    private SourceRecord WithWords(long id, SourceRecord outline)
    {
        if (!_body.Bind(1, id).Next()) throw new InvalidOperationException($"The record {id} has an outline and is not on file.");
        var record = outline is WorkOrder order
            ? BodyJson.WithWords(order, _body.Bytes(2))
            : BodyJson.Read((RecordKind)_body.Number(0), _body.Bytes(2), _body.Number(1) != 0);
        _body.Reset();
        return record ?? throw new JsonException($"The stored record {id} is empty.");
    }
}

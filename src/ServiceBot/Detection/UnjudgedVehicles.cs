using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>Records to be judged that share identifiers, directly or through others of them.</summary>
/// <param name="Station">Their station.</param>
/// <param name="Keys">The identifiers of those that have no outline; <see cref="VehicleJudge"/> adds those of the others.</param>
/// <param name="Loose">The rows of those that name no vehicle.</param>
/// <param name="Surveyed">Work orders that are not on file and that surveys among them speak of.</param>
/// <param name="Marks">The rows whose marks are done with when these are judged, ascending.</param>
internal sealed record UnjudgedVehicles(
    string Station, VehicleKeys Keys, List<long> Loose, HashSet<string> Surveyed, List<long> Marks)
{
    /// <summary>Whether every record had an outline when the marks were read.</summary>
    public bool IsOutlined { get; private set; } = true;

    /// <summary>Reads the oldest marks and puts their records together by vehicle.</summary>
    /// <param name="db">A context whose connection is open.</param>
    /// <param name="after">The last mark that was read before; 0 at first.</param>
    /// <param name="most">How many marks are read at most: that bounds memory.</param>
    public static IReadOnlyList<UnjudgedVehicles> Read(ServiceBotDb db, long after, int most)
    {
        // Both lie in the order of their keys: side by side each is gone through once, where a join would look up every one.
        using var begin = new Statement(db, "BEGIN");
        using var end = new Statement(db, "COMMIT");
        using var marks = new Statement(db, "SELECT \"RecordId\" FROM \"Unjudged\" WHERE \"RecordId\" > ?1 ORDER BY \"RecordId\" LIMIT ?2");
        using var outlines = new Statement(db, "SELECT \"RecordId\", \"Body\" FROM \"Outlines\" WHERE \"RecordId\" > ?1 ORDER BY \"RecordId\"");
        using var rows = new MarkedRows(db);
        var sets = new KeySets();
        begin.Run();
        try
        {
            marks.Bind(1, after).Bind(2, most);
            outlines.Bind(1, after);
            var outlined = outlines.Next() ? outlines.Number(0) : long.MaxValue;
            while (marks.Next())
            {
                var id = marks.Number(0);
                while (outlined < id) outlined = outlines.Next() ? outlines.Number(0) : long.MaxValue;
                if (outlined == id) sets.Add(id, outlines.Bytes(1));
                else sets.Add(id, rows.Read(id));
            }
        }
        finally
        {
            marks.Reset();
            outlines.Reset();
            end.Run();
        }

        return sets.Groups();
    }

    /// <summary>A marked record that has no outline.</summary>
    private sealed record MarkedRow(string Station, VehicleKeys Keys, bool IsLoose, string? Surveyed);

    private sealed class MarkedRows(ServiceBotDb db) : IDisposable
    {
        private readonly Statement _row = new(
            db, "SELECT \"Station\", \"Kind\", \"Vin\", \"SecondVin\", \"Plate\", \"RefersTo\" FROM \"Records\" WHERE \"Id\" = ?1");

        private readonly Statement _order = new(
            db, "SELECT \"Vin\", \"SecondVin\", \"Plate\" FROM \"Records\" WHERE \"Station\" = ?1 "
            + $"AND \"Kind\" = {(int)RecordKind.WorkOrder} AND \"RecordId\" = ?2");

        public MarkedRow Read(long id)
        {
            if (!_row.Bind(1, id).Next()) return new MarkedRow("", VehicleKeys.None, IsLoose: false, null);
            var (station, kind, refersTo) = (_row.Text(0)!, (RecordKind)_row.Number(1), _row.Text(5));
            var keys = VehicleKeys.None;
            keys.Add(_row.Text(2), _row.Text(3), _row.Text(4));
            _row.Reset();
            var isLoose = !keys.Any && kind != RecordKind.Call;
            if (!isLoose || kind != RecordKind.SurveyResponse || refersTo is null) return new MarkedRow(station, keys, isLoose, null);
            _order.Bind(1, station).Bind(2, refersTo);
            var isKnown = false;
            while (_order.Next())
            {
                isKnown = true;
                keys.Add(_order.Text(0), _order.Text(1), _order.Text(2));
            }

            return new MarkedRow(station, keys, isLoose, isKnown ? null : refersTo);
        }

        public void Dispose()
        {
            _row.Dispose();
            _order.Dispose();
        }
    }

    // Identifiers grow together where one record bears both; the lowest leads. Only their hashes are held: should two ever
    // be alike, the vehicles are judged together, and their histories are told apart there.
    private sealed class KeySets
    {
        private readonly Dictionary<ulong, int> _index = [];
        private readonly List<int> _parent = [];
        private readonly List<(int Set, long Id, int Station)> _outlined = [];
        private readonly List<(int Set, long Id, MarkedRow Row)> _others = [];
        private readonly List<(string Name, byte[] Utf8)> _stations = [];

        public void Add(long id, ReadOnlySpan<byte> outline)
        {
            var texts = OutlineBytes.Texts(outline);
            var station = Station(texts.Next());
            var set = Join(-1, station, 'V', texts.Next());
            set = Join(set, station, 'V', texts.Next());
            set = Join(set, station, 'P', texts.Next());
            _outlined.Add((set, id, station));
        }

        public void Add(long id, MarkedRow row)
        {
            var (set, station) = (-1, Station(Encoding.UTF8.GetBytes(row.Station)));
            foreach (var vin in row.Keys.Vins) set = Join(set, station, 'V', Encoding.UTF8.GetBytes(vin));
            foreach (var plate in row.Keys.Plates) set = Join(set, station, 'P', Encoding.UTF8.GetBytes(plate));
            if (row.Surveyed is not null) set = Join(set, station, 'O', Encoding.UTF8.GetBytes(row.Surveyed));
            if (set < 0) set = Join(set, station, 'R', BitConverter.GetBytes(id));
            _others.Add((set, id, row));
        }

        public IReadOnlyList<UnjudgedVehicles> Groups()
        {
            var groups = new UnjudgedVehicles?[_parent.Count];
            foreach (var (set, id, station) in _outlined) Into(groups, set, _stations[station].Name).Marks.Add(id);
            foreach (var (set, id, row) in _others)
            {
                var group = Into(groups, set, row.Station);
                group.IsOutlined = false;
                group.Marks.Add(id);
                group.Keys.Vins.UnionWith(row.Keys.Vins);
                group.Keys.Plates.UnionWith(row.Keys.Plates);
                if (row.IsLoose) group.Loose.Add(id);
                if (row.Surveyed is not null) group.Surveyed.Add(row.Surveyed);
            }

            UnjudgedVehicles[] all = [.. groups.OfType<UnjudgedVehicles>()];
            foreach (var group in all.Where(x => !x.IsOutlined)) group.Marks.Sort();
            return all;
        }

        private UnjudgedVehicles Into(UnjudgedVehicles?[] groups, int set, string station) =>
            groups[Root(set)] ??= new UnjudgedVehicles(station, VehicleKeys.None, [], [], []);

        private int Station(ReadOnlySpan<byte> utf8)
        {
            for (var i = 0; i < _stations.Count; i++)
            {
                if (utf8.SequenceEqual(_stations[i].Utf8)) return i;
            }

            _stations.Add((Encoding.UTF8.GetString(utf8), utf8.ToArray()));
            return _stations.Count - 1;
        }

        private int Join(int set, int station, char kind, ReadOnlySpan<byte> key)
        {
            if (key.IsEmpty) return set;
            var hash = Hash(((ulong)(uint)station << 16) | kind, key);
            if (!_index.TryGetValue(hash, out var at))
            {
                _index[hash] = at = _parent.Count;
                _parent.Add(at);
            }

            if (set < 0) return Root(at);
            var (x, y) = (Root(set), Root(at));
            if (x != y) _parent[Math.Max(x, y)] = Math.Min(x, y);
            return Math.Min(x, y);
        }

        private int Root(int at)
        {
            while (_parent[at] != at) at = _parent[at] = _parent[_parent[at]];
            return at;
        }

        private static ulong Hash(ulong seed, ReadOnlySpan<byte> key)
        {
            var hash = 14_695_981_039_346_656_037UL ^ seed;
            foreach (var b in key) hash = unchecked((hash ^ b) * 1_099_511_628_211UL);
            hash ^= hash >> 32;
            hash = unchecked(hash * 0x9E37_79B9_7F4A_7C15UL);
            return hash ^ (hash >> 29);
        }
    }
}

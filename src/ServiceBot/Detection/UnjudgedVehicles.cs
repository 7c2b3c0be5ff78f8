using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>Records to be judged that share identifiers, directly or through others of them.</summary>
/// <param name="Station">Their station.</param>
/// <param name="Keys">The identifiers.</param>
/// <param name="Loose">The rows of those that name no vehicle.</param>
/// <param name="Surveyed">Work orders that are not on file and that surveys among them speak of.</param>
/// <param name="Marks">The rows whose marks are done with when these are judged.</param>
internal sealed record UnjudgedVehicles(
    string Station, VehicleKeys Keys, List<long> Loose, HashSet<string> Surveyed, List<long> Marks)
{
    /// <summary>Reads the oldest marks and puts their records together by vehicle.</summary>
    /// <param name="db">A context whose connection is open.</param>
    /// <param name="after">The last mark that was read before; 0 at first.</param>
    /// <param name="most">How many marks are read at most: that bounds memory.</param>
    public static IReadOnlyList<UnjudgedVehicles> Read(ServiceBotDb db, long after, int most)
    {
        using var marks = new Statement(
            db,
            "SELECT u.\"RecordId\", r.\"Station\", r.\"Kind\", r.\"Vin\", r.\"SecondVin\", r.\"Plate\", r.\"RefersTo\" FROM \"Unjudged\" u "
            + "LEFT JOIN \"Records\" r ON r.\"Id\" = u.\"RecordId\" WHERE u.\"RecordId\" > ?1 ORDER BY u.\"RecordId\" LIMIT ?2");
        using var order = new Statement(
            db, "SELECT \"Vin\", \"SecondVin\", \"Plate\" FROM \"Records\" WHERE \"Station\" = ?1 "
            + $"AND \"Kind\" = {(int)RecordKind.WorkOrder} AND \"RecordId\" = ?2");
        var sets = new KeySets();
        marks.Bind(1, after).Bind(2, most);
        while (marks.Next())
        {
            var id = marks.Number(0);
            var station = marks.Text(1) ?? "";
            var keys = VehicleKeys.None;
            string? surveyed = null;
            keys.Add(marks.Text(3), marks.Text(4), marks.Text(5));
            var isLoose = !keys.Any && marks.Number(2) != (int)RecordKind.Call;
            if (isLoose && marks.Number(2) == (int)RecordKind.SurveyResponse && marks.Text(6) is { } named)
            {
                order.Bind(1, station).Bind(2, named);
                var isKnown = false;
                while (order.Next())
                {
                    isKnown = true;
                    keys.Add(order.Text(0), order.Text(1), order.Text(2));
                }

                if (!isKnown) surveyed = named;
            }

            sets.Add(station, keys, id, isLoose, surveyed);
        }

        return sets.Groups();
    }

    // Identifiers grow together where one record bears both; the lowest leads.
    private sealed class KeySets
    {
        private readonly Dictionary<(string Station, char Kind, string Key), int> _index = [];
        private readonly List<int> _parent = [];
        private readonly List<(int Set, long Id, bool IsLoose, string? Surveyed)> _records = [];

        public void Add(string station, VehicleKeys keys, long id, bool isLoose, string? surveyed)
        {
            var set = -1;
            foreach (var vin in keys.Vins) set = Join(set, (station, 'V', vin));
            foreach (var plate in keys.Plates) set = Join(set, (station, 'P', plate));
            if (surveyed is not null) set = Join(set, (station, 'O', surveyed));
            if (set < 0) set = Join(set, (station, 'R', id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            _records.Add((set, id, isLoose, surveyed));
        }

        public IReadOnlyList<UnjudgedVehicles> Groups()
        {
            var groups = new Dictionary<int, UnjudgedVehicles>();
            foreach (var ((station, kind, key), at) in _index)
            {
                var root = Root(at);
                if (!groups.TryGetValue(root, out var group))
                    groups[root] = group = new UnjudgedVehicles(station, VehicleKeys.None, [], [], []);
                if (kind == 'V') group.Keys.Vins.Add(key);
                else if (kind == 'P') group.Keys.Plates.Add(key);
            }

            foreach (var (set, id, isLoose, surveyed) in _records)
            {
                var group = groups[Root(set)];
                group.Marks.Add(id);
                if (isLoose) group.Loose.Add(id);
                if (surveyed is not null) group.Surveyed.Add(surveyed);
            }

            return [.. groups.OrderBy(x => x.Key).Select(x => x.Value)];
        }

        private int Join(int set, (string, char, string) key)
        {
            if (!_index.TryGetValue(key, out var at))
            {
                _index[key] = at = _parent.Count;
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
    }
}

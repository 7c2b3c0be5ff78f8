using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>One stay of a vehicle at the station: the orders and bookings that belong together.</summary>
public sealed record Visit
{
    /// <summary>The key of the visit: the id of its first order, or <c>booking:ID</c> while the car has not come.</summary>
    public required string Key { get; init; }

    /// <summary>The orders that are not cancelled, by opening; empty while the car has not come.</summary>
    public required IReadOnlyList<WorkOrder> Orders { get; init; }

    /// <summary>The bookings the orders were opened from, by creation.</summary>
    public required IReadOnlyList<Booking> Bookings { get; init; }

    /// <summary>When the car came, is expected, or was booked: the first that is known.</summary>
    public DateTimeOffset At => Orders.Count > 0 ? Orders[0].OpenedAt : Bookings[0].PlannedAt ?? Bookings[0].CreatedAt;

    /// <summary>All that the visit says of the fault: complaints, jobs, units and parts.</summary>
    public FaultText Fault => new(
        JoinComplaints(),
        [.. Orders.SelectMany(o => o.Lines).Select(l => l.Text)],
        [.. Orders.SelectMany(o => o.Lines).Select(l => l.Area).OfType<string>()],
        [.. Orders.SelectMany(o => o.Parts).Select(p => p.Name)]);

    /// <summary>The key of a visit of which only the booking is known.</summary>
    /// <param name="id">The booking's id.</param>
    public static string KeyOfBooking(string id) => "booking:" + id;

    /// <summary>
    /// Puts orders and bookings together: the same booking or consolidated order, stays that overlap in time, and a
    /// supplementary order (<see cref="VisitRules"/>).
    /// </summary>
    /// <param name="orders">The orders of one vehicle; cancelled ones are no visit and are left out.</param>
    /// <param name="bookings">The bookings of the vehicle.</param>
    /// <param name="rules">What ties orders at the station.</param>
    public static IReadOnlyList<Visit> Gather(IEnumerable<WorkOrder> orders, IEnumerable<Booking> bookings, VisitRules rules)
    {
        var all = orders.Where(x => !x.Cancelled).OrderBy(x => x.OpenedAt).ThenBy(x => x.Id, StringComparer.Ordinal).ToList();
        var groups = new DisjointSets(all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            for (var j = i + 1; j < all.Count; j++)
            {
                if (rules.Between(all[i], all[j]) is not null) groups.Join(i, j);
            }
        }

        var known = bookings.OrderBy(x => x.CreatedAt).ThenBy(x => x.Id, StringComparer.Ordinal).ToList();
        var visits = groups.Groups().Select(group =>
        {
            var members = group.Select(i => all[i]).ToList();
            var ids = members.Select(x => x.BookingId).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return new Visit { Key = members[0].Id, Orders = members, Bookings = [.. known.Where(b => ids.Contains(b.Id))] };
        }).ToList();

        var taken = all.Select(x => x.BookingId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        visits.AddRange(known.Where(b => !taken.Contains(b.Id)).Select(
            b => new Visit { Key = KeyOfBooking(b.Id), Orders = [], Bookings = [b] }));
        return [.. visits.OrderBy(x => x.At).ThenBy(x => x.Key, StringComparer.Ordinal)];
    }

    private string? JoinComplaints()
    {
        var said = Bookings.Select(b => b.Complaint).Concat(Orders.Select(o => o.Complaint))
            .Where(x => !string.IsNullOrWhiteSpace(x)).Distinct(StringComparer.Ordinal).ToList();
        return said.Count == 0 ? null : string.Join(". ", said);
    }
}

/// <summary>Sets of indices that grow together.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, count)];

    public void Join(int a, int b)
    {
        var (x, y) = (Root(a), Root(b));
        // The lower index leads, so that the outcome does not depend on the order of joining.
        if (x != y) _parent[Math.Max(x, y)] = Math.Min(x, y);
    }

    public IEnumerable<IReadOnlyList<int>> Groups() => Enumerable.Range(0, _parent.Length)
        .GroupBy(Root).OrderBy(g => g.Key).Select(g => (IReadOnlyList<int>)[.. g]);

    public int Root(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }
}

using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Builders;

/// <summary>
/// Invents a month of a station with few vehicles and many accidents: plates that move, second chassis numbers, records
/// with only a plate or only a work order, orders without closing, records that change later. The same seed gives the same.
/// </summary>
internal sealed class RandomHistory(int seed)
{
    private static readonly string[] Vins = ["X96A22R32N2712345", "WV1ZZZ2HZ8H012345", "Z7C2250B7C0001234"];
    private static readonly string[] Plates = ["А123ВС178", "О777ОО77"];

    private static readonly string?[] Complaints =
        [New.Knock, New.KnockAgain, New.OtherSide, New.DeadLamp, "пришла запчасть", null];

    private static readonly string?[] Works =
        [New.BallJoint, "замена лампы ближнего света", "шаровая опора левая: ожидание запчасти", null];

    private static readonly string[] Comments =
        ["некачественный ремонт", "обращался несколько раз с данным дефектом", "спасибо, претензий нет"];

    private readonly Random _random = new(seed);
    private int _orders;

    public IReadOnlyList<Arrival> Arrivals()
    {
        _orders = _random.Next(2, 7);
        var all = new List<Arrival>();
        for (var i = 1; i <= _orders; i++) Add(all, Order("W" + i));
        for (var i = _random.Next(0, 4); i > 0; i--) Add(all, Booking("B" + i));
        for (var i = _random.Next(0, 4); i > 0; i--) Add(all, Survey("S" + i));
        for (var i = _random.Next(0, 3); i > 0; i--)
        {
            all.Add(new Arrival(null, New.Report(
                "K" + i, "2026-11-01", Maybe(0.4) ? AnyOrder() : null, vehicle: Vehicle()) with { At = Moment() }));
        }

        return all;
    }

    /// <summary>The arrivals in another order, some of them twice; versions of one record keep their order.</summary>
    public IReadOnlyList<Arrival> Shuffled(IReadOnlyList<Arrival> arrivals)
    {
        var doubled = arrivals.SelectMany(x => Maybe(0.15) ? new[] { x, x } : [x]).ToList();
        var turns = doubled.Select(x => x.Key).ToArray();
        _random.Shuffle(turns);
        var queues = doubled.GroupBy(x => x.Key).ToDictionary(g => g.Key, g => new Queue<Arrival>(g));
        return [.. turns.Select(key => queues[key].Dequeue())];
    }

    private void Add(List<Arrival> all, SourceRecord record)
    {
        all.Add(new Arrival(record, null));
        if (!Maybe(0.35)) return;
        SourceRecord later = record switch
        {
            WorkOrder x => _random.Next(5) switch
            {
                0 => x with { ClosedAt = x.OpenedAt.AddHours(_random.Next(0, 72)) },
                1 => x with { Cancelled = !x.Cancelled },
                2 => x with { Vehicle = Vehicle() },
                3 => x with { BookingId = Maybe(0.5) ? "B" + _random.Next(1, 4) : null },
                _ => Order(x.Id),
            },
            Booking x => Maybe(0.5) ? x with { PossibleRepeat = Maybe(0.5) } : Booking(x.Id),
            SurveyResponse x => Maybe(0.5) ? x with { WorkOrderId = AnyOrder() } : Survey(x.Id),
            _ => record,
        };
        all.Add(new Arrival(later, null));
    }

    private WorkOrder Order(string id)
    {
        var opened = Moment();
        return new WorkOrder
        {
            Station = New.Station,
            Id = id,
            Vehicle = Vehicle(),
            OpenedAt = opened,
            ClosedAt = Maybe(0.8) ? opened.AddHours(_random.Next(0, 60)) : null,
            OrderKind = Maybe(0.85) ? WorkOrderKind.Repair : (WorkOrderKind)_random.Next(1, 4),
            BookingId = Maybe(0.35) ? "B" + _random.Next(1, 4) : null,
            ConsolidatedOrderId = Maybe(0.1) ? "C1" : null,
            OdometerKm = Maybe(0.4) ? 50_000 + (100 * _random.Next(0, 3)) : null,
            PossibleRepeat = Maybe(0.15) ? true : null,
            Cancelled = Maybe(0.07),
            Complaint = Any(Complaints),
            Lines = Any(Works) is { } work ? [new WorkOrderLine(null, work)] : [],
        };
    }

    private Booking Booking(string id)
    {
        var created = Moment();
        return new Booking
        {
            Station = New.Station,
            Id = id,
            Vehicle = Vehicle(),
            CreatedAt = created,
            PlannedAt = Maybe(0.5) ? created.AddHours(_random.Next(1, 100)) : null,
            PossibleRepeat = Maybe(0.7),
            EarlierWorkOrderId = Maybe(0.3) ? AnyOrder() : null,
            Complaint = Any(Complaints),
        };
    }

    private SurveyResponse Survey(string id)
    {
        var loose = Maybe(0.4);
        return new SurveyResponse
        {
            Station = New.Station,
            Id = id,
            Vehicle = loose ? null : Vehicle(),
            AnsweredAt = Moment(),
            WorkOrderId = loose || Maybe(0.4) ? AnyOrder() : null,
            Comment = Any(Comments),
        };
    }

    // Mostly the first vehicle, so that much happens to it.
    private VehicleRef Vehicle()
    {
        var i = Maybe(0.6) ? 0 : _random.Next(Vins.Length);
        return _random.Next(10) switch
        {
            < 5 => New.Vehicle(Vins[i], Plates[i % 2]),
            5 => New.Vehicle(Vins[i], null),
            6 or 7 => New.Vehicle(null, Any(Plates)),
            8 => New.Vehicle(Vins[i], Any(Plates)),
            _ => New.Vehicle(Vins[i], Plates[i % 2], Maybe(0.5) ? Vins[2] : null, "ГАЗель"),
        };
    }

    // Few hours of few days, so that stays touch and overlap.
    private DateTimeOffset Moment() =>
        Moscow.At("2026-11-01").AddDays(_random.Next(0, 26)).AddHours(8 + (2 * _random.Next(0, 6))).AddMinutes(30 * _random.Next(0, 2));

    // Now and then one that never arrives.
    private string AnyOrder() => "W" + _random.Next(1, _orders + 2);

    private bool Maybe(double chance) => _random.NextDouble() < chance;

    private T Any<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}

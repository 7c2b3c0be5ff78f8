using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Statistics;

/// <summary>
/// What the rules would have raised on a history, per window, without raising it: vehicle after vehicle is added, and the
/// windows are read at the end. Every rule that is off counts as live here, so that a station sees what it would get.
/// </summary>
public sealed class Backtest
{
    /// <summary>The windows of the practice that are worth comparing: a week, two, a month, two months.</summary>
    public static IReadOnlyList<int> UsualWindows { get; } = [7, 14, 30, 60];

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly StationCalendar _calendar;
    private readonly IReadOnlyList<(RuleSettings Settings, WindowCount Count)> _windows;

    /// <param name="settings">The station's rules; the window is replaced by each of <paramref name="windows"/>.</param>
    /// <param name="windows">Calendar days, each at least 1.</param>
    /// <param name="from">The first instant of returns that count.</param>
    /// <param name="to">The first instant that does not.</param>
    /// <param name="calendar">The station's calendar.</param>
    public Backtest(
        RuleSettings settings, IEnumerable<int> windows, DateTimeOffset from, DateTimeOffset to, StationCalendar calendar)
    {
        (_from, _to, _calendar) = (from, to, calendar);
        var live = Enum.GetValues<RuleName>().ToDictionary(x => x, _ => RuleMode.Live);
        _windows = [.. windows.Distinct().Order().Select(days =>
            (settings with { WindowDays = days, Modes = live }, new WindowCount(days)))];
    }

    /// <summary>How many orders that count as repairs were opened in the span, by their kinds and words.</summary>
    public int RepairOrders { get; private set; }

    /// <summary>The windows, the shortest first.</summary>
    public IReadOnlyList<BacktestWindow> Windows => [.. _windows.Select(x => x.Count.Close())];

    /// <summary>Judges one vehicle.</summary>
    /// <param name="history">All that is known of it: what lies before the span is looked back to.</param>
    public void Add(VehicleHistory history)
    {
        var readings = new FaultReadings(_windows[0].Settings);
        RepairOrders += history.Orders.Count(x => IsIn(x.OpenedAt) && readings.IsRepair(x));
        foreach (var (settings, count) in _windows)
        {
            var signals = Rules.Judge(history, settings, _calendar);
            count.Add(
                [.. signals.Where(x => IsIn(x.At))],
                [.. LeftOut.Of(history, signals, settings, _calendar).Where(x => IsIn(x.At))],
                CaseGroup.Gather(signals).Count(x => x.Signals.Any(s => IsIn(s.At))));
        }
    }

    private bool IsIn(DateTimeOffset at) => at >= _from && at < _to;

    private sealed class WindowCount(int days)
    {
        private readonly List<BacktestReturn> _returns = [];
        private readonly List<LeftOut> _leftOut = [];
        private readonly SortedDictionary<RuleName, int> _signals = [];
        private int _cases;

        public void Add(IReadOnlyList<Signal> signals, IReadOnlyList<LeftOut> leftOut, int cases)
        {
            _cases += cases;
            _leftOut.AddRange(leftOut);
            foreach (var signal in signals)
            {
                _signals[signal.Rule] = _signals.GetValueOrDefault(signal.Rule) + 1;
                if (signal.Rule != RuleName.ReturnedWithinWindow) continue;
                _returns.Add(new BacktestReturn(
                    signal.WorkOrderId!, signal.EarlierWorkOrderId!, signal.Vehicle, signal.At, signal.Evidence.DaysSince ?? 0,
                    signal.Evidence.Grade!.Value, signal.Evidence.Reason!.Value, signal.Evidence.Terms ?? [], signal.OpensCase));
            }
        }

        public BacktestWindow Close() => new(
            days,
            [.. _returns.OrderBy(x => x.At).ThenBy(x => x.WorkOrderId, StringComparer.Ordinal)],
            [.. _leftOut.OrderBy(x => x.At).ThenBy(x => x.WorkOrderId, StringComparer.Ordinal)],
            _signals, _cases);
    }
}

/// <summary>What one window would have raised.</summary>
/// <param name="Days">The window, calendar days.</param>
/// <param name="Returns">The returns in it, by time.</param>
/// <param name="LeftOut">Orders that came as soon and are no returns, with the reason.</param>
/// <param name="Signals">Signals of every rule; a rule without any is missing.</param>
/// <param name="Cases">How many cases these signals would have opened.</param>
public sealed record BacktestWindow(
    int Days, IReadOnlyList<BacktestReturn> Returns, IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyDictionary<RuleName, int> Signals, int Cases)
{
    /// <summary>How many of the returns have that grade.</summary>
    /// <param name="grade">The grade.</param>
    public int Of(FaultGrade grade) => Returns.Count(x => x.Grade == grade);
}

/// <summary>A return that a window would have told.</summary>
/// <param name="WorkOrderId">The order of the return.</param>
/// <param name="EarlierWorkOrderId">The repair before it.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="At">When it was opened.</param>
/// <param name="DaysSince">Calendar days after the handing over.</param>
/// <param name="Grade">How alike the faults are.</param>
/// <param name="Reason">Why.</param>
/// <param name="Terms">The words it was drawn from.</param>
/// <param name="OpensCase">Whether it would open a case by itself.</param>
public sealed record BacktestReturn(
    string WorkOrderId, string EarlierWorkOrderId, VehicleRef Vehicle, DateTimeOffset At, int DaysSince,
    FaultGrade Grade, SimilarityReason Reason, IReadOnlyList<string> Terms, bool OpensCase);

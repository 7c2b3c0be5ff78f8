using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Sources;

public class WorkingTimeTests
{
    private static readonly TimeZoneInfo[] Zones =
    [
        .. new[] { "Europe/Moscow", "Europe/Berlin", "Asia/Vladivostok", "America/Santiago", "Australia/Lord_Howe" }
            .Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    [Fact]
    public void It_equals_a_count_minute_by_minute()
    {
        Each(120, (seed, calendar, hours, holidays, random) =>
        {
            var start = Start(random);
            var amount = random.Next(1, 2500);
            var at = start;
            for (var left = amount; ; at = at.AddMinutes(1))
            {
                if (IsWorked(calendar, hours, holidays, at)) left--;
                if (left < 0) break;
            }

            // The count stops at the beginning of the first minute too many; the deadline is the end of the last worked.
            var last = calendar.AddWorkingTime(start, TimeSpan.FromMinutes(amount));
            Assert.True(last <= at, $"seed {seed}: {last} is after {at}");
            Assert.True(IsWorked(calendar, hours, holidays, last.AddMinutes(-1)), $"seed {seed}: {last} ends no worked minute");
            for (var minute = last; minute < at; minute = minute.AddMinutes(1))
                Assert.False(IsWorked(calendar, hours, holidays, minute), $"seed {seed}: {minute} was worked and not counted");
        });
    }

    [Fact]
    public void Two_amounts_after_each_other_are_their_sum()
    {
        Each(300, (seed, calendar, _, _, random) =>
        {
            var (start, a, b) = (Start(random), TimeSpan.FromSeconds(random.Next(1, 200_000)), TimeSpan.FromSeconds(random.Next(1, 200_000)));
            Assert.True(
                calendar.AddWorkingTime(calendar.AddWorkingTime(start, a), b) == calendar.AddWorkingTime(start, a + b),
                $"seed {seed}: {start} + {a} + {b}");
        });
    }

    [Fact]
    public void It_never_lands_outside_working_hours_and_more_time_is_never_earlier()
    {
        Each(300, (seed, calendar, hours, holidays, random) =>
        {
            var start = Start(random);
            var amount = TimeSpan.FromSeconds(random.Next(1, 200_000));
            var end = calendar.AddWorkingTime(start, amount);
            Assert.True(IsWorked(calendar, hours, holidays, end.AddTicks(-1)), $"seed {seed}: {end}");
            Assert.True(end >= start + amount, $"seed {seed}: {end}");
            Assert.True(calendar.AddWorkingTime(start, amount + TimeSpan.FromSeconds(1)) > end, $"seed {seed}");
            Assert.True(calendar.AddWorkingTime(start.AddHours(1), amount) >= end, $"seed {seed}");
        });
    }

    private delegate void Check(
        int seed, StationCalendar calendar, IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> hours,
        IReadOnlySet<DateOnly> holidays, Random random);

    private static void Each(int seeds, Check check)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            var random = new Random(seed);
            var days = Enum.GetValues<DayOfWeek>().Where(x => x == DayOfWeek.Tuesday || random.Next(4) > 0);
            var hours = days.ToDictionary(x => x, _ =>
            {
                var from = 15 * random.Next(0, 60);
                var to = from + (15 * random.Next(1, 97 - (from / 15)));
                return (new TimeOnly(0, 0).AddMinutes(from), new TimeOnly(0, 0).AddMinutes(Math.Min(to, 24 * 60)));
            });
            var holidays = Enumerable.Range(0, random.Next(0, 12)).Select(_ => Day(random)).ToHashSet();
            check(seed, new StationCalendar(Zones[random.Next(Zones.Length)], hours, holidays), hours, holidays, random);
        }
    }

    private static DateOnly Day(Random random) => new DateOnly(2026, 1, 1).AddDays(random.Next(0, 365));

    // Often near a change of the clocks.
    private static DateTimeOffset Start(Random random)
    {
        DateOnly[] changes = [new(2026, 3, 28), new(2026, 4, 4), new(2026, 9, 5), new(2026, 10, 3), new(2026, 10, 24)];
        var day = random.Next(2) == 0 ? Day(random) : changes[random.Next(changes.Length)];
        return new DateTimeOffset(day.ToDateTime(new TimeOnly(0, 0)), TimeSpan.Zero).AddMinutes(random.Next(0, 1440));
    }

    // The wall clock alone: the hours of the day stand on it, whatever the offset is.
    private static bool IsWorked(
        StationCalendar calendar, IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> hours,
        IReadOnlySet<DateOnly> holidays, DateTimeOffset at)
    {
        var local = calendar.Local(at).DateTime;
        if (holidays.Contains(DateOnly.FromDateTime(local)) || !hours.TryGetValue(local.DayOfWeek, out var day)) return false;
        var time = TimeOnly.FromDateTime(local);
        return time >= day.From && (day.To == TimeOnly.MinValue || time < day.To);
    }
}

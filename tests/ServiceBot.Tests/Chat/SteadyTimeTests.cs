using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;

namespace ServiceBot.Tests.Chat;

/// <summary>What waits in memory, and the order of presses, do not follow a clock that somebody sets.</summary>
public sealed class SteadyTimeTests
{
    [Fact]
    public void A_clock_that_is_set_back_is_noticed_once_and_steady_time_goes_on()
    {
        var clock = new SetClock();
        var steady = new SteadyTime(clock);
        var before = steady.GetUtcNow();
        Assert.Equal(TimeSpan.Zero, steady.TakeSetBack());

        clock.Ahead = TimeSpan.FromDays(15);
        Assert.Equal(TimeSpan.Zero, steady.TakeSetBack());
        clock.Ahead = TimeSpan.FromHours(-1);
        Assert.InRange(steady.TakeSetBack(), TimeSpan.FromDays(15), TimeSpan.FromDays(15) + TimeSpan.FromHours(2));
        Assert.Equal(TimeSpan.Zero, steady.TakeSetBack());

        Assert.InRange(steady.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_press_after_the_clock_was_set_back_is_of_the_same_three_days_as_the_one_before()
    {
        var at = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        var order = UpdateReading.OrderOf(700, at);

        var from = UpdateReading.TimeOf(order);

        Assert.InRange(at - from, TimeSpan.Zero, TimeSpan.FromDays(3));
        Assert.True(UpdateReading.OrderOf(701, from) > order);
        Assert.True(UpdateReading.OrderOf(701, at.AddDays(-15)) < order);
    }

    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

        public override long GetTimestamp() => System.GetTimestamp();
    }
}

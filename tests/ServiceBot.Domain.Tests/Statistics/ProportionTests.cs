using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

public sealed class ProportionTests
{
    // Values of the Wilson score interval published by Newcombe (1998), Table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_is_Wilsons(int count, int of, double low, double high)
    {
        var share = new Proportion(count, of);

        Assert.Equal(low, share.Low!.Value, 4);
        Assert.Equal(high, share.High!.Value, 4);
        Assert.Equal(100.0 * count / of, share.PerHundred!.Value, 9);
    }

    [Fact]
    public void Nothing_can_be_said_without_orders_or_with_more_verdicts_than_orders()
    {
        foreach (var share in new[] { new Proportion(0, 0), new Proportion(2, 0), new Proportion(3, 2) })
        {
            Assert.Null(share.Share);
            Assert.Null(share.Low);
            Assert.Null(share.High);
            Assert.Null(share.PerHundred);
            Assert.Equal(Change.TooFewToSay, share.ChangeSince(new Proportion(1, 100)));
            Assert.Equal(Change.TooFewToSay, new Proportion(1, 100).ChangeSince(share));
        }
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(1, -5)]
    public void Numbers_below_zero_are_refused(int count, int of) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(count, of));

    // Newcombe (1998), Table II, method 10: 56/70 against 48/80, difference 0.0524 to 0.3339; 9/10 against 3/10, 0.1705 to 0.8090.
    [Theory]
    [InlineData(56, 70, 48, 80, Change.More)]
    [InlineData(48, 80, 56, 70, Change.Fewer)]
    [InlineData(9, 10, 3, 10, Change.More)]
    [InlineData(2, 40, 1, 40, Change.TooFewToSay)]
    [InlineData(0, 80, 2, 80, Change.TooFewToSay)]
    [InlineData(1, 300, 12, 300, Change.Fewer)]
    [InlineData(5, 5, 5, 5, Change.TooFewToSay)]
    public void A_change_is_called_one_only_where_chance_does_not_explain_it(int now, int of, int before, int ofBefore, Change expected) =>
        Assert.Equal(expected, new Proportion(now, of).ChangeSince(new Proportion(before, ofBefore)));

    [Fact]
    public void The_share_lies_in_its_interval_and_more_orders_narrow_it()
    {
        for (var of = 1; of < 60; of++)
        {
            for (var count = 0; count <= of; count++)
            {
                var share = new Proportion(count, of);
                var tenfold = new Proportion(count * 10, of * 10);

                Assert.InRange(share.Share!.Value, share.Low!.Value, share.High!.Value);
                Assert.InRange(share.Low.Value, 0, 1);
                Assert.InRange(share.High.Value, 0, 1);
                Assert.True(tenfold.High - tenfold.Low < share.High - share.Low);
                Assert.Equal(1 - share.High.Value, new Proportion(of - count, of).Low!.Value, 12);
            }
        }
    }
}

using ServiceBot.Chat;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Chat;

/// <summary>How fast messages go to one chat, request by request.</summary>
public sealed class SendPaceTests
{
    private const string Chat = "-1";

    private readonly WalkedClock _clock = new();
    private readonly SendPace _pace;

    public SendPaceTests() => _pace = new SendPace(new ChannelPace(20, TimeSpan.FromSeconds(1), 30), _clock);

    [Theory]
    [InlineData(0.0, 0.05)]
    [InlineData(0.1, 0.5)]
    [InlineData(0.3, 0.6)]
    public void Sixty_messages_at_once_are_there_within_145_seconds_whatever_a_request_takes(double late, double took)
    {
        var began = new List<DateTimeOffset>();
        var ended = new List<DateTimeOffset>();
        var start = _clock.Now;
        for (var i = 0; i < 60; i++)
        {
            var (from, to) = Send(TimeSpan.FromSeconds(late), TimeSpan.FromSeconds(took));
            began.Add(from);
            ended.Add(to);
        }

        Assert.True(ended[^1] - start <= TimeSpan.FromSeconds(145), $"{ended[^1] - start}");
        // The other side sees a message at some moment between beginning and end: never more than twenty a minute,
        for (var i = 20; i < 60; i++) Assert.True(began[i] - ended[i - 20] > TimeSpan.FromMinutes(1));
        // and, apart from the one that caught up, never more than one a second.
        for (var i = 0; i < 60; i++)
        {
            for (var j = i + 1; j < Math.Min(60, i + 20); j++) Assert.True(began[j] - began[i] > TimeSpan.FromSeconds(j - i - 1));
        }
    }

    [Fact]
    public void After_a_rest_messages_do_not_go_together()
    {
        Send(TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        _clock.Now += TimeSpan.FromSeconds(30);
        var (began, _) = Send(TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

        Assert.Equal(began + TimeSpan.FromSeconds(1), _pace.Next(Chat, _clock.Now));
    }

    [Fact]
    public void Thirty_a_second_are_all_that_go_to_all_chats_together()
    {
        var start = _clock.Now;
        for (var i = 0; i < 30; i++) Assert.Equal(start, _pace.Next($"-{i + 1}", start, ahead: i));
        Assert.True(_pace.Next("-31", start, ahead: 30) > start + TimeSpan.FromSeconds(1));

        for (var i = 0; i < 30; i++) _pace.Began($"-{i + 1}");
        Assert.True(_pace.Next("-31", start) > start);
        _clock.Now += TimeSpan.FromMilliseconds(300);
        for (var i = 0; i < 30; i++) _pace.Ended($"-{i + 1}");

        // The other side may have seen the last of them at the very end.
        Assert.True(_pace.Next("-31", _clock.Now) > _clock.Now + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_hangs_in_some_chats_does_not_take_the_room_of_the_others()
    {
        for (var i = 0; i < 30; i++) _pace.Began($"-{i + 1}");
        _clock.Now += TimeSpan.FromSeconds(3);

        Assert.Equal(_clock.Now, _pace.Next("-31", _clock.Now));
    }

    [Fact]
    public void Where_three_chats_are_told_to_wait_at_once_all_wait()
    {
        _pace.ToldToWait("-1", _clock.Now + TimeSpan.FromSeconds(20));
        _pace.ToldToWait("-2", _clock.Now + TimeSpan.FromSeconds(20));
        Assert.Equal(_clock.Now, _pace.Next("-4", _clock.Now));

        _pace.ToldToWait("-3", _clock.Now + TimeSpan.FromSeconds(30));

        Assert.Equal(_clock.Now + TimeSpan.FromSeconds(30), _pace.Next("-4", _clock.Now));
    }

    private (DateTimeOffset Began, DateTimeOffset Ended) Send(TimeSpan late, TimeSpan took)
    {
        _clock.Now = _pace.Next(Chat, _clock.Now) + late;
        var began = _clock.Now;
        _pace.Began(Chat);
        _clock.Now += took;
        _pace.Ended(Chat);
        return (began, _clock.Now);
    }

    private sealed class WalkedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Given.Monday;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

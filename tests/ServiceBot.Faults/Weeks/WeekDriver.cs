using System.Collections.Concurrent;
using System.Text.Json;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Weeks;

/// <summary>
/// Lives a week: at each of its moments programs hand their records over and people press what they see. Nobody gives up:
/// a program posts until it is answered, a person waits until there is a card.
/// </summary>
internal sealed class WeekDriver(Town town, WeekClock clock, WeekScript script, string inbox, Findings findings) : IAsyncDisposable
{
    // Less than what the service takes for a long absence.
    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);

    private readonly CancellationTokenSource _over = new();
    private readonly Poster _poster = new(town);
    private readonly List<TaskCompletionSource> _moments = [.. script.Moments.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private readonly int[] _open = [.. script.Moments.Select((_, i) => script.Stories.Sum(x => x.Acts.Count(a => a.Step == i)))];
    private readonly ConcurrentDictionary<(int Vehicle, string Button), string> _known = new();
    private readonly ConcurrentDictionary<int, string> _waiting = new();
    private readonly Random _random = new(script.Stories.Count);
    private IReadOnlyList<Task> _stories = [];

    /// <summary>What people see.</summary>
    public WeekWatch Watch { get; } = new(town);

    /// <summary>What people pressed: whose story, and what must come of it.</summary>
    public ConcurrentBag<(int Vehicle, FakePress Press, string Outcome)> Presses { get; } = [];

    /// <summary>When the first record that makes a vehicle suspect was answered.</summary>
    public ConcurrentDictionary<int, DateTimeOffset> Answered { get; } = new();

    /// <summary>When the clock leapt, and over how much.</summary>
    public ConcurrentQueue<(DateTimeOffset At, TimeSpan Over)> Leaps { get; } = new();

    /// <summary>Begins all stories; they wait for their moments.</summary>
    public void Begin()
    {
        Watch.Begin();
        Directory.CreateDirectory(inbox);
        _stories = [.. script.Stories.Select(LiveAsync)];
    }

    /// <summary>Lets a moment come.</summary>
    public async Task ReachAsync(int moment)
    {
        await PassUntilAsync(script.Moments[moment]);
        _moments[moment].TrySetResult();
    }

    /// <summary>Waits until all is done up to a moment.</summary>
    /// <param name="moment">Which.</param>
    /// <param name="patience">Real time; null for as long as a busy machine may take.</param>
    /// <returns>Whether it is.</returns>
    public async Task<bool> DoneAsync(int moment, TimeSpan? patience = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Enumerable.Range(0, moment + 1).Any(i => Volatile.Read(ref _open[i]) > 0))
        {
            if (Broken() is { } broken) await broken;
            if (TimeProvider.System.GetElapsedTime(began) > (patience ?? Town.Patience))
            {
                return patience is not null ? false
                    : throw new TimeoutException(
                        $"At moment {moment} it has not come to pass: {string.Join("; ", _waiting.Values.Take(8))}\n{town.Telegram.PendingUpdates} updates wait "
                        + $"at Telegram, its last requests are\n{string.Join("\n", town.Telegram.Requests.TakeLast(8))}");
            }

            await Task.Delay(Look);
        }

        return true;
    }

    /// <summary>Waits until all stories are over.</summary>
    public Task OverAsync() => Task.WhenAll(_stories);

    /// <summary>Lets the time up to a moment pass, in leaps after each of which the service hears Telegram.</summary>
    public async Task PassUntilAsync(DateTimeOffset at)
    {
        while (clock.GetUtcNow() < at)
        {
            var left = at - clock.GetUtcNow();
            var over = left < Leap ? left : Leap;
            Leaps.Enqueue((clock.GetUtcNow(), over));
            clock.Leap(over);
            await HearAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        foreach (var moment in _moments) moment.TrySetCanceled();
        await Task.WhenAll(_stories).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Watch.DisposeAsync();
        _over.Dispose();
    }

    // Something comes that concerns nobody, so that the question that is open is answered; where it is not heard, it is not.
    private async Task HearAsync()
    {
        town.Telegram.SetBot(town.Members[0].Id, FakeMemberStatus.Member);
        var began = TimeProvider.System.GetTimestamp();
        while (town.Telegram.PendingUpdates > 0 && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMilliseconds(500)) await Task.Delay(5);
    }

    private Task? Broken() => _stories.FirstOrDefault(x => x.IsFaulted);

    private async Task LiveAsync(Story story)
    {
        foreach (var act in story.Acts)
        {
            await _moments[act.Step].Task;
            _waiting[story.Vehicle] = $"{story.Station}, vehicle {story.Vehicle}: {act}";
            await (act switch
            {
                Act.Hand { ByFile: true } x => HandFileAsync(story, x),
                Act.Hand x => HandAsync(story, x),
                Act.See => SeeAsync(story, _ => true),
                Act.Press x => PressAsync(story, x),
                Act.Say x => SayAsync(story, x),
                _ => throw new InvalidOperationException(act.GetType().Name),
            });
            _waiting.TryRemove(story.Vehicle, out _);
            Interlocked.Decrement(ref _open[act.Step]);
        }
    }

    private async Task HandAsync(Story story, Act.Hand hand)
    {
        await _poster.PostAsync(hand.Kind, hand.Body, _over.Token, _ => findings.Add("told to come again", 1));
        if (hand.IsSuspicion) Answered.TryAdd(story.Vehicle, clock.GetUtcNow());
    }

    private async Task HandFileAsync(Story story, Act.Hand hand)
    {
        var name = $"{hand.Kind}-{story.Vehicle}-{hand.Step}.json";
        var partial = Path.Combine(inbox, name + ".part");
        await File.WriteAllTextAsync(partial, JsonSerializer.Serialize(new[] { hand.Body }), _over.Token);
        File.Move(partial, Path.Combine(inbox, name));
        while (File.Exists(Path.Combine(inbox, name))) await Task.Delay(Look, _over.Token);
        findings.Check(File.Exists(Path.Combine(inbox, "done", name)), $"{name} is not in done");
        findings.Add("files", 1);
        if (hand.IsSuspicion) Answered.TryAdd(story.Vehicle, clock.GetUtcNow());
    }

    // Any copy of the card that people see; where there is none in the present group, one in a former group.
    private async Task<FakeMessage> SeeAsync(Story story, Func<FakeMessage, bool> fits)
    {
        while (true)
        {
            if (Watch.CaseOf(story.Vehicle) is { } number)
            {
                var cards = Watch.Cards(story.Station, number).Where(fits).ToList();
                if (cards.Count > 0)
                {
                    foreach (var button in Buttons.Votes)
                    {
                        if (cards[^1].Keyboard.Buttons.FirstOrDefault(x => x.Text.StartsWith(button, StringComparison.Ordinal))?.Data is { } data)
                            _known[(story.Vehicle, button)] = data;
                    }

                    var present = cards.Where(x => x.ChatId == cards[^1].ChatId).ToList();
                    lock (_random) return present[_random.Next(present.Count)];
                }
            }

            await Task.Delay(Look, _over.Token);
        }
    }

    private async Task PressAsync(Story story, Act.Press act)
    {
        // Who votes when all is over has an old picture of the card before him.
        var isVote = Buttons.Choice(act.Button) is not null;
        var card = await SeeAsync(story, x => isVote || Find(x, act.Button) is not null);
        var data = Find(card, act.Button) ?? _known.GetValueOrDefault((story.Vehicle, act.Button));
        while (data is null)
        {
            await Task.Delay(Look, _over.Token);
            card = await SeeAsync(story, x => Find(x, act.Button) is not null);
            data = Find(card, act.Button);
        }

        var person = act.Person == TrueCase.Stranger ? 9900 : town.Members[act.Person].Id;
        var press = town.Telegram.PressForged(person, card.ChatId, card.Id, data);
        Presses.Add((story.Vehicle, press, act.Outcome));
        string? outcome;
        while ((outcome = Watch.Outcome(press.Id)) is null) await Task.Delay(Look, _over.Token);
        findings.Check(outcome == act.Outcome, $"{story.Station}, vehicle {story.Vehicle}: {act} came to {outcome}");
    }

    private async Task SayAsync(Story story, Act.Say act)
    {
        FakeMessage? said = null;
        while (said is null)
        {
            var card = await SeeAsync(story, x => x.ChatId == Watch.GroupsOf(story.Station)[^1] && !Watch.Unheard.ContainsKey(x.ChatId));
            try
            {
                said = town.Telegram.Write(town.Members[act.Person].Id, card.ChatId, act.Text, replyTo: card.Id);
            }
            catch (InvalidOperationException)
            {
                // Somebody has deleted it, or the group has moved in this moment: he looks again.
                await Task.Delay(Look, _over.Token);
            }
        }

        while (Watch.Outcome(WeekWatch.KeyOf(said)) is null) await Task.Delay(Look, _over.Token);
    }

    private static string? Find(FakeMessage card, string button) =>
        card.Keyboard.Buttons.FirstOrDefault(x => x.Text.StartsWith(button, StringComparison.Ordinal))?.Data;
}

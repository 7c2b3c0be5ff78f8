using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Weeks;

/// <summary>
/// What people see while a week goes on: which presses and messages the service has taken, what number a vehicle's case has,
/// and which cards of it are in the chat.
/// </summary>
internal sealed class WeekWatch(Town town) : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<string, string> _taken = new();
    private readonly ConcurrentDictionary<string, int> _cases = new();
    private readonly Lock _gate = new();
    private readonly List<(string Station, long Group)> _groups = [.. town.Places.Select(x => (x.Code, x.Group.Id))];
    private ILookup<(string, int), FakeMessage> _cards = Array.Empty<FakeMessage>().ToLookup(_ => ("", 0));
    private Task _looking = Task.CompletedTask;
    private long _lastPress, _lastCase, _seenAt;

    /// <summary>The groups out of which the bot has been thrown: nothing that is said there reaches it, then or later, so people wait.</summary>
    public ConcurrentDictionary<long, byte> Unheard { get; } = new();

    /// <summary>Begins to look.</summary>
    public void Begin() => _looking = LookAsync();

    /// <summary>What came of a press or message; null while it is not taken.</summary>
    public string? Outcome(string key) => _taken.GetValueOrDefault(key);

    /// <summary>The number of a vehicle's case; null while there is none.</summary>
    public int? CaseOf(int vehicle) => _cases.TryGetValue(Town.Vin(vehicle), out var number) ? number : null;

    /// <summary>A station's group has become another one.</summary>
    public void Moved(string station, long group)
    {
        lock (_gate)
        {
            _groups.Add((station, group));
            _seenAt = 0;
        }
    }

    /// <summary>The groups that a station has had, the present one last.</summary>
    public IReadOnlyList<long> GroupsOf(string station)
    {
        lock (_gate) return [.. _groups.Where(x => x.Station == station).Select(x => x.Group)];
    }

    /// <summary>The cards of a case, those in former groups first, copies too.</summary>
    public IReadOnlyList<FakeMessage> Cards(string station, int number)
    {
        lock (_gate)
        {
            if (TimeProvider.System.GetElapsedTime(_seenAt) > Glance)
            {
                _cards = _groups.SelectMany(x => town.Telegram.BotMessages(x.Group).Select(card => (x.Station, Case: Ledger.CaseOf(card), Card: card)))
                    .Where(x => x.Case is not null).ToLookup(x => (x.Station, x.Case!.Value), x => x.Card);
                _seenAt = TimeProvider.System.GetTimestamp();
            }

            return [.. _cards[(station, number)]];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _looking;
        _over.Dispose();
    }

    private async Task LookAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                foreach (var press in await town.ReadAsync(db => db.Presses.AsNoTracking().Where(x => x.Id > _lastPress).OrderBy(x => x.Id)
                    .Select(x => new { x.Id, x.QueryId, x.Outcome }).ToListAsync()))
                {
                    _taken[press.QueryId] = press.Outcome;
                    _lastPress = press.Id;
                }

                foreach (var one in await town.ReadAsync(db => db.Cases.AsNoTracking().Where(x => x.Id > _lastCase).OrderBy(x => x.Id)
                    .Select(x => new { x.Id, x.Vin, x.Number }).ToListAsync()))
                {
                    _cases[one.Vin!] = one.Number;
                    _lastCase = one.Id;
                }
            }
            catch (SqliteException)
            {
                // It is locked, full, or its process was just killed: it is looked at again.
            }

            await Task.Delay(Glance, CancellationToken.None);
        }
    }

    /// <summary>The key under which a message of a person is kept.</summary>
    public static string KeyOf(FakeMessage message) => string.Create(CultureInfo.InvariantCulture, $"message:{message.ChatId}:{message.Id}");
}

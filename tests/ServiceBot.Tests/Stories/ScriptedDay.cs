using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>
/// A day of several stations as people and programs live it: a program posts until it is answered, a person presses until
/// someone answers. Keeps the ledger of what was acknowledged.
/// </summary>
internal sealed class ScriptedDay(FakeTelegramServer telegram, int stations, int vehicles)
{
    /// <summary>So many of the four press; the fourth does not, so that no vote closes.</summary>
    public const int Voters = 3;

    private readonly List<(string Station, FakeChat Group, IReadOnlyList<FakeUser> Members)> _stations = [];

    /// <summary>Ids of records whose acceptance was answered, by station.</summary>
    public ConcurrentBag<(string Station, string Id)> Accepted { get; } = [];

    /// <summary>The choice last answered as taken, by station, case title and member.</summary>
    public ConcurrentDictionary<(string Station, int Case, string Member), string> Votes { get; } = new();

    /// <summary>What was acknowledged so far, records and votes.</summary>
    public int Acknowledged => Accepted.Count + Votes.Count;

    /// <summary>What the whole day acknowledges.</summary>
    public int Expected => vehicles * (2 + Voters);

    public IReadOnlyList<(string Station, FakeChat Group, IReadOnlyList<FakeUser> Members)> Stations => _stations;

    /// <summary>The settings of the stations, JSON.</summary>
    public string Settings()
    {
        var list = new List<object>();
        for (var n = 1; n <= stations; n++)
        {
            var baseId = 10_000 * n;
            var members = StationUnderTest.Members.Take(4)
                .Select((m, i) => telegram.AddUser(m.Name, id: baseId + i)).ToList();
            var group = telegram.AddSupergroup($"СТО {n}", [.. members]);
            _stations.Add(($"s{n}", group, members));
            list.Add(new
            {
                Code = $"s{n}",
                Name = $"СТО {n}",
                TimeZone = "Europe/Moscow",
                Chats = new[] { new { Channel = "telegram", Id = group.Id.ToString() } },
                Members = StationUnderTest.Members.Take(4).Select((m, i) => new
                {
                    m.Id, m.Name, Roles = new[] { m.Role }, Telegram = baseId + i,
                }),
                // Nothing is decided while the day lasts, so that every vote stays to be counted.
                Commission = new { Quorum = 4, Deadline = "5.00:00:00", MinimumOpen = "1.00:00:00" },
            });
        }

        return JsonSerializer.Serialize(new
        {
            ServiceBot = new
            {
                Language = "ru",
                Stations = list,
                Telegram = new { telegram.Token, ApiUrl = telegram.Url },
                Api = new { Keys = new[] { new { Name = "tests", Key = StationUnderTest.ApiKey, Stations = Array.Empty<string>() } } },
                Digest = new { Day = TimeProvider.System.GetUtcNow().DayOfWeek.ToString(), Time = "00:00" },
            },
        });
    }

    /// <summary>One repair a station, of a vehicle that never comes back.</summary>
    public async Task PostAgedAsync(HttpClient http)
    {
        foreach (var (station, _, _) in _stations)
        {
            var opened = TimeProvider.System.GetUtcNow().AddDays(-16);
            using var answer = await http.PostAsJsonAsync("api/v1/work-orders", new
            {
                id = "ЗН-старый", station, vehicle = new { plate = "В777ВВ78" }, openedAt = opened, closedAt = opened.AddHours(2),
            });
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>A program posts two records a vehicle, each until it is answered.</summary>
    public async Task PostAllAsync(HttpClient http, CancellationToken cancel)
    {
        for (var v = 0; v < vehicles && !cancel.IsCancellationRequested; v++)
        {
            var station = _stations[v % _stations.Count].Station;
            var opened = TimeProvider.System.GetUtcNow().AddDays(-9);
            var vehicle = new { vin = $"X9632120090{v:000000}", plate = $"А{v:000}ВС178" };
            await PostAsync(http, "work-orders", station, $"ЗН-{v}", new
            {
                id = $"ЗН-{v}", station, vehicle, openedAt = opened, closedAt = opened.AddHours(5), complaint = "стук спереди справа",
                lines = new[] { new { text = "Замена шаровой опоры" } },
            }, cancel);
            await PostAsync(http, "bookings", station, $"З-{v}", new
            {
                id = $"З-{v}", station, vehicle, createdAt = TimeProvider.System.GetUtcNow().AddDays(-1), complaint = "снова стук", possibleRepeat = true,
            }, cancel);
        }
    }

    /// <summary>Three people, each with a telephone, press on every card they see until each has an answer that the vote was taken.</summary>
    public Task PressAllAsync(int seed, CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, Voters).Select(i => PressAllAsync(i, new Random(seed + i), cancel)));

    private async Task PressAllAsync(int person, Random random, CancellationToken cancel)
    {
        var member = StationUnderTest.Members[person].Id;
        while (!cancel.IsCancellationRequested && Votes.Keys.Count(x => x.Member == member) < vehicles)
        {
            var open = (
                from x in _stations
                from card in CardsOf(x.Station)
                where !Votes.ContainsKey((x.Station, CaseOf(card), member))
                select (x.Station, User: x.Members[person], Card: card)).ToList();
            if (open.Count == 0)
            {
                await Task.Delay(50, CancellationToken.None);
                continue;
            }

            var one = open[random.Next(open.Count)];
            var label = random.Next(2) == 0 ? "✅ Повторный" : "❌ Не повторный";
            try
            {
                var answer = await telegram.Press(one.User.Id, one.Card.ChatId, one.Card.Id, label).AnswerAsync(TimeSpan.FromSeconds(3));
                if (IsTaken(answer.Text!)) Votes[(one.Station, CaseOf(one.Card), member)] = label[0] == '✅' ? "Repeat" : "NotRepeat";
            }
            catch (TimeoutException)
            {
                // Nobody answered: a person presses again. What that press did is not in the ledger until it is answered.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    /// <summary>The cards of a station that can be pressed.</summary>
    public IReadOnlyList<FakeMessage> CardsOf(string station) =>
        [.. telegram.BotMessages(_stations.Single(x => x.Station == station).Group.Id).Where(x => IsCard(x) && !x.Keyboard.IsEmpty)];

    /// <summary>Whether an answer says that a vote counts.</summary>
    public static bool IsTaken(string answer) =>
        answer.Contains("Голос принят", StringComparison.Ordinal) || answer.Contains("Голос изменён", StringComparison.Ordinal)
        || answer.Contains("уже учтён", StringComparison.Ordinal);

    public static bool IsCard(FakeMessage message) => message.Words.Split('\n')[0].Contains(" Случай №", StringComparison.Ordinal);

    public static int CaseOf(FakeMessage card)
    {
        var start = card.Words.IndexOf('№', StringComparison.Ordinal) + 1;
        return int.Parse(new string([.. card.Words.Skip(start).TakeWhile(char.IsDigit)]));
    }

    private async Task PostAsync(HttpClient http, string kind, string station, string id, object record, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.PostAsJsonAsync("api/v1/" + kind, record, CancellationToken.None);
                if (answer.IsSuccessStatusCode)
                {
                    Accepted.Add((station, id));
                    return;
                }

                throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
            {
                await Task.Delay(30, CancellationToken.None);
            }
        }
    }
}

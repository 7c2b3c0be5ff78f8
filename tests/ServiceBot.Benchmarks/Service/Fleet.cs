using System.Globalization;
using System.Text.Json;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Benchmarks.Service;

/// <summary>Invented stations, each with its group in the fake Telegram and a commission of four.</summary>
internal sealed class Fleet
{
    public const string ApiKey = "key-of-the-benchmarks-0123456789ab";

    private static readonly string[] Roles = ["HeadOfClientService", "StationManager", "Foreman", "ServiceDirector"];

    private readonly FakeTelegramServer _telegram;

    public Fleet(FakeTelegramServer telegram, int stations)
    {
        _telegram = telegram;
        Members = [.. Roles.Select((role, i) => telegram.AddUser("Комиссаров " + role, id: 9001 + i))];
        Groups = [.. Enumerable.Range(1, stations).Select(n => telegram.AddSupergroup($"СТО {n}", [.. Members]))];
    }

    /// <summary>The commission, the same at every station.</summary>
    public IReadOnlyList<FakeUser> Members { get; }

    /// <summary>The groups, one a station, in their order.</summary>
    public IReadOnlyList<FakeChat> Groups { get; }

    /// <summary>The code of a station.</summary>
    /// <param name="index">From 0.</param>
    public static string Code(int index) => string.Create(CultureInfo.InvariantCulture, $"s{index + 1}");

    /// <summary>The settings of the service, JSON. Nothing is decided while the measurement lasts: every vote counts.</summary>
    public string Settings() => JsonSerializer.Serialize(new
    {
        ServiceBot = new
        {
            Language = "ru",
            Stations = Groups.Select((group, n) => new
            {
                Code = Code(n),
                Name = group.Title,
                TimeZone = "Europe/Moscow",
                Chats = new[] { new { Channel = "telegram", Id = group.Id.ToString(CultureInfo.InvariantCulture) } },
                Members = Members.Select((user, i) => new
                {
                    Id = "m" + (i + 1), Name = user.FirstName, Roles = new[] { Roles[i] }, Telegram = user.Id,
                }),
                Commission = new { Quorum = 4, Deadline = "5.00:00:00", MinimumOpen = "1.00:00:00" },
            }),
            // A list that goes ahead of a flood of cards is no card.
            Detection = new { AnnounceOver = 0 },
            Telegram = new { _telegram.Token, ApiUrl = _telegram.Url },
            Api = new { CallsPerMinute = 0, Keys = new[] { new { Name = "benchmarks", Key = ApiKey } } },
        },
    });
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("servicebot-benchmark-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}

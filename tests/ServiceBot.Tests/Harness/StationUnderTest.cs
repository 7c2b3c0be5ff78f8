using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Harness;

/// <summary>The settings of an invented station with its commission; the group is the fake Telegram's, the room the built-in chat's.</summary>
internal static class StationUnderTest
{
    public const string Code = "sever";

    public const string ApiKey = "key-of-the-tests-0123456789abcdef";

    /// <summary>Id, name, role and, by position, the Telegram user 9001, 9002, …</summary>
    public static IReadOnlyList<(string Id, string Name, string Role)> Members { get; } =
    [
        ("client", "Климова А. В.", "HeadOfClientService"),
        ("manager", "Рогов С. Т.", "StationManager"),
        ("foreman", "Мастеров Ц. Х.", "Foreman"),
        ("director", "Директоров Д. П.", "ServiceDirector"),
        ("advisor", "Консультантов М. К.", "Advisor"),
    ];

    public static Settings Settings(string dataFolder, string? telegramUrl = null, string? token = null, long? group = null)
    {
        var station = new StationSettings
        {
            Code = Code,
            Name = "СТО Северный",
            TimeZone = "Europe/Moscow",
            Chats = [new ChatSettings { Channel = "web", Id = Code }],
            Members = [.. Members.Select((m, i) => new MemberSettings
            {
                Id = m.Id, Name = m.Name, Roles = [m.Role], Telegram = 9001 + i,
            })],
            Commission = new CommissionSettings { Quorum = 3, Deadline = TimeSpan.FromHours(16) },
        };
        if (group is not null)
            station.Chats.Add(new ChatSettings { Channel = "telegram", Id = group.Value.ToString() });
        return new Settings
        {
            DataFolder = dataFolder,
            Stations = [station],
            Telegram = new TelegramSettings { Token = token, ApiUrl = telegramUrl ?? "https://api.telegram.org" },
            Api = new ApiSettings { Keys = [new ApiKeySettings { Name = "tests", Key = ApiKey }] },
            Inbox = new InboxSettings { PollSeconds = 0.2 },
            // The records of the tests are of fixed days, and some tests go by the clock on the wall.
            Detection = new DetectionSettings { AlertWithinDays = 0 },
        };
    }

    /// <summary>Adds the members and one stranger to the fake server.</summary>
    public static (IReadOnlyList<FakeUser> Members, FakeUser Stranger) AddPeople(FakeTelegramServer telegram)
    {
        var members = Members.Select((m, i) => telegram.AddUser(m.Name, id: 9001 + i)).ToList();
        return (members, telegram.AddUser("Прохожий", id: 9900));
    }
}

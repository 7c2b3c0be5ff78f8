using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Demo;

/// <summary>
/// The invented station of the samples: no token, no account, no network. Its data lie apart from the service's.
/// </summary>
internal static class DemoStation
{
    public const string Code = "sever";

    /// <summary>What the demonstration needs, in place of the stations that are set.</summary>
    public static Settings Settings(Settings set)
    {
        set.DataFolder = Path.Combine(set.DataFolder, "demo");
        set.Database = new DatabaseSettings();
        set.Telegram = new TelegramSettings();
        set.Api = new ApiSettings();
        set.Inbox.Folder = null;
        // What the samples have to show is shown, however old it is.
        (set.Detection.AlertWithinDays, set.Detection.AnnounceOver) = (0, 0);
        set.Stations =
        [
            new StationSettings
            {
                Code = Code,
                Name = set.Language == "en" ? "Severny service station" : "СТО Северный",
                TimeZone = "Europe/Moscow",
                WorkingHours = new Dictionary<string, string> { ["Mon-Sat"] = "09:00-19:00" },
                Chats = [new ChatSettings { Channel = "web", Id = Code }],
                Members =
                [
                    Member("klimova", "Климова Анна", "HeadOfClientService"),
                    Member("rogov", "Рогов Сергей", "StationManager", "Administrator"),
                    Member("gromov", "Громов Егор", "Foreman"),
                    Member("sokolov", "Соколов Дмитрий", "ServiceDirector"),
                    Member("orlova", "Орлова Алла", "Advisor"),
                    Member("ryabov", "Рябов Николай", "Mechanic"),
                ],
                Commission = new CommissionSettings { Quorum = 3, Deadline = TimeSpan.FromHours(20) },
            },
        ];
        return set;
    }

    /// <summary>Reads the samples into an empty store; a store that holds records is left as it is.</summary>
    /// <returns>What became of the samples; null when the store was filled before.</returns>
    /// <exception cref="InvalidOperationException">The samples are not beside the program, or hold a fault.</exception>
    public static async Task<IntakeResult?> FillAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using (var db = await services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync(cancel))
        {
            if (await db.Records.AnyAsync(cancel)) return null;
        }

        var records = ReadSamples(services.GetRequiredService<StationDirectory>());
        var by = SampleDates.Shift(records, services.GetRequiredService<TimeProvider>().GetUtcNow());
        return await services.GetRequiredService<RecordIntake>()
            .AcceptAsync([.. records.OrderBy(x => x.At).Select(x => SampleDates.Moved(x, by))], cancel);
    }

    private static List<SourceRecord> ReadSamples(StationDirectory stations)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples");
        var options = new FileReadingOptions(StationClocks.One(Code, stations.Get(Code).Calendar.Zone)) { DefaultStation = Code };
        var records = new List<SourceRecord>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(path);
            foreach (var item in RecordFile.Read(content, Path.GetFileName(path), options))
            {
                switch (item)
                {
                    case FileItem.Record record: records.Add(record.Value); break;
                    case { Faults.Count: 0 }: break;
                    default: throw new InvalidOperationException($"The sample {Path.GetFileName(path)} holds a fault: {item}");
                }
            }
        }

        return records.Count > 0 ? records : throw new InvalidOperationException($"There are no samples in {folder}.");
    }

    private static MemberSettings Member(string id, string name, params string[] roles) =>
        new() { Id = id, Name = name, Roles = [.. roles] };
}

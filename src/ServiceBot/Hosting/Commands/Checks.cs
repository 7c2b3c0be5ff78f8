using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Digests;
using ServiceBot.Domain.Statistics;
using ServiceBot.Intake.Files;
using ServiceBot.Intake.Watching;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary>What <c>check</c> tries, in the order in which a person mends it.</summary>
internal sealed class Checks(CommandRun run, TimeProvider time)
{
    private readonly CommandWording _words = run.Words;
    private readonly Settings _settings = run.Settings;
    private readonly StationDirectory _stations = StationDirectory.From(run.Settings);

    public async IAsyncEnumerable<ProbeLine> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new ProbeLine(true, _words.Plural("CheckSettings", _stations.All.Count));
        var folder = Folder("CheckDataFolder", Path.GetFullPath(_settings.DataFolder));
        yield return folder;
        // Nearly all else rests on it.
        if (!folder.Ok) yield break;
        await using var services = CommandServices.Build(_settings, run.Configuration);
        yield return await DatabaseAsync(services, cancel);
        yield return _settings.Inbox.Enabled
            ? Folder("CheckInbox", new InboxPlace(_settings).Folder)
            : new ProbeLine(true, _words["CheckInboxOff"]);
        yield return new ProbeLine(
            true, _settings.Api.Keys.Count == 0 ? _words["CheckApiClosed"] : _words.Plural("CheckApiKeys", _settings.Api.Keys.Count));
        await foreach (var line in new SourceProbe(services.GetServices<IWatchedSource>(), _settings, services.GetRequiredService<WatcherWording>()).AllAsync(cancel))
            yield return line;
        foreach (var station in _stations.All)
        {
            yield return Clock(station);
            yield return Deadline(station);
            yield return Commission(station);
            yield return Chats(station);
            if (await MembersAsync(services, station, cancel) is { } members) yield return members;
        }

        yield return Digest(services.GetRequiredService<DigestHour>());
        foreach (var line in await MessagesAsync(services, cancel)) yield return line;
        if (services.GetService<TelegramProbe>() is { } telegram)
        {
            foreach (var line in await telegram.RunAsync(cancel)) yield return line;
        }

        yield return Directory.Exists(Path.Combine(AppContext.BaseDirectory, "samples"))
            ? new ProbeLine(true, _words["CheckSamples"])
            : new ProbeLine(false, _words["CheckNoSamples"], _words["CheckNoSamplesMend"]);
    }

    private ProbeLine Folder(string key, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".servicebot-check-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose)) { }
            return new ProbeLine(true, _words.Format(key, folder));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ProbeLine(false, _words.Format(key + "Closed", folder, fault.Message), _words["CheckFolderMend"]);
        }
    }

    private async Task<ProbeLine> DatabaseAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (NewDatabase(services) is { } file) return new ProbeLine(true, _words.Format("CheckDatabaseNew", file));
        try
        {
            var pending = await services.GetRequiredService<Schema>().PendingAsync(cancel);
            if (pending.Count > 0)
                return new ProbeLine(false, _words.Plural("CheckMigrations", pending.Count), _words["CheckMigrationsMend"]);
            // A place in the queue of writers shows that the file may be written; nothing is changed.
            var records = await services.GetRequiredService<Writer>()
                .InTransactionAsync((db, token) => db.Records.CountAsync(token), cancel);
            return new ProbeLine(true, _words.Plural("CheckDatabase", records));
        }
        catch (DbException fault)
        {
            return new ProbeLine(false, _words.Format("CheckDatabaseSilent", fault.Message), _words["CheckDatabaseMend"]);
        }
    }

    /// <summary>The file of a database that the first start will make; null where there is one.</summary>
    private static string? NewDatabase(IServiceProvider services) =>
        services.GetRequiredService<DatabaseCopy>().File is { } file && !File.Exists(file) ? file : null;

    private ProbeLine Clock(Station station) => new(
        true, _words.Format("CheckClock", station.Name, station.Calendar.Zone.Id, Moment(station, time.GetUtcNow())));

    private ProbeLine Deadline(Station station)
    {
        try
        {
            var deadline = station.Calendar.AddWorkingTime(time.GetUtcNow(), station.Commission.Deadline);
            return new ProbeLine(true, _words.Format("CheckDeadline", station.Name, Moment(station, deadline)));
        }
        catch (InvalidOperationException)
        {
            return new ProbeLine(false, _words.Format("CheckNoDeadline", station.Name), _words["CheckNoDeadlineMend"]);
        }
    }

    private ProbeLine Commission(Station station)
    {
        var voters = station.Members.Count(m => m.Member.MayVote);
        return voters == 0
            ? new ProbeLine(false, _words.Format("CheckNoVoters", station.Name), _words.Format("CheckNoVotersMend", station.Code))
            : new ProbeLine(true, _words.Format("CheckVoters", station.Name, voters, station.Commission.Quorum));
    }

    private ProbeLine Chats(Station station) => station.Chats.Count == 0
        ? new ProbeLine(false, _words.Format("CheckNoChat", station.Name), _words.Format("CheckNoChatMend", station.Code))
        : new ProbeLine(true, _words.Format("CheckChats", station.Name, string.Join(", ", station.Chats.Select(c => c.Key))));

    /// <summary>Who votes and cannot be recognised in Telegram; null where the station has no chat there.</summary>
    private async Task<ProbeLine?> MembersAsync(IServiceProvider services, Station station, CancellationToken cancel)
    {
        if (!station.Chats.Any(c => c.Channel == "telegram")) return null;
        var linked = await LinkedAsync(services, station, cancel);
        var missing = station.Members
            .Where(m => m.Member.MayVote && m.TelegramId is null && !linked.Contains(m.Member.Id))
            .Select(m => m.Member.Name).ToList();
        return missing.Count == 0
            ? new ProbeLine(true, _words.Format("CheckLinked", station.Name))
            : new ProbeLine(
                false, _words.Format("CheckNotLinked", station.Name, string.Join(", ", missing)), _words["CheckNotLinkedMend"]);
    }

    private async Task<HashSet<string>> LinkedAsync(IServiceProvider services, Station station, CancellationToken cancel)
    {
        // To ask a database that is not there would make an empty one.
        if (NewDatabase(services) is not null) return [];
        try
        {
            if ((await services.GetRequiredService<Schema>().PendingAsync(cancel)).Count > 0) return [];
            await using var db = await services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync(cancel);
            return [.. await db.MemberLinks.AsNoTracking()
                .Where(x => x.Station == station.Code && x.Channel == "telegram").Select(x => x.MemberId).ToListAsync(cancel)];
        }
        catch (DbException)
        {
            // The line about the database has said so; nobody is linked in a store that is not there.
            return [];
        }
    }

    /// <summary>Messages that do not arrive as they are meant, and what may stand in a chat twice; nothing where all is well.</summary>
    private async Task<IReadOnlyList<ProbeLine>> MessagesAsync(IServiceProvider services, CancellationToken cancel)
    {
        // To look would make the file.
        if (services.GetRequiredService<DatabaseCopy>().File is { } file && !File.Exists(file)) return [];
        try
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync(cancel);
            var troubles = OutboxHealth.Lines(
                await OutboxTroubles.ReadAsync(db, time.GetUtcNow(), cancel), new HealthWording(_words.Culture));
            var lines = troubles.Select(x => new ProbeLine(false, x, _words["CheckMessagesMend"])).ToList();
            var strays = await db.Outbox.AsNoTracking().Where(x => x.Strays > 0 && x.MessageId != null)
                .OrderBy(x => x.Id).Select(x => x.Subject).ToListAsync(cancel);
            // No fault: people see it, and it goes at a press.
            if (strays.Count > 0) lines.Add(new ProbeLine(true, _words.Plural("CheckStrays", strays.Count, string.Join(", ", strays.Take(5)))));
            return lines;
        }
        catch (DbException)
        {
            // The line about the database has said so.
            return [];
        }
    }

    private ProbeLine Digest(DigestHour hour)
    {
        var station = _stations.All[0];
        var week = ReportingWeek.Of(time.GetUtcNow(), station.Calendar);
        return new ProbeLine(true, _words.Format(
            "CheckDigest", _words.Culture.DateTimeFormat.GetDayName(hour.Day), hour.Time.ToString("HH:mm", _words.Culture), week));
    }

    private string Moment(Station station, DateTimeOffset at) =>
        station.Calendar.Local(at).ToString("dd.MM.yyyy HH:mm", _words.Culture);
}

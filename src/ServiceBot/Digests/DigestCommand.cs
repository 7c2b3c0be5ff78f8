using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Digests;

/// <summary>What the command <c>digest</c> does.</summary>
internal sealed class DigestCommand(
    IDbContextFactory<ServiceBotDb> contexts,
    DigestReader reader,
    DigestPage page,
    DigestPost post,
    DigestWording words,
    TimeProvider time)
{
    /// <summary>Prints a week's digest, or posts it.</summary>
    /// <param name="station">The station.</param>
    /// <param name="asked">The week, or null: the one that runs, or the last finished one when posting.</param>
    /// <param name="posting">Whether to post it to the station's chats.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<DigestPrint> RunAsync(Station station, ReportingWeek? asked, bool posting, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var running = ReportingWeek.Of(now, station.Calendar);
        var week = asked ?? (posting ? running.Previous : running);
        if (week.CompareTo(running) > 0) return Refused(words.Format("WeekNotBegun", week));
        return posting ? await PostAsync(station, week, now, cancel) : new DigestPrint(await TextAsync(station, week, now, cancel), null);
    }

    private async Task<DigestPrint> PostAsync(Station station, ReportingWeek week, DateTimeOffset now, CancellationToken cancel)
    {
        if (now < week.End(station.Calendar))
            return Refused(words.Format("WeekRuns", week, station.Calendar.Local(week.End(station.Calendar))));
        if (station.Chats.Count == 0) return Refused(words.Format("NoChats", station.Code));
        var posted = await post.PostAsync(station, week, now, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var frozen = (await post.FrozenAsync(db, station.Code, week, cancel))!;
        return posted
            ? new DigestPrint(
                DigestPage.Text(frozen.Message) + "\n\n" + words.Plural("Posted", station.Chats.Count, week), null)
            : Refused(words.Format("AlreadyPosted", week, station.Calendar.Local(frozen.At)));
    }

    private async Task<string> TextAsync(Station station, ReportingWeek week, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var message = (await post.FrozenAsync(db, station.Code, week, cancel))?.Message
            ?? page.Write(station, await reader.ReadAsync(db, station, week, now, cancel), late: false);
        return DigestPage.Text(message);
    }

    private static DigestPrint Refused(string reason) => new(null, reason);
}

/// <summary>What the command has to say.</summary>
/// <param name="Text">For standard output, or null.</param>
/// <param name="Refusal">For standard error, or null when it was done.</param>
internal sealed record DigestPrint(string? Text, string? Refusal);

using Microsoft.EntityFrameworkCore;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Hosting;
using ServiceBot.Intake.Files;
using ServiceBot.Storage;

namespace ServiceBot.Persons;

/// <summary>
/// Takes personal data out of what is older than <c>Retention:PersonalDataMonths</c>: customers, telephones in every text, calls,
/// photos, and the files that were read. Signals, cases, votes and figures stay as they are.
/// </summary>
internal sealed partial class OldPersons(
    Settings settings, PersonRows rows, DatabaseScrub scrub, Writer writer, Outbox outbox, TimeProvider time, ILogger<OldPersons> log)
{
    private static readonly EverybodyRemoved Everybody = new();

    /// <summary>Does what is due; nothing where no setting asks for it.</summary>
    /// <returns>What was removed; null where nothing is ever removed.</returns>
    public async Task<RemovalReceipt?> RemoveAsync(CancellationToken cancel)
    {
        if (settings.Retention.PersonalDataMonths is not { } months) return null;
        var before = time.GetUtcNow().AddMonths(-months);
        var receipt = new RemovalReceipt();
        await rows.RemoveAsync(Everybody, before, receipt, cancel);
        await RemovePhotosAsync(before, receipt, cancel);
        receipt.Files = RemoveFiles(before);
        if (receipt.IsEmpty) return receipt;
        await writer.InTransactionAsync((db, stop) => outbox.RefreshCardsAsync(db, receipt.Cases, stop), cancel);
        if (!await scrub.FoldLogAsync(cancel)) Log.LogInUse(log);
        Log.Removed(
            log, months, receipt.Records, receipt.Calls, receipt.Signals + receipt.Reports + receipt.Remarks,
            receipt.Messages + receipt.WebMessages + receipt.Documents, receipt.Photos, receipt.Files);
        return receipt;
    }

    private Task RemovePhotosAsync(DateTimeOffset before, RemovalReceipt receipt, CancellationToken cancel) =>
        writer.InTransactionAsync(
            async (db, stop) =>
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", stop);
                var old = db.Attachments.Where(x => x.At < before && x.Content != null);
                foreach (var one in await old.Select(x => new { x.Case!.Station, x.Case.Number }).Distinct().ToListAsync(stop))
                    receipt.Cases.Add(CaseFile.Subject(one.Station, one.Number));
                // The row stays: how many photos a remark had is part of what happened.
                receipt.Photos += await old.ExecuteUpdateAsync(
                    x => x.SetProperty(y => y.Content, (byte[]?)null).SetProperty(y => y.ContentType, (string?)null).SetProperty(y => y.Reference, ""), stop);
                var keys = db.WebPhotos.Where(x => x.At < before).Select(x => x.Key);
                await db.WebMessages.Where(x => x.PhotoKey != null && keys.Contains(x.PhotoKey))
                    .ExecuteUpdateAsync(x => x.SetProperty(y => y.PhotoKey, (string?)null), stop);
                receipt.Photos += await db.WebPhotos.Where(x => x.At < before).ExecuteDeleteAsync(stop);
            },
            cancel);

    private int RemoveFiles(DateTimeOffset before)
    {
        var place = new InboxPlace(settings);
        var removed = 0;
        foreach (var folder in (string[])[place.Done, place.Rejected])
        {
            if (!Directory.Exists(folder)) continue;
            foreach (var file in Directory.EnumerateFiles(folder).Where(x => File.GetLastWriteTimeUtc(x) < before.UtcDateTime))
            {
                try
                {
                    File.Delete(file);
                    removed++;
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    Log.FileStays(log, fault.GetType().Name);
                }
            }
        }

        return removed;
    }

    private static partial class Log
    {
        [LoggerMessage(1951, LogLevel.Information,
            "Personal data older than {Months} months was removed: {Records} records, {Calls} calls, {Words} signals, reports and remarks, {Messages} messages, {Photos} photos, {Files} files")]
        public static partial void Removed(ILogger log, int months, int records, int calls, int words, int messages, int photos, int files);

        [LoggerMessage(1952, LogLevel.Warning, "Somebody reads the database; its log is emptied when he ends")]
        public static partial void LogInUse(ILogger log);

        [LoggerMessage(1953, LogLevel.Warning, "A file of the inbox that has become too old cannot be removed: {Fault}")]
        public static partial void FileStays(ILogger log, string fault);
    }
}

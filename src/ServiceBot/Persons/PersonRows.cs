using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceBot.Cases;
using ServiceBot.Chat;
using ServiceBot.Storage;

namespace ServiceBot.Persons;

/// <summary>Takes persons out of every table that can hold words about them, in small transactions; beside a running service too.</summary>
internal sealed partial class PersonRows(Writer writer, IDbContextFactory<ServiceBotDb> contexts)
{
    private const int Batch = 200;

    // What happened is never changed, except by whom the law lets ask for it; the tables refuse everybody else.
    private static readonly string[] Guarded = ["CaseFacts", "StaffReports"];

    /// <summary>Takes the persons out.</summary>
    /// <param name="removal">Which.</param>
    /// <param name="before">Only what is older; null: everything.</param>
    /// <param name="receipt">What was done is added here.</param>
    /// <param name="cancel">Ends it between two transactions; begun again it goes on.</param>
    public async Task RemoveAsync(PersonRemoval removal, DateTimeOffset? before, RemovalReceipt receipt, CancellationToken cancel)
    {
        // A record's customer goes whether or not a telephone stands there, and a call as a whole.
        await EachAsync(
            new("Records", "Body", "At"), removal, before, $"\"Body\" LIKE '%\"Client\":%' OR \"Kind\" = {(int)Domain.Sources.RecordKind.Call}",
            (db, ids, stop) => RecordsAsync(db, ids, removal, receipt, stop), cancel);
        await EachAsync(new("Signals", "Body", "At"), removal, before, null, (db, ids, stop) => SignalsAsync(db, ids, removal, receipt, stop), cancel);
        await EachAsync(new("StaffReports", "Body", "At"), removal, before, null, (db, ids, stop) => ReportsAsync(db, ids, removal, receipt, stop), cancel);
        await EachAsync(new("CaseFacts", "Body", "At"), removal, before, null, (db, ids, stop) => FactsAsync(db, ids, removal, receipt, stop), cancel);
        await EachAsync(new("Outbox", "Frozen", "CreatedAt"), removal, before, null, (db, ids, stop) => OutboxAsync(db, ids, removal, receipt, stop), cancel);
        await EachAsync(new("WebMessages", "Content", "At"), removal, before, null, (db, ids, stop) => WebAsync(db, ids, removal, receipt, stop), cancel);
        await EachAsync(new("Documents", "Content", "FrozenAt"), removal, before, null, (db, ids, stop) => DocumentsAsync(db, ids, removal, receipt, stop), cancel);
    }

    /// <summary>Names that stand beside a telephone in the records.</summary>
    public async Task<IReadOnlyCollection<string>> NamesAsync(Domain.Sources.PhoneNumber phone, CancellationToken cancel)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // Written by us, so its form is one.
        var rows = db.Records.AsNoTracking().Where(x => x.Body.Contains(phone.Value)).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (BodyJson.Read(row).Client is { Name: { } name } client && client.Phone == phone && name.Trim().Length > 1) names.Add(name.Trim());
        }

        return names;
    }

    /// <summary>Finds the rows that hold something to take out, and changes them batch by batch.</summary>
    private async Task EachAsync(
        WordPlace place, PersonRemoval removal, DateTimeOffset? before, string? also,
        Func<ServiceBotDb, List<long>, CancellationToken, Task> change, CancellationToken cancel)
    {
        var ids = await FindAsync(place, removal, before, also, cancel);
        foreach (var batch in ids.Chunk(Batch))
        {
            await writer.InTransactionAsync(
                async (db, stop) =>
                {
                    // What is overwritten or removed is zeros in the file afterwards.
                    await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", stop);
                    if (Guarded.Contains(place.Table)) await UnguardedAsync(db, place.Table, () => SaveAsync(db, change, batch, stop), stop);
                    else await SaveAsync(db, change, batch, stop);
                },
                cancel);
        }
    }

    private static async Task SaveAsync(
        ServiceBotDb db, Func<ServiceBotDb, List<long>, CancellationToken, Task> change, long[] ids, CancellationToken cancel)
    {
        await change(db, [.. ids], cancel);
        await db.SaveChangesAsync(cancel);
    }

    // The guard is off and on again within the transaction: nobody else ever finds it off.
    private static async Task UnguardedAsync(ServiceBotDb db, string table, Func<Task> act, CancellationToken cancel)
    {
        var name = $"{table}_UPDATE";
        var guard = await db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger' AND name = {name}")
            .SingleAsync(cancel);
        await ExecuteAsync(db, $"DROP TRIGGER \"{name}\"", cancel);
        await act();
        await ExecuteAsync(db, guard, cancel);
    }

    // Our own text, with names of our own: nothing of it came from outside.
    private static async Task ExecuteAsync(ServiceBotDb db, string sql, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<IReadOnlyList<long>> FindAsync(
        WordPlace place, PersonRemoval removal, DateTimeOffset? before, string? also, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await WordSearch.FindAsync(
            db, place, text => Plain(text) is var plain && removal.Text(plain) != plain, before, before is null ? null : also, cancel);
    }

    private static async Task RecordsAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        foreach (var row in await db.Records.Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
        {
            var record = BodyJson.Read(row);
            var left = removal.Record(record);
            if (ReferenceEquals(left, record)) continue;
            if (left is null)
            {
                db.Records.Remove(row);
                receipt.Calls++;
                continue;
            }

            var body = BodyJson.WriteUtf8(left);
            // The hash of what was there would let the telephone be guessed.
            (row.Body, row.Hash) = (Encoding.UTF8.GetString(body), SHA256.HashData(body));
            receipt.Records++;
        }
    }

    private static async Task SignalsAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        foreach (var row in await db.Signals.Include(x => x.Case).Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
        {
            var signal = BodyJson.ReadSignal(row.Body);
            var left = removal.Signal(signal);
            if (ReferenceEquals(left, signal)) continue;
            row.Body = BodyJson.Write(left);
            receipt.Signals++;
            if (row.Case is { } file) receipt.Cases.Add(CaseFile.Subject(file.Station, file.Number));
        }
    }

    private static async Task ReportsAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        foreach (var row in await db.StaffReports.Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
        {
            var report = BodyJson.ReadReport(row.Body);
            var left = removal.Report(report);
            if (ReferenceEquals(left, report)) continue;
            row.Body = BodyJson.Write(left);
            receipt.Reports++;
        }
    }

    private static async Task FactsAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        foreach (var row in await db.CaseFacts.Include(x => x.Case).Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
        {
            var fact = BodyJson.ReadFact(row.Body);
            var left = removal.Fact(fact);
            if (ReferenceEquals(left, fact)) continue;
            row.Body = BodyJson.Write(left);
            receipt.Remarks++;
            receipt.Cases.Add(CaseFile.Subject(row.Case!.Station, row.Case.Number));
        }
    }

    private static async Task OutboxAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        foreach (var row in await db.Outbox.Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
        {
            var left = Said(row.Frozen!, removal);
            if (left == row.Frozen) continue;
            (row.Frozen, row.SentHash) = (left, null);
            receipt.Messages++;
        }
    }

    private static async Task WebAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        foreach (var row in await db.WebMessages.Where(x => EF.Parameter(ids).Contains(x.Id)).ToListAsync(cancel))
        {
            var left = row.Author is null ? Sent(row.Content, removal) : removal.Text(row.Content);
            if (left == row.Content) continue;
            row.Content = left;
            receipt.WebMessages++;
        }
    }

    private static async Task DocumentsAsync(ServiceBotDb db, List<long> ids, PersonRemoval removal, RemovalReceipt receipt, CancellationToken cancel)
    {
        // What is no message is a list of keys.
        foreach (var row in await db.Documents.Where(x => EF.Parameter(ids).Contains(x.Id) && x.Content.StartsWith("{")).ToListAsync(cancel))
        {
            var left = Said(row.Content, removal);
            if (left == row.Content) continue;
            row.Content = left;
            receipt.Documents++;
        }
    }

    private static string Said(string json, PersonRemoval removal)
    {
        var message = JsonSerializer.Deserialize(json, ContentJson.Default.MessageContent)!;
        return Written(json, message, message with
        {
            Title = removal.Text(message.Title), Lines = [.. message.Lines.Select(removal.Text)], Pictures = Pictures(message.Pictures, removal),
        }, ContentJson.Default.MessageContent);
    }

    private static string Sent(string json, PersonRemoval removal)
    {
        var message = JsonSerializer.Deserialize(json, ContentJson.Default.OutgoingMessage)!;
        return Written(json, message, message with
        {
            Title = removal.Text(message.Title), Lines = [.. message.Lines.Select(removal.Text)], Pictures = Pictures(message.Pictures, removal),
        }, ContentJson.Default.OutgoingMessage);
    }

    // Written anew only where something was taken out: another spelling of the same JSON is no change.
    private static string Written<T>(string json, T before, T after, JsonTypeInfo<T> type)
    {
        var (was, left) = (JsonSerializer.Serialize(before, type), JsonSerializer.Serialize(after, type));
        return was == left ? json : left;
    }

    private static List<PictureContent>? Pictures(IReadOnlyList<PictureContent>? pictures, PersonRemoval removal) =>
        pictures?.Select(x => x with { Caption = removal.Text(x.Caption) }).ToList();

    // Messages are kept with their letters escaped; names are looked for as people write them.
    private static string Plain(string json) => !json.Contains('\\', StringComparison.Ordinal)
        ? json
        : Escape().Replace(json, x => x.Groups[1].Success ? ((char)Convert.ToUInt16(x.Groups[1].Value, 16)).ToString() : x.Groups[2].Value);

    [GeneratedRegex(@"\\(?:u([0-9a-fA-F]{4})|([""\\/]))")]
    private static partial Regex Escape();
}

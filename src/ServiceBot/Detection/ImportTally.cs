using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Detection;

/// <summary>
/// What the import under way has found. It is kept beside the verdicts, so that an import that was cut off and is begun
/// again ends with the figures of the whole.
/// </summary>
internal sealed class ImportTally(Writer writer)
{
    /// <summary>Begins, or goes on with the one that was cut off, where it is of the same files.</summary>
    /// <param name="files">Names and lengths of the files, in their order.</param>
    public Task BeginAsync(IEnumerable<(string Name, long Length)> files, CancellationToken cancel)
    {
        var text = string.Join('\n', files.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Name}|{x.Length}")));
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return writer.InTransactionAsync(
            async (db, token) =>
            {
                var row = await db.ImportTallies.SingleOrDefaultAsync(token);
                if (row?.Key == key) return;
                if (row is not null) db.ImportTallies.Remove(row);
                await db.SaveChangesAsync(token);
                db.ImportTallies.Add(new ImportTallyRow { Id = ImportTallyRow.TheOne, Key = key });
            },
            cancel);
    }

    /// <summary>Ends it.</summary>
    /// <returns>What all its beginnings have found.</returns>
    public Task<DetectionCount> EndAsync(CancellationToken cancel) => writer.InTransactionAsync(
        async (db, token) =>
        {
            var row = await db.ImportTallies.SingleOrDefaultAsync(token);
            if (row is null) return DetectionCount.None;
            db.ImportTallies.Remove(row);
            return new DetectionCount(row.Returns, row.Signals, row.Cases);
        },
        cancel);
}

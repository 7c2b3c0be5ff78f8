using System.IO.Compression;
using System.Text;
using ServiceBot.Chat;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Files;
using ServiceBot.Storage;

namespace ServiceBot.Persons;

/// <summary>What came of forgetting a person.</summary>
/// <param name="Receipt">What was changed and removed.</param>
/// <param name="LogIsEmpty">Whether the database's log is emptied too; false while somebody reads an old state.</param>
/// <param name="Files">Files of the inbox in which the telephone still stands.</param>
/// <param name="Unread">Files of the inbox that could not be looked into.</param>
internal sealed record Forgotten(RemovalReceipt Receipt, bool LogIsEmpty, IReadOnlyList<string> Files, IReadOnlyList<string> Unread);

/// <summary>Removes one person from everything that is kept, at once.</summary>
internal sealed class ForgetPerson(Settings settings, PersonRows rows, DatabaseScrub scrub, Writer writer, Outbox outbox)
{
    // A packed part that says more is read no further; a station's export is smaller by far.
    private const int MostCharacters = 200_000_000;

    /// <summary>Takes the person out and writes the database's file anew.</summary>
    /// <param name="phone">The telephone.</param>
    /// <param name="cancel">Ends it; begun again it goes on.</param>
    public async Task<Forgotten> ForgetAsync(PhoneNumber phone, CancellationToken cancel)
    {
        var receipt = new RemovalReceipt();
        var staff = settings.Stations.SelectMany(x => x.Members).Select(x => x.Name.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = (await rows.NamesAsync(phone, cancel)).Where(x => !staff.Contains(x)).ToList();
        await rows.RemoveAsync(new OneRemoved(phone, names), before: null, receipt, cancel);
        await writer.InTransactionAsync((db, stop) => outbox.RefreshCardsAsync(db, receipt.Cases, stop), cancel);
        var isEmpty = await scrub.RewriteAsync(cancel);
        var (holding, unread) = Files(phone);
        return new Forgotten(receipt, isEmpty, holding, unread);
    }

    private (IReadOnlyList<string> Holding, IReadOnlyList<string> Unread) Files(PhoneNumber phone)
    {
        var place = new InboxPlace(settings);
        var (holding, unread) = (new List<string>(), new List<string>());
        foreach (var file in ((string[])[place.Folder, place.Done, place.Rejected]).Where(Directory.Exists)
            .SelectMany(x => Directory.EnumerateFiles(x)).Order(StringComparer.Ordinal))
        {
            try
            {
                if (Texts(file).Any(x => PhoneNumber.ReadAll(x).Contains(phone))) holding.Add(file);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                unread.Add(file);
            }
        }

        return (holding, unread);
    }

    private static IEnumerable<string> Texts(string file)
    {
        using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var kind = FileText.Recognise(content, out var encoding);
        if (kind == ContentKind.Text)
        {
            foreach (var line in Lines(content, encoding)) yield return line;
        }
        else if (kind == ContentKind.Zip)
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            foreach (var part in zip.Entries.Where(x => x.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                using var stream = part.Open();
                // Between two cells stands a tag, which parts their digits.
                foreach (var line in Lines(stream, Encoding.UTF8)) yield return line;
            }
        }
    }

    // In pieces that overlap: a workbook is one line of many megabytes.
    private static IEnumerable<string> Lines(Stream stream, Encoding encoding)
    {
        const int Piece = 1 << 20, Overlap = 64;
        using var reader = new StreamReader(stream, encoding, leaveOpen: true);
        var buffer = new char[Piece];
        var (kept, all) = (0, 0L);
        while (true)
        {
            var read = reader.ReadBlock(buffer, kept, Piece - kept);
            if (read == 0) yield break;
            yield return new string(buffer, 0, kept + read);
            if ((all += read) > MostCharacters) throw new InvalidDataException("The file unpacks to more than is looked into.");
            var end = kept + read;
            kept = Math.Min(Overlap, end);
            Array.Copy(buffer, end - kept, buffer, 0, kept);
        }
    }
}

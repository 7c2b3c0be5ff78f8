using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>A member's reply to a card becomes a remark of the case, with its photos.</summary>
internal sealed class CaseRemarks(StationDirectory stations, CaseFile cases, TimeProvider time) : IMessageHandler
{
    // A remark is read on a phone; a longer one is cut and says so.
    private const int MostCharacters = 4000;

    public async Task<bool> HandleAsync(
        ServiceBotDb db, MessageReceived message, string? repliedSubject, CancellationToken cancel)
    {
        if (repliedSubject?.StartsWith("case:", StringComparison.Ordinal) != true) return false;
        if (message.Text.StartsWith('/') || (message.Text.Length == 0 && message.Photos.Count == 0)) return false;
        var (code, number) = CaseFile.Parse(repliedSubject);
        if (stations.Find(code) is not { } station) return false;
        // Only staff of the station speak in its cases; to others the bot is silent, as people talk in groups.
        if (await MemberDirectory.FindAsync(db, station, message.User, cancel) is not { Member: { } member }) return false;
        if (await cases.FindAsync(db, code, number, cancel) is not { } file) return false;

        var now = time.GetUtcNow();
        var photos = message.Photos.Select(reference => new AttachmentRow
        {
            Case = file.Row, Channel = message.Chat.Channel, Reference = reference, At = now,
        }).ToList();
        db.Attachments.AddRange(photos);
        if (photos.Count > 0) await db.SaveChangesAsync(cancel);
        var text = Beginning.Of(message.Text, MostCharacters);
        await cases.AppendAsync(
            db, file,
            [new RemarkMade(now, new Actor(member.Id, member.Name, message.Chat.Channel), text, [.. photos.Select(x => x.Id)])],
            cancel);
        return true;
    }
}

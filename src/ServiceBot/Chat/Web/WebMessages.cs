using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>Reads messages as a person sees them.</summary>
internal static class WebMessages
{
    /// <summary>As many as one page of history holds.</summary>
    public const int PageSize = 50;

    /// <summary>Unread messages are counted up to this.</summary>
    public const int MostUnread = 100;

    private const int QuoteLength = 120;

    /// <summary>The newest messages, or those before or after one.</summary>
    public static async Task<PageView> PageAsync(
        ServiceBotDb db, WebPerson person, WebRoom room, long? before, long? after, CancellationToken cancel)
    {
        var rows = db.WebMessages.AsNoTracking().Where(x => x.ChatKey == room.Key);
        if (before is { } end) rows = rows.Where(x => x.Id < end);
        if (after is { } start) rows = rows.Where(x => x.Id > start);
        rows = after is null ? rows.OrderByDescending(x => x.Id) : rows.OrderBy(x => x.Id);
        var found = await rows.Take(PageSize + 1).ToListAsync(cancel);
        var page = found.Take(PageSize).OrderBy(x => x.Id).ToList();
        return new PageView(await ViewAsync(db, person, [room], page, cancel), found.Count > PageSize);
    }

    /// <summary>What changed in the rooms after a revision, in the order of the changes.</summary>
    public static async Task<IReadOnlyList<MessageView>> ChangedAsync(
        ServiceBotDb db, WebPerson person, IReadOnlyList<WebRoom> rooms, long since, int most, CancellationToken cancel)
    {
        var keys = rooms.Select(x => x.Key).ToList();
        var rows = await db.WebMessages.AsNoTracking()
            .Where(x => x.Revision > since && keys.Contains(x.ChatKey))
            .OrderBy(x => x.Revision).Take(most).ToListAsync(cancel);
        return await ViewAsync(db, person, rooms, rows, cancel);
    }

    /// <summary>The rooms with their newest message and what is unread.</summary>
    public static async Task<RoomsView> RoomsAsync(
        ServiceBotDb db, WebPerson person, IReadOnlyList<WebRoom> rooms, CancellationToken cancel)
    {
        // Read first: what changes from here on comes as a live update, perhaps a second time.
        var revision = await Revisions.NewestAsync(db, cancel);
        var views = new List<RoomView>();
        foreach (var room in rooms)
        {
            var read = await db.WebReads.AsNoTracking()
                .Where(x => x.ChatKey == room.Key && x.Person == person.Key)
                .Select(x => x.MessageId).SingleOrDefaultAsync(cancel);
            var unread = await db.WebMessages
                .Where(x => x.ChatKey == room.Key && x.Id > read && x.Author != person.Key)
                .Take(MostUnread).CountAsync(cancel);
            var last = await db.WebMessages.AsNoTracking()
                .Where(x => x.ChatKey == room.Key).OrderByDescending(x => x.Id).Take(1).ToListAsync(cancel);
            views.Add(new RoomView(
                room.Id, room.Name, room.IsPrivate, ZoneName(room.Stations[0].Calendar.Zone),
                room.IsPrivate ? 1 : room.Stations.SelectMany(x => x.Members).Select(x => x.WebLogin).Distinct().Count(),
                unread, read, (await ViewAsync(db, person, [room], last, cancel)).SingleOrDefault()));
        }

        return new RoomsView(revision, views);
    }

    public static async Task<IReadOnlyList<MessageView>> ViewAsync(
        ServiceBotDb db, WebPerson person, IReadOnlyList<WebRoom> rooms, IReadOnlyList<WebMessageRow> rows,
        CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        var byKey = rooms.ToDictionary(x => x.Key);
        var answered = rows.Where(x => x.ReplyTo is not null).Select(x => x.ReplyTo!.Value).Distinct().ToList();
        var quotes = answered.Count == 0 ? [] : await db.WebMessages.AsNoTracking()
            .Where(x => answered.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancel);
        var photoKeys = rows.Where(x => x.PhotoKey is not null).Select(x => x.PhotoKey!).ToList();
        var photos = photoKeys.Count == 0 ? [] : await db.WebPhotos.AsNoTracking()
            .Where(x => photoKeys.Contains(x.Key)).Select(x => new { x.Key, x.Width, x.Height })
            .ToDictionaryAsync(x => x.Key, cancel);
        return
        [
            .. rows.Select(row =>
            {
                var room = byKey[row.ChatKey];
                var photo = row.PhotoKey is null ? null : photos.GetValueOrDefault(row.PhotoKey);
                var quoted = row.ReplyTo is { } id && quotes.TryGetValue(id, out var q) && q.ChatKey == row.ChatKey ? q : null;
                var mine = row.Author == person.Key;
                return new MessageView(
                    row.Id, room.Id, row.Revision, row.At, row.EditedAt, row.AuthorName, mine,
                    IsBot(row) ? Card(row) : null, IsBot(row) ? null : row.Content,
                    photo is null ? null : new PhotoView(PhotoUrl(room, photo.Key), photo.Width, photo.Height),
                    quoted is null ? null : Quote(quoted), mine ? row.ClientKey : null);
            }),
        ];
    }

    /// <summary>Whether the message now shows a button with that token.</summary>
    public static bool HasButton(WebMessageRow row, string token) =>
        IsBot(row) && Card(row).Buttons.Any(line => line.Any(x => x.Token == token));

    /// <summary>Whether the message shows the picture of that key now.</summary>
    public static bool HasPicture(WebMessageRow row, string key) =>
        IsBot(row) && Card(row).Pictures?.Any(x => x.Key == key) == true;

    private static bool IsBot(WebMessageRow row) => row.Author is null;

    private static OutgoingMessage Card(WebMessageRow row) =>
        JsonSerializer.Deserialize(row.Content, ContentJson.Default.OutgoingMessage)
        ?? throw new InvalidOperationException($"The message {row.Id} of the bot holds no message.");

    private static QuoteView Quote(WebMessageRow row)
    {
        var text = IsBot(row) ? Card(row).Title : row.Content;
        var line = text.ReplaceLineEndings(" ");
        return new QuoteView(row.Id, row.AuthorName, Beginning.Of(line, QuoteLength));
    }

    private static string PhotoUrl(WebRoom room, string key) =>
        $"/chat/api/rooms/{Uri.EscapeDataString(room.Id)}/photos/{key}";

    private static string ZoneName(TimeZoneInfo zone) =>
        zone.HasIanaId || !TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? zone.Id : iana;
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>What a member writes.</summary>
/// <param name="ClientKey">The page's own id of the message: the same again is the same message.</param>
/// <param name="Photo">JPEG, PNG or WebP, checked; or null.</param>
internal sealed record MemberPost(Guid ClientKey, string Text, long? ReplyTo, byte[]? Photo);

/// <summary>Takes what members write: into the room, and to the features that listen, in one transaction.</summary>
internal sealed class MemberPosts(
    ChatInbox inbox, IDbContextFactory<ServiceBotDb> contexts, RisingOrder order, TimeProvider time)
{
    public async Task<MessageView> PostAsync(WebPerson person, WebRoom room, MemberPost post, CancellationToken cancel)
    {
        var number = order.Next();
        var clientKey = post.ClientKey.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(db, person, room, clientKey, cancel) is { } known)
            return await ViewAsync(db, person, room, known, cancel);

        var replyTo = await RepliedAsync(db, room, post.ReplyTo, cancel);
        var photoKey = post.Photo is null ? null : Secrets.New();
        var user = WebRooms.UserIn(person, room);
        var message = new MessageReceived(
            number, room.Address, user, $"{user.UserId}:{clientKey}", post.Text,
            replyTo?.ToString(CultureInfo.InvariantCulture),
            photoKey is null ? [] : [WebPhotos.Reference(photoKey)], room.IsPrivate);
        await Revisions.RaceAsync(() => inbox.TakeAsync(
            [message], (open, token) => InsertAsync(open, person, room, post, replyTo, photoKey, token), cancel));

        var row = await FindAsync(db, person, room, clientKey, cancel)
            ?? throw new InvalidOperationException("A message that was committed is not there.");
        return await ViewAsync(db, person, room, row, cancel);
    }

    private async Task InsertAsync(
        ServiceBotDb db, WebPerson person, WebRoom room, MemberPost post, long? replyTo, string? photoKey,
        CancellationToken cancel)
    {
        var clientKey = post.ClientKey.ToString();
        // Two deliveries of the same request may get here; they come one after the other.
        if (await FindAsync(db, person, room, clientKey, cancel) is not null) return;
        if (photoKey is not null && PhotoKind.Of(post.Photo) is { } kind)
        {
            db.WebPhotos.Add(new WebPhotoRow
            {
                Key = photoKey,
                ChatKey = room.Key,
                ContentType = kind.ContentType,
                Width = kind.Width,
                Height = kind.Height,
                Content = post.Photo!,
                At = time.GetUtcNow(),
            });
        }

        var row = new WebMessageRow
        {
            ChatKey = room.Key,
            Author = person.Key,
            AuthorName = person.Name,
            ClientKey = clientKey,
            ReplyTo = replyTo,
            Content = post.Text,
            PhotoKey = photoKey,
            At = time.GetUtcNow(),
            Revision = await Revisions.NextAsync(db, cancel),
        };
        db.WebMessages.Add(row);
        await db.SaveChangesAsync(cancel);
        await ReadMarks.SetAsync(db, person, room, row.Id, cancel);
    }

    // An answer to what is not in this room is a message of its own.
    private static async Task<long?> RepliedAsync(ServiceBotDb db, WebRoom room, long? id, CancellationToken cancel) =>
        id is not null && await db.WebMessages.AnyAsync(x => x.Id == id && x.ChatKey == room.Key, cancel) ? id : null;

    private static Task<WebMessageRow?> FindAsync(
        ServiceBotDb db, WebPerson person, WebRoom room, string clientKey, CancellationToken cancel) =>
        db.WebMessages.AsNoTracking().SingleOrDefaultAsync(
            x => x.ChatKey == room.Key && x.Author == person.Key && x.ClientKey == clientKey, cancel);

    private static async Task<MessageView> ViewAsync(
        ServiceBotDb db, WebPerson person, WebRoom room, WebMessageRow row, CancellationToken cancel) =>
        (await WebMessages.ViewAsync(db, person, [room], [row], cancel)).Single();
}

using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>The photos of the built-in chat, for whoever keeps what belongs to a case.</summary>
internal sealed class WebPhotos(IDbContextFactory<ServiceBotDb> contexts) : IPhotoSource
{
    private const string Prefix = WebChannel.ChannelName + ":";

    public string Channel => WebChannel.ChannelName;

    /// <summary>The form in which a message refers to its photo.</summary>
    public static string Reference(string key) => Prefix + key;

    public async Task<PhotoContent?> FetchAsync(string reference, CancellationToken cancel)
    {
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var key = reference[Prefix.Length..];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WebPhotos.AsNoTracking().Where(x => x.Key == key)
            .Select(x => new PhotoContent(x.Content, x.ContentType)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The photo, if it was sent to that room.</summary>
    public async Task<PhotoContent?> FetchAsync(WebRoom room, string key, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WebPhotos.AsNoTracking().Where(x => x.Key == key && x.ChatKey == room.Key)
            .Select(x => new PhotoContent(x.Content, x.ContentType)).SingleOrDefaultAsync(cancel);
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>The photos of the cases' remarks, kept with the case whatever channel they came by.</summary>
internal sealed class CasePhotos(IDbContextFactory<ServiceBotDb> contexts) : ICardPictures
{
    private const string Start = "case-";

    /// <summary>The key under which a card shows the photo of that <see cref="AttachmentRow.Id"/>.</summary>
    public static string Key(long id) => Start + id.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public async Task<PhotoContent?> FetchAsync(string key, CancellationToken cancel)
    {
        if (!key.StartsWith(Start, StringComparison.Ordinal)
            || !long.TryParse(key.AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Attachments.AsNoTracking()
            .Where(x => x.Id == id && x.Content != null && x.ContentType != null)
            .Select(x => new PhotoContent(x.Content!, x.ContentType!)).SingleOrDefaultAsync(cancel);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>Reading a room and writing to it.</summary>
internal static class MessageEndpoints
{
    /// <summary>The largest photo, in bytes.</summary>
    public const int MostPhotoBytes = 10 * 1024 * 1024;

    /// <summary>The largest body: the photo and the words around it.</summary>
    public const int MostBodyBytes = MostPhotoBytes + 64 * 1024;

    /// <summary>The longest text, in characters.</summary>
    public const int MostText = 4000;

    public static async Task<IResult> RoomsAsync(
        HttpContext context, WebRooms rooms, IDbContextFactory<ServiceBotDb> contexts, CancellationToken cancel)
    {
        var person = context.Visitor().Person;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return TypedResults.Json(
            await WebMessages.RoomsAsync(db, person, rooms.Of(person), cancel), WebJson.Wire.RoomsView);
    }

    public static async Task<IResult> PageAsync(
        HttpContext context, string room, long? before, long? after, WebRooms rooms,
        IDbContextFactory<ServiceBotDb> contexts, CancellationToken cancel)
    {
        var person = context.Visitor().Person;
        if (rooms.Find(person, room) is not { } found) return NoSuchRoom(context);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return TypedResults.Json(
            await WebMessages.PageAsync(db, person, found, before, after, cancel), WebJson.Wire.PageView);
    }

    public static async Task<IResult> PhotoAsync(
        HttpContext context, string room, string key, WebRooms rooms, WebPhotos photos, CancellationToken cancel)
    {
        if (rooms.Find(context.Visitor().Person, room) is not { } found
            || await photos.FetchAsync(found, key, cancel) is not { } photo) return NoSuchRoom(context);
        return Send(context, photo);
    }

    /// <summary>A picture of a card: for those who see the room, as long as the card shows it.</summary>
    public static async Task<IResult> PictureAsync(
        HttpContext context, string room, long message, string key, WebRooms rooms, IEnumerable<ICardPictures> pictures,
        IDbContextFactory<ServiceBotDb> contexts, CancellationToken cancel)
    {
        if (rooms.Find(context.Visitor().Person, room) is not { } found) return NoSuchRoom(context);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.WebMessages.AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == message && x.ChatKey == found.Key, cancel);
        if (row is null || !WebMessages.HasPicture(row, key)) return NoSuchRoom(context);
        foreach (var source in pictures)
        {
            if (await source.FetchAsync(key, cancel) is { } picture) return Send(context, picture);
        }

        return NoSuchRoom(context);
    }

    public static async Task<IResult> MarkReadAsync(
        HttpContext context, string room, ReadMarks marks, WebRooms rooms, CancellationToken cancel)
    {
        var person = context.Visitor().Person;
        if (rooms.Find(person, room) is not { } found) return NoSuchRoom(context);
        if (await JsonBody.ReadAsync(context, WebJson.Wire.ReadRequest, cancel) is not { } request)
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "BadRequest");
        await marks.SetAsync(person, found, request.UpTo, cancel);
        return TypedResults.NoContent();
    }

    public static async Task<IResult> WriteAsync(
        HttpContext context, string room, WebRooms rooms, MemberPosts posts, CancellationToken cancel)
    {
        var person = context.Visitor().Person;
        if (rooms.Find(person, room) is not { } found) return NoSuchRoom(context);
        if (await ReadFormAsync(context, cancel) is not { } form)
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "BadRequest");

        var text = string.Join('\n', form["text"].ToString().ReplaceLineEndings("\n").Split('\n').Select(x => PlainLine.Of(x))).Trim();
        if (text.Length > MostText)
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "TextTooLong", MostText);
        if (!Guid.TryParse(form["clientKey"], out var clientKey) || !TryId(form["replyTo"].ToString(), out var replyTo))
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "BadRequest");
        var file = form.Files.GetFile("photo");
        if (text.Length == 0 && file is null)
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "NothingWritten");
        if (file?.Length > MostPhotoBytes)
            return Refusals.Refuse(context, StatusCodes.Status413PayloadTooLarge, "PhotoTooLarge");
        var photo = file is null ? null : await BytesAsync(file, cancel);
        if (photo is not null && PhotoKind.Of(photo) is not { IsVast: false })
            return Refusals.Refuse(context, StatusCodes.Status415UnsupportedMediaType, "NotAPhoto");

        var view = await posts.PostAsync(person, found, new MemberPost(clientKey, text, replyTo, photo), cancel);
        return TypedResults.Json(view, WebJson.Wire.MessageView, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Send(HttpContext context, PhotoContent photo)
    {
        // A photo never changes; "private" keeps it out of shared caches, for which nobody is signed in.
        context.Response.Headers.CacheControl = "private, max-age=604800, immutable";
        context.Response.Headers.ContentDisposition = "inline";
        return TypedResults.Bytes(photo.Bytes, photo.ContentType);
    }

    private static IResult NoSuchRoom(HttpContext context) =>
        Refusals.Refuse(context, StatusCodes.Status404NotFound, "NoSuchRoom");

    private static bool TryId(string text, out long? id)
    {
        id = null;
        if (text.Length == 0) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        id = number;
        return true;
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpContext context, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            var options = new FormOptions { MultipartBodyLengthLimit = MostBodyBytes, ValueCountLimit = 8 };
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, options));
            return await context.Request.ReadFormAsync(cancel);
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // No form, or one that ends in the middle.
            return null;
        }
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancel)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}

using System.Text.Json;
using ServiceBot.FakeTelegram.Text;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>New messages.</summary>
internal static class SendMethods
{
    private const int MostPhotoBytes = 10 * 1024 * 1024;
    private const int MostBytes = 50 * 1024 * 1024;

    public static void SendMessage(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.ChatToWrite(world, parameters);
        var (text, entities) = MessageText.OfMessage(parameters);
        Send(world, chat, parameters, result, message => message with { Text = text, Entities = entities });
    }

    public static void SendPhoto(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.ChatToWrite(world, parameters);
        var (caption, entities) = MessageText.OfCaption(parameters);
        var photo = File(world, parameters, "photo", MostPhotoBytes, upload =>
        {
            if (PictureSize.Read(upload.Content) is not var (width, height))
                throw Refusal.BadRequest("IMAGE_PROCESS_FAILED");
            return width + height <= 10_000 && Math.Max(width, height) <= 20 * Math.Min(width, height)
                ? world.Keep(null, upload.Content, "photos", ".jpg", (width, height))
                : throw Refusal.BadRequest("PHOTO_INVALID_DIMENSIONS");
        });
        Send(world, chat, parameters, result, m => m with { Photo = photo, Caption = caption, Entities = entities });
    }

    public static void SendDocument(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.ChatToWrite(world, parameters);
        var (caption, entities) = MessageText.OfCaption(parameters);
        var document = File(world, parameters, "document", MostBytes, upload =>
            world.Keep(upload.Name, upload.Content, "documents", Path.GetExtension(upload.Name)));
        Send(world, chat, parameters, result, m => m with { Document = document, Caption = caption, Entities = entities });
    }

    public static void SendChatAction(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        Addressee.ChatToWrite(world, parameters);
        if (parameters.Text("action") is not { Length: > 0 })
            throw Refusal.BadRequest("wrong parameter action in request");
        result.WriteBooleanValue(true);
    }

    private static void Send(
        TelegramWorld world, FakeChat chat, Parameters parameters, Utf8JsonWriter result, Func<FakeMessage, FakeMessage> fill)
    {
        var (keyboard, isOther) = KeyboardReader.Read(parameters);
        var thread = Addressee.Thread(chat, parameters);
        var reply = Addressee.Reply(chat, parameters);
        Addressee.Charge(world, chat);
        var message = world.Post(chat, fill(new()
        {
            ChatId = chat.Id,
            Id = world.NextMessageId(chat),
            From = world.Bot,
            Date = world.Now,
            ThreadId = thread,
            ReplyToId = reply,
            IsSilent = parameters.Flag("disable_notification"),
            Keyboard = keyboard,
            HasOtherMarkup = isOther,
        }));
        world.Sends++;
        world.WriteMessage(result, message);
    }

    // A link is not really fetched: it stands for a file of one byte.
    private static FakeFile Fetched(TelegramWorld world, string path, string folder) =>
        world.Keep(Path.GetFileName(path), new byte[1], folder, Path.GetExtension(path), (800, 600));

    private static FakeFile File(
        TelegramWorld world, Parameters parameters, string name, int most, Func<UploadedFile, FakeFile> keep)
    {
        var text = parameters.Text(name);
        var isAttached = text?.StartsWith("attach://", StringComparison.Ordinal) == true;
        var part = isAttached ? text!["attach://".Length..] : name;
        if (parameters.Files.TryGetValue(part, out var upload))
        {
            if (upload.Content.Length == 0)
                throw Refusal.BadRequest("file must be non-empty");
            return upload.Content.Length > most ? throw Refusal.BadRequest("file is too big") : keep(upload);
        }

        if (text is not { Length: > 0 } || part != name)
            throw Refusal.BadRequest($"there is no {name} in the request");
        if (world.Files.TryGetValue(text.EndsWith("-s", StringComparison.Ordinal) ? text[..^2] : text, out var known))
            return known;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return Fetched(world, url.LocalPath, name + "s");
        throw Refusal.BadRequest("wrong remote file identifier specified: Wrong string length");
    }
}

using ServiceBot.Chat.Telegram;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Photos of mechanics, fetched when someone looks.</summary>
public class PhotoTests
{
    [Fact]
    public async Task A_photo_is_fetched_by_its_file_id_and_known_by_its_bytes()
    {
        await using var server = new LoopbackServer(
            File("""{"file_id":"F1","file_unique_id":"U1","file_size":9,"file_path":"photos/file_7.exe"}"""),
            LoopbackServer.Answer("200 OK", "GIF89a...", "text/html"));
        using var wired = new Wired(server.Url);

        var photo = await Photos(wired).FetchAsync("F1", default);

        Assert.Equal("image/gif", photo!.ContentType);
        Assert.Equal("GIF89a..."u8.ToArray(), photo.Bytes);
        Assert.Contains("F1", server.Requests[0].Body);
        Assert.StartsWith($"GET /file/bot{Wired.Token}/photos/file_7.exe HTTP/1.1", server.Requests[1].Head);
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_not_fetched()
    {
        await using var server = new LoopbackServer(
            File("""{"file_id":"F1","file_unique_id":"U1","file_size":10485761,"file_path":"photos/1.jpg"}"""));
        using var wired = new Wired(server.Url);

        Assert.Null(await Photos(wired).FetchAsync("F1", default));
        Assert.Single(server.Requests);
        Assert.Contains("10485761", Assert.Single(wired.Log.Lines).Text);
    }

    [Fact]
    public async Task A_file_that_is_larger_than_it_says_is_given_up()
    {
        await using var server = new LoopbackServer(
            File("""{"file_id":"F1","file_unique_id":"U1","file_size":9,"file_path":"photos/1.gif"}"""),
            LoopbackServer.Answer("200 OK", "GIF89a" + new string('x', TelegramPhotos.LimitBytes)));
        using var wired = new Wired(server.Url);

        Assert.Null(await Photos(wired).FetchAsync("F1", default));
        Assert.Contains("larger than", Assert.Single(wired.Log.Lines).Text);
    }

    [Fact]
    public async Task What_no_browser_shows_as_a_picture_is_no_photo()
    {
        await using var server = new LoopbackServer(
            File("""{"file_id":"F1","file_unique_id":"U1","file_path":"documents/1.svg"}"""),
            LoopbackServer.Answer("200 OK", "<svg onload='alert(1)'/>", "image/png"));
        using var wired = new Wired(server.Url);

        Assert.Null(await Photos(wired).FetchAsync("F1", default));
    }

    [Fact]
    public async Task A_file_that_Telegram_does_not_know_is_no_fault_of_the_program()
    {
        await using var server = new LoopbackServer(
            SendOutcomeTests.Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable"));
        using var wired = new Wired(server.Url);

        Assert.Null(await Photos(wired).FetchAsync("F1", default));
        Assert.Contains("wrong file_id", Assert.Single(wired.Log.Lines).Text);
    }

    private static TelegramPhotos Photos(Wired wired) => new(wired.Client, wired.Secrets, wired.Log.For<TelegramPhotos>());

    private static string File(string json) => LoopbackServer.Ok(json);
}

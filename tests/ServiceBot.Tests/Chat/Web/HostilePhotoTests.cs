using System.Buffers.Binary;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace ServiceBot.Tests.Chat.Web;

/// <summary>Photos that are none, that are something else besides, or whose names lead elsewhere.</summary>
public sealed class HostilePhotoTests : IAsyncLifetime
{
    private static readonly byte[] Script = Encoding.UTF8.GetBytes("<html><script>alert(document.cookie)</script>");

    private WebChatHost _host = null!;
    private WebVisit _visit = null!;

    public static TheoryData<string, byte[]> NoPhotos => new()
    {
        { "page", Script },
        { "drawing with a script", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
        { "script behind a mark", [0xEF, 0xBB, 0xBF, .. Script] },
        { "picture that a script follows as a comment", [.. "GIF89a=1/*"u8, .. Script] },
        { "document", [.. "%PDF-1.7\n"u8, .. Jpeg(2, 2)] },
        { "program", [.. "MZ"u8, .. Jpeg(2, 2)] },
        { "archive", [.. "PK\u0003\u0004"u8, .. Jpeg(2, 2)] },
        { "sound in the same box as a picture", [.. "RIFF\u0010\0\0\0WAVEfmt "u8, .. new byte[16]] },
        { "half a mark", [0xFF, 0xD8] },
        { "nothing", [] },
        { "zeros", new byte[100] },
        { "trap that unpacks to ten thousand million points", Png(60_000, 60_000) },
        { "trap of another kind", Jpeg(50_000, 50_000) },
    };

    public static TheoryData<string, byte[], string> Polyglots => new()
    {
        { "a page in a JPEG", [.. Jpeg(3, 2), .. Script], "image/jpeg" },
        { "a page in the comment of a JPEG", [0xFF, 0xD8, 0xFF, 0xFE, 0, 47, .. Script, .. Jpeg(3, 2)[2..]], "image/jpeg" },
        { "an archive behind a PNG", [.. Png(3, 2), .. "PK\u0003\u0004"u8, .. Script], "image/png" },
        { "a page in a WebP", [.. WebP(), .. Script], "image/webp" },
    };

    public async Task InitializeAsync()
    {
        _host = await WebChatHost.StartAsync();
        _visit = await _host.EnterAsync("sever", "gromov");
    }

    public async Task DisposeAsync()
    {
        _visit.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(NoPhotos), DisableDiscoveryEnumeration = true)]
    public async Task What_is_no_photo_by_its_bytes_is_refused_whatever_it_is_called(string what, byte[] bytes)
    {
        using var answer = await SendAsync(bytes, "photo.jpg", "image/jpeg");
        Assert.True(answer.StatusCode == HttpStatusCode.UnsupportedMediaType, $"{what}: {answer.StatusCode}");
        Assert.Equal(0, await _host.ReadAsync(db => db.WebPhotos.CountAsync()));
        Assert.Equal(0, await _host.ReadAsync(db => db.WebMessages.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Polyglots), DisableDiscoveryEnumeration = true)]
    public async Task What_is_something_else_besides_a_photo_is_served_as_a_photo_and_nothing_else(string what, byte[] bytes, string type)
    {
        using var sent = await SendAsync(bytes, "page.html", "text/html");
        Assert.True(sent.StatusCode == HttpStatusCode.Created, $"{what}: {sent.StatusCode}");
        using var photo = await _visit.Client.GetAsync((string)(await WebVisit.BodyAsync(sent))["photo"]!["url"]!);

        Assert.Equal(type, photo.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(photo.Headers.GetValues("X-Content-Type-Options")));
        Assert.StartsWith("default-src 'none'", Assert.Single(photo.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("same-origin", Assert.Single(photo.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("inline", photo.Content.Headers.ContentDisposition!.ToString());
        Assert.True(photo.Headers.CacheControl!.Private);
        Assert.Equal(bytes, await photo.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..\\..\\servicebot.db")]
    [InlineData("/etc/cron.d/x.jpg")]
    [InlineData("photo.php%00.jpg")]
    [InlineData("a\u202Egpj.exe")]
    [InlineData("CON")]
    [InlineData("<script>.jpg")]
    public async Task A_name_that_leads_elsewhere_leads_nowhere(string name)
    {
        var folder = Path.GetDirectoryName(await _host.ReadAsync(db => Task.FromResult(db.Database.GetDbConnection().DataSource)))!;
        var before = Entries(folder);
        using var sent = await SendAsync(Png(3, 2), name, "image/png");

        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        Assert.Matches("^/chat/api/rooms/sever/photos/[A-Za-z0-9_-]{32}$", (string)(await WebVisit.BodyAsync(sent))["photo"]!["url"]!);
        Assert.Equal(before, Entries(folder));
    }

    [Theory]
    [InlineData("..%2f..%2fservicebot.db")]
    [InlineData("%2e%2e%5c%2e%2e%5cchat.db")]
    [InlineData("%00")]
    [InlineData("' OR '1'='1")]
    [InlineData("%25")]
    [InlineData("case-1")]
    [InlineData("file:%2f%2f%2fetc%2fpasswd")]
    public async Task A_made_up_key_finds_nothing(string key)
    {
        using var sent = await SendAsync(Png(3, 2), "p.png", "image/png");
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        foreach (var path in (string[])[$"photos/{key}", $"messages/1/pictures/{key}"])
        {
            using var answer = await _visit.Client.GetAsync("/chat/api/rooms/sever/" + path);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            Assert.NotEqual("image/png", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    // The store's own journals come and go as it pleases.
    private static IReadOnlyList<string> Entries(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(static x => !(x.EndsWith("-journal", StringComparison.Ordinal) || x.EndsWith("-wal", StringComparison.Ordinal) || x.EndsWith("-shm", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    private Task<HttpResponseMessage> SendAsync(byte[] bytes, string name, string type)
    {
        var photo = new ByteArrayContent(bytes);
        // Written by hand: a client that means well would not let such a name through.
        photo.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"photo\"; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"");
        photo.Headers.TryAddWithoutValidation("Content-Type", type);
        var form = new MultipartFormDataContent { { new StringContent(Guid.NewGuid().ToString()), "clientKey" }, photo };
        return _visit.PostAsync("/chat/api/rooms/sever/messages", form);
    }

    private static byte[] Png(int width, int height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[8], 8, 2, 0, 0, 0, .. new byte[4]];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    private static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0, 0xFF, 0xD9,
    ];

    private static byte[] WebP() => [.. "RIFF\u0020\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0];
}

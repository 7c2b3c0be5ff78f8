using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace ServiceBot.Chat.Web;

/// <summary>The page and its parts, carried inside the program.</summary>
internal sealed class PageFiles
{
    private const string Start = "chat-page/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webmanifest"] = "application/manifest+json; charset=utf-8",
    }.ToFrozenDictionary();

    // Letters of every script as they are; only what means something to HTML is escaped.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly FrozenDictionary<string, PageFile> _files;

    public PageFiles(WebWording words)
    {
        var assembly = typeof(PageFiles).Assembly;
        var names = assembly.GetManifestResourceNames()
            .Where(x => x.StartsWith(Start, StringComparison.Ordinal)).Select(x => x.Replace('\\', '/')).ToList();
        var preloads = string.Concat(names
            .Where(x => x.EndsWith(".js", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(x => $"<link rel=\"modulepreload\" href=\"/chat/page/{x[Start.Length..]}\">\n"));
        _files = names.ToFrozenDictionary(x => x[Start.Length..], x => Load(x, words, preloads));
    }

    /// <summary>The text made safe between tags and in attributes.</summary>
    public static string Escape(string text) => Encoder.Encode(text);

    /// <summary>The file as text.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a slip of ours.</exception>
    public string Text(string name) => Encoding.UTF8.GetString(_files[name].Bytes);

    /// <summary>Sends the file, or "not modified" where the browser has this very one.</summary>
    public IResult Send(HttpContext context, string name)
    {
        if (!_files.TryGetValue(name, out var file) || name == "enter.html") return TypedResults.NotFound();
        WebGuard.AddHeaders(context.Response);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!TakesGzip(context.Request)) return TypedResults.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
        context.Response.Headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(file.Packed, file.ContentType, entityTag: file.PackedTag);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(x => x.Value == "gzip" && x.Quality is null or > 0);

    private static PageFile Load(string resource, WebWording words, string preloads)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var type = Types[Path.GetExtension(resource)];
        if (Path.GetExtension(resource) is ".html" or ".webmanifest")
        {
            var text = new StringBuilder(Encoding.UTF8.GetString(bytes))
                .Replace("{{language}}", words.Culture.TwoLetterISOLanguageName)
                .Replace("{{name}}", Escape(words["Page_Title"]))
                .Replace("{{noscript}}", Escape(words["NoScript"]))
                .Replace("{{preloads}}", preloads);
            bytes = Encoding.UTF8.GetBytes(text.ToString());
        }

        var hash = Convert.ToHexString(SHA256.HashData(bytes), 0, 8);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return new PageFile(
            bytes, packed.ToArray(), type, new EntityTagHeaderValue($"\"{hash}\""), new EntityTagHeaderValue($"\"{hash}-gz\""));
    }

    /// <param name="Packed">The same by gzip, done once: phones load the page over slow lines.</param>
    private sealed record PageFile(
        byte[] Bytes, byte[] Packed, string ContentType, EntityTagHeaderValue Tag, EntityTagHeaderValue PackedTag);
}

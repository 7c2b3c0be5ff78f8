using System.Globalization;
using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>The parameters of a request as text, however they came, and the files beside them.</summary>
internal sealed class Parameters
{
    private static readonly Dictionary<string, UploadedFile> NoFiles = [];

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, UploadedFile> Files { get; private set; } = NoFiles;

    public void Add(string name, UploadedFile file)
    {
        if (Files == NoFiles)
            Files = new(StringComparer.Ordinal);
        Files[name] = file;
    }

    public string? Text(string name) => Values.GetValueOrDefault(name);

    public int Int(string name, int otherwise = 0) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    public long Long(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;

    public bool Flag(string name) => Text(name)?.ToLowerInvariant() is "true" or "yes" or "1";

    /// <summary>A parameter that is JSON; null when it is missing.</summary>
    /// <exception cref="Refusal">It cannot be read.</exception>
    public JsonDocument? Json(string name, string fault)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw Refusal.BadRequest(fault);
        }
    }
}

/// <summary>A file that came with a request.</summary>
internal sealed record UploadedFile(string Name, byte[] Content);

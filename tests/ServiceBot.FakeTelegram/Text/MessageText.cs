using System.Text;
using System.Text.Json;

namespace ServiceBot.FakeTelegram.Text;

/// <summary>The text of a request, parsed, trimmed and measured.</summary>
internal static class MessageText
{
    private const int MostEntities = 100;

    public static (string Text, IReadOnlyList<FakeEntity> Entities) OfMessage(Parameters parameters, int most = 4096)
    {
        var raw = parameters.Text("text") ?? "";
        if (Encoding.UTF8.GetByteCount(raw) > 32768)
            throw Refusal.BadRequest("text is too long");
        var parsed = Parse(raw, parameters.Text("parse_mode"), parameters.Text("entities"));
        if (parsed.Text.Length == 0)
            throw Refusal.BadRequest("message text is empty");
        return CodePoints(parsed.Text) > most ? throw Refusal.BadRequest("message is too long") : parsed;
    }

    public static (string? Text, IReadOnlyList<FakeEntity> Entities) OfCaption(Parameters parameters)
    {
        if (parameters.Text("caption") is not { Length: > 0 } raw)
            return (null, []);
        var (text, entities) = Parse(raw, parameters.Text("parse_mode"), parameters.Text("caption_entities"));
        return CodePoints(text) > 1024
            ? throw Refusal.BadRequest("message caption is too long")
            : (text.Length == 0 ? null : text, entities);
    }

    public static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var c in text)
            if (char.IsLowSurrogate(c))
                count--;
        return count;
    }

    private static (string Text, IReadOnlyList<FakeEntity> Entities) Parse(string raw, string? mode, string? entities)
    {
        raw = CleanInput.Of(raw);
        var (text, found) = mode?.ToLowerInvariant() switch
        {
            null or "" or "none" => (raw, ReadEntities(entities)),
            "html" => HtmlParser.Parse(raw),
            "markdown" or "markdownv2" => throw Refusal.BadRequest("this fake server reads no Markdown: use HTML"),
            _ => throw Refusal.BadRequest("unsupported parse_mode"),
        };
        IReadOnlyList<FakeEntity> all = [.. found, .. FoundEntities.In(text)];
        return Trim(text, all.Count > MostEntities ? [.. all.Take(MostEntities)] : all);
    }

    private static (string Text, IReadOnlyList<FakeEntity> Entities) Trim(string text, IReadOnlyList<FakeEntity> entities)
    {
        var trimmed = text.Trim(' ', '\n', '\r', '\t');
        if (trimmed.Length == text.Length || entities.Count == 0)
            return (trimmed, entities);
        var lead = text.Length - text.TrimStart(' ', '\n', '\r', '\t').Length;
        return (trimmed, [.. entities.Select(Cut).Where(entity => entity.Length > 0)]);

        FakeEntity Cut(FakeEntity entity)
        {
            var begin = Math.Clamp(entity.Offset - lead, 0, trimmed.Length);
            var end = Math.Clamp(entity.Offset - lead + entity.Length, 0, trimmed.Length);
            return entity with { Offset = begin, Length = end - begin };
        }
    }

    private static IReadOnlyList<FakeEntity> ReadEntities(string? json)
    {
        if (json is not { Length: > 0 })
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document.RootElement.EnumerateArray().Select(e => new FakeEntity(
                    e.GetProperty("type").GetString()!, e.GetProperty("offset").GetInt32(), e.GetProperty("length").GetInt32(),
                    e.TryGetProperty("url", out var url) ? url.GetString() : null,
                    e.TryGetProperty("language", out var language) ? language.GetString() : null)),
            ];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Refusal.BadRequest("can't parse MessageEntity: " + fault.Message);
        }
    }
}

using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>A formatted part of a text; offset and length are in UTF-16 units.</summary>
/// <param name="Type">The name in the Bot API: <c>bold</c>, <c>text_link</c>, …</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Url">Where a link leads.</param>
/// <param name="Language">The language of a piece of code.</param>
public sealed record FakeEntity(string Type, int Offset, int Length, string? Url = null, string? Language = null)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("offset", Offset);
        json.WriteNumber("length", Length);
        json.WriteString("type", Type);
        if (Url is not null)
            json.WriteString("url", Url);
        if (Language is not null)
            json.WriteString("language", Language);
        json.WriteEndObject();
    }
}

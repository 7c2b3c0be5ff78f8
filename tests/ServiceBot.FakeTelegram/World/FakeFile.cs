using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>A file that this Telegram keeps.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Where it is fetched.</param>
/// <param name="Name">The name people see; null for a photo.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Width">Of a picture, in pixels.</param>
/// <param name="Height">Of a picture, in pixels.</param>
public sealed record FakeFile(
    string Id, string Path, string? Name, ReadOnlyMemory<byte> Content, int Width = 0, int Height = 0)
{
    internal void WritePhoto(Utf8JsonWriter json)
    {
        json.WriteStartArray("photo");
        foreach (var isSmall in new[] { true, false })
        {
            json.WriteStartObject();
            var suffix = isSmall ? "-s" : "";
            json.WriteString("file_id", Id + suffix);
            json.WriteString("file_unique_id", "u" + Id + suffix);
            json.WriteNumber("file_size", Content.Length);
            json.WriteNumber("width", isSmall ? Math.Min(90, Width) : Width);
            json.WriteNumber("height", isSmall ? Math.Min(60, Height) : Height);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal void WriteDocument(Utf8JsonWriter json)
    {
        json.WriteStartObject("document");
        json.WriteString("file_name", Name);
        json.WriteString("mime_type", "application/octet-stream");
        json.WriteString("file_id", Id);
        json.WriteString("file_unique_id", "u" + Id);
        json.WriteNumber("file_size", Content.Length);
        json.WriteEndObject();
    }
}

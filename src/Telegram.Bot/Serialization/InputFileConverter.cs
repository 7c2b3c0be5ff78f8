namespace Telegram.Bot.Serialization;

/// <summary>
/// A file in a request: a link or an id as text, a stream as <c>attach://N</c> and noted among the attachments.
/// </summary>
public sealed class InputFileConverter : JsonConverter<InputFile>
{
    /// <summary>Gathers the streams of the request being written; null outside of one.</summary>
    public static readonly AsyncLocal<List<InputFileStream>?> Attachments = new();

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeof(InputFile).IsAssignableFrom(typeToConvert);

    /// <inheritdoc/>
    public override InputFile? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? InputFile.FromString(text) : null;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, InputFile? value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case InputFileId file:
                writer.WriteStringValue(file.Id);
                break;
            case InputFileUrl file:
                writer.WriteStringValue(file.Url.ToString());
                break;
            case InputFileStream file:
                var attachments = Attachments.Value
                    ?? throw new JsonException("A stream can only be sent by a request that uploads files");
                writer.WriteStringValue($"attach://{attachments.Count}");
                attachments.Add(file);
                break;
            default:
                throw new JsonException($"A file of type {value.GetType().Name} cannot be sent");
        }
    }
}

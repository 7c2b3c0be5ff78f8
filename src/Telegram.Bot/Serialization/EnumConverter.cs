using System.Collections.Frozen;

namespace Telegram.Bot.Serialization;

/// <summary>
/// An enum as snake_case text. Text that is not known reads as the default value, so a newer Bot API breaks nothing;
/// writing a value without a name throws <see cref="JsonException"/>.
/// </summary>
public class EnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, JsonEncodedText> Texts = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonEncodedText.Encode(Name(value)));

    private static readonly FrozenDictionary<string, TEnum> Values = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(Name, value => value);

    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && Values.TryGetValue(text, out var value) ? value : default;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Texts.TryGetValue(value, out var text)
            ? text
            : throw new JsonException($"{typeof(TEnum).Name} has no value {value}"));

    private static string Name(TEnum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

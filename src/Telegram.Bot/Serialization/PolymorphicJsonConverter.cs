using System.Collections.Frozen;
using System.Reflection;

namespace Telegram.Bot.Serialization;

/// <summary>Names the property that tells the variants of a type apart.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DiscriminatedAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>One variant of a type and the text that stands for it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class VariantAttribute(string text, Type type) : Attribute
{
    public string Text { get; } = text;

    public Type Type { get; } = type;
}

/// <summary>
/// Reads and writes a family of types told apart by one property, wherever in the object it stands.
/// A variant that is not known throws <see cref="JsonException"/>: there is no type to read it into.
/// </summary>
internal sealed class PolymorphicJsonConverter<T> : JsonConverter<T>
    where T : class
{
    private static readonly string Discriminator = typeof(T).GetCustomAttribute<DiscriminatedAttribute>()!.Property;

    private static readonly FrozenDictionary<string, Type> Variants = typeof(T).GetCustomAttributes<VariantAttribute>()
        .ToFrozenDictionary(variant => variant.Text, variant => variant.Type);

    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(T);

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(Discriminator, out var text))
            throw new JsonException($"{typeof(T).Name} without \"{Discriminator}\"");
        if (text.ValueKind != JsonValueKind.String || !Variants.TryGetValue(text.GetString()!, out var variant))
            throw new JsonException($"{typeof(T).Name} has no variant {text.GetRawText()}");
        return (T?)json.Deserialize(variant, options);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}

namespace Telegram.Bot.Serialization;

/// <summary>A moment as whole seconds since 1970 (UTC). 0 stands for no moment at all.</summary>
internal sealed class UnixDateTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FromSeconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(ToSeconds(value));

    internal static DateTime FromSeconds(long seconds) =>
        seconds == 0 ? default : DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;

    internal static long ToSeconds(DateTime value) =>
        value == default ? 0 : new DateTimeOffset(value.ToUniversalTime()).ToUnixTimeSeconds();
}

/// <summary>The end of a ban or a restriction: 0 means that it has no end.</summary>
internal sealed class BanTimeConverter : JsonConverter<DateTime?>
{
    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetInt64() is var seconds and not 0 ? UnixDateTimeConverter.FromSeconds(seconds) : null;

    public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value is { } moment ? UnixDateTimeConverter.ToSeconds(moment) : 0);
}

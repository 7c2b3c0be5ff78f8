using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Api.Reads;

/// <summary>Writes the facts of a case in the API's manner: times in the station's offset, vehicles as elsewhere.</summary>
internal static class FactJson
{
    private static readonly ConcurrentDictionary<string, JsonSerializerOptions> ByZone = new();

    /// <summary>The fact as JSON, its name first.</summary>
    public static JsonElement Write(CaseFact fact, TimeZoneInfo zone) =>
        JsonSerializer.SerializeToElement(Shown(fact), ByZone.GetOrAdd(zone.Id, _ => OptionsFor(zone)));

    // The telephone stands in the record; who reads the case needs what was said, not whom to call.
    private static CaseFact Shown(CaseFact fact) => fact is RemarkMade remark ? remark with { Text = PhoneNumber.Hide(remark.Text) } : fact;

    private static JsonSerializerOptions OptionsFor(TimeZoneInfo zone)
    {
        var options = new JsonSerializerOptions(ApiJson.Options)
        {
            // What is derived is not part of what happened.
            IgnoreReadOnlyProperties = true,
        };
        options.Converters.Add(new LocalTime(zone));
        options.Converters.Add(new Vehicle());
        return options;
    }

    private sealed class LocalTime(TimeZoneInfo zone) : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(TimeZoneInfo.ConvertTime(value, zone));
    }

    private sealed class Vehicle : JsonConverter<VehicleRef>
    {
        public override VehicleRef Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Facts are only written here.");

        public override void Write(Utf8JsonWriter writer, VehicleRef value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, VehicleAnswer.Of(value), options);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;

namespace ServiceBot.Tests.Intake;

public sealed class RecordJsonTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
    private static readonly StationClocks North = StationClocks.One("sever", Moscow);
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private const string FullOrder = """
        { "id": "ЗН-000123", "station": "sever", "bookingId": "00017", "vehicle": { "vin": "x9632120080654821", "vin2": "Z7C225070F0001234",
          "plate": "а123вс 178", "model": "ГАЗель NEXT" }, "client": { "name": "ООО «Путь»", "phone": "8 (999) 000-11-22" },
          "openedAt": "2026-11-03T09:41:12", "closedAt": "2026-11-03T18:00:00+05:00", "kind": "warranty", "odometerKm": 95000,
          "complaint": "стук спереди", "foreman": "Петров П. П.", "advisor": { "id": "17", "name": "Орлова А." }, "possibleRepeat": false,
          "cancelled": false, "total": 12345.67, "unknown": { "deep": [1] },
          "lines": [ { "code": "R1", "text": "Замена шаровой", "area": "подвеска", "mechanic": { "id": "5", "name": "Кузин" }, "normHours": 1.5, "rate": 1800 } ],
          "parts": [ { "number": "0017", "name": "Шаровая опора", "quantity": 2 } ] }
        """;

    private static RecordJsonResult Read(string json, RecordKind kind = RecordKind.WorkOrder, StationClocks? stations = null)
    {
        using var document = JsonDocument.Parse(json);
        return RecordJson.Read(document.RootElement, kind, stations ?? North);
    }

    private static string[] FieldsOf(RecordJsonResult result) => [.. result.Errors.Select(e => e.Field)];

    [Fact]
    public void A_work_order_is_read_whole()
    {
        var result = Read(FullOrder);

        Assert.Empty(result.Errors);
        var order = Assert.IsType<WorkOrder>(result.Record);
        Assert.Equal(("sever", "ЗН-000123", "00017"), (order.Station, order.Id, order.BookingId));
        Assert.Equal("X9632120080654821", order.Vehicle!.Vin!.Value);
        Assert.Equal("А123ВС178", order.Vehicle.Plate!.Display);
        Assert.Equal("+79990001122", order.Client!.Phone!.Value);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 9, 41, 12, TimeSpan.FromHours(3)), order.OpenedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 18, 0, 0, TimeSpan.FromHours(5)), order.ClosedAt);
        Assert.Equal(WorkOrderKind.Warranty, order.OrderKind);
        Assert.Equal((95000, 12345.67m, false), (order.OdometerKm!.Value, order.Total!.Value, order.PossibleRepeat!.Value));
        Assert.Equal(new Person(null, "Петров П. П."), order.Foreman);
        Assert.Equal(new Person("17", "Орлова А."), order.Advisor);
        Assert.Equal(new WorkOrderLine("R1", "Замена шаровой", "подвеска", new Person("5", "Кузин"), 1.5m, 1800m), Assert.Single(order.Lines));
        Assert.Equal(new PartLine("0017", "Шаровая опора", 2m), Assert.Single(order.Parts));
    }

    [Fact]
    public void The_least_work_order_has_an_id_a_vehicle_and_a_time_and_is_a_repair()
    {
        var result = Read("""{ "id": "1", "vehicle": { "vin": "JN1-13" }, "openedAt": "2026-11-03", "lines": [], "closedAt": "0001-01-01T00:00:00" }""");

        var order = Assert.IsType<WorkOrder>(result.Record);
        Assert.Equal(("sever", WorkOrderKind.Repair), (order.Station, order.OrderKind));
        Assert.Null(order.ClosedAt);
        Assert.Null(order.Complaint);
    }

    [Fact]
    public void A_booking_is_read_whole()
    {
        var result = Read("""
            { "id": "00000017", "createdAt": "2026-11-20T10:30", "plannedAt": "2026-11-21T09:00:00Z", "vehicle": { "plate": "A123BC178" },
              "complaint": "снова стук", "possibleRepeat": true, "operator": "Смирнова", "earlierWorkOrderId": "ЗН-000123" }
            """, RecordKind.Booking);

        var booking = Assert.IsType<Booking>(result.Record);
        Assert.Equal(("00000017", true, "ЗН-000123"), (booking.Id, booking.PossibleRepeat, booking.EarlierWorkOrderId));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.FromHours(3)), booking.CreatedAt);
        Assert.Equal(TimeSpan.Zero, booking.PlannedAt!.Value.Offset);
    }

    [Fact]
    public void A_survey_response_may_name_only_the_work_order()
    {
        var result = Read("""
            { "id": "s1", "answeredAt": "2026-11-20 10:30:00", "workOrderId": "ЗН-1", "score": 2,
              "answers": [ { "question": "Причина", "answer": "Некачественный ремонт" }, { "question": "Ещё", "answer": null } ] }
            """, RecordKind.SurveyResponse);

        var response = Assert.IsType<SurveyResponse>(result.Record);
        Assert.Null(response.Vehicle);
        Assert.Equal(2m, response.Score);
        Assert.Equal(new SurveyAnswer("Причина", "Некачественный ремонт"), Assert.Single(response.Answers));
    }

    [Fact]
    public void A_survey_response_that_names_neither_work_order_nor_vehicle_is_refused()
    {
        Assert.Equal(["vehicle"], FieldsOf(Read("""{ "id": "s1", "answeredAt": "2026-11-20T10:30:00", "vehicle": { "model": "ГАЗель" } }""", RecordKind.SurveyResponse)));
    }

    [Fact]
    public void A_call_is_read_and_its_phone_never_stands_in_an_error()
    {
        var good = Read("""{ "id": "c1", "startedAt": "2026-11-20T10:30:00", "direction": "incoming", "phone": "9990001122", "durationSeconds": 65 }""", RecordKind.Call);
        var bad = Read("""{ "id": "c1", "startedAt": "2026-11-20T10:30:00", "direction": "sideways", "phone": "99900011" }""", RecordKind.Call);

        Assert.Equal(CallDirection.Incoming, Assert.IsType<CallLogEntry>(good.Record).Direction);
        Assert.Equal(["phone", "direction"], FieldsOf(bad));
        Assert.DoesNotContain("99900011", string.Concat(bad.Errors.Select(e => e.Message(Russian))), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_field_is_named_by_its_path_at_once()
    {
        var result = Read("""
            { "id": 17, "openedAt": "03.11.2026", "closedAt": "вчера", "kind": "magic", "odometerKm": "много", "possibleRepeat": "Да", "cancelled": 0,
              "vehicle": [], "client": "Иванов", "foreman": 5, "total": true, "complaint": { "a": 1 },
              "lines": [ { "text": "a" }, 5, { "code": "x", "normHours": "два", "rate": -1, "mechanic": [] } ], "parts": { "name": "x" } }
            """);

        Assert.Null(result.Record);
        Assert.Equal(
            [
                "cancelled", "client", "closedAt", "complaint", "foreman", "id", "kind", "lines[1]", "lines[2].mechanic", "lines[2].normHours",
                "lines[2].rate", "lines[2].text", "odometerKm", "openedAt", "parts", "possibleRepeat", "total", "vehicle",
            ],
            FieldsOf(result).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Иванов", string.Concat(result.Errors.Select(e => e.Message(Russian))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "openedAt": "2026-11-03", "vehicle": { "plate": "А123ВС178" } }""", "id")]
    [InlineData("""{ "id": "  ", "openedAt": "2026-11-03", "vehicle": { "plate": "А123ВС178" } }""", "id")]
    [InlineData("""{ "id": "1\u0000", "openedAt": "2026-11-03", "vehicle": { "plate": "А123ВС178" } }""", "id")]
    [InlineData("""{ "id": "1", "vehicle": { "plate": "А123ВС178" } }""", "openedAt")]
    [InlineData("""{ "id": "1", "openedAt": "0001-01-01", "vehicle": { "plate": "А123ВС178" } }""", "openedAt")]
    [InlineData("""{ "id": "1", "openedAt": "2026-02-30", "vehicle": { "plate": "А123ВС178" } }""", "openedAt")]
    [InlineData("""{ "id": "1", "openedAt": "1926-02-03", "vehicle": { "plate": "А123ВС178" } }""", "openedAt")]
    [InlineData("""{ "id": "1", "openedAt": 20261103, "vehicle": { "plate": "А123ВС178" } }""", "openedAt")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03" }""", "vehicle")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "vehicle": { "plate": "нет", "vin": "  " } }""", "vehicle")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "vehicle": { "vin": "00000000000000000" } }""", "vehicle")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "vehicle": { "vin": "отсутствует" } }""", "vehicle")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "closedAt": "2026-11-02", "vehicle": { "plate": "А123ВС178" } }""", "closedAt")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "odometerKm": 1.5, "vehicle": { "plate": "А123ВС178" } }""", "odometerKm")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "complaint": "\ud800", "vehicle": { "plate": "А123ВС178" } }""", "complaint")]
    [InlineData("""{ "id": "1", "openedAt": "2026-11-03", "total": 1e99, "vehicle": { "plate": "А123ВС178" } }""", "total")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("5", "$")]
    public void One_wrong_field_refuses_the_record_and_is_named(string json, string field)
    {
        var result = Read(json);

        Assert.Null(result.Record);
        Assert.Equal([field], FieldsOf(result));
    }

    [Fact]
    public void A_station_may_be_left_out_only_where_there_is_one_and_an_unknown_one_is_answered_with_those_there_are()
    {
        const string Order = """{ "id": "1", "openedAt": "2026-07-03T12:00:00", "vehicle": { "vin": "X1" } STATION }""";
        var two = new StationClocks([new("sever", Moscow), new("ural", TimeZoneInfo.FindSystemTimeZoneById("Asia/Yekaterinburg"))]);

        Assert.Equal("sever", Read(Order.Replace("STATION", "", StringComparison.Ordinal)).Record!.Station);
        var left = Assert.Single(Read(Order.Replace("STATION", "", StringComparison.Ordinal), stations: two).Errors);
        var unknown = Assert.Single(Read(Order.Replace("STATION", ", \"station\": \"yug\"", StringComparison.Ordinal), stations: two).Errors);
        var ural = Read(Order.Replace("STATION", ", \"station\": \"URAL\"", StringComparison.Ordinal), stations: two).Record!;

        Assert.Equal("station", left.Field);
        Assert.Contains("sever, ural", left.Message(Russian), StringComparison.Ordinal);
        Assert.Contains("“yug”. Allowed: sever, ural", unknown.Message(English), StringComparison.Ordinal);
        Assert.Equal("ural", ural.Station);
        Assert.Equal(TimeSpan.FromHours(5), ural.At.Offset);
    }

    [Fact]
    public void An_hour_that_the_clock_skipped_is_still_a_moment_and_of_one_shown_twice_the_earlier_is_taken()
    {
        var berlin = StationClocks.One("west", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        var skipped = Read("""{ "id": "1", "openedAt": "2026-03-29T02:30:00", "vehicle": { "vin": "X1" } }""", stations: berlin);
        var twice = Read("""{ "id": "1", "openedAt": "2026-10-25T02:30:00", "vehicle": { "vin": "X1" } }""", stations: berlin);

        Assert.Equal(TimeSpan.FromHours(1), skipped.Record!.At.Offset);
        Assert.Equal(TimeSpan.FromHours(2), twice.Record!.At.Offset);
    }

    [Theory]
    [InlineData("""{ "id": "1", "openedAt": "x" }""", RecordKind.WorkOrder)]
    [InlineData("""{ "id": "1", "createdAt": "x", "complaint": "y" }""", RecordKind.Booking)]
    [InlineData("""{ "id": "1", "answeredAt": "x", "workOrderId": "y" }""", RecordKind.SurveyResponse)]
    [InlineData("""{ "id": "1", "startedAt": "x", "phone": "y" }""", RecordKind.Call)]
    [InlineData("""{ "id": "1" }""", null)]
    [InlineData("""[]""", null)]
    public void The_kind_of_a_record_is_told_by_its_fields(string json, RecordKind? kind)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(kind, RecordJson.TellKind(document.RootElement));
    }

    [Fact]
    public void Whatever_stands_in_a_field_the_answer_is_a_record_or_errors_and_never_an_exception()
    {
        string[] wrong = ["null", "true", "-1", "1e400", "\"\"", "\"\\ud800\"", "\"x\"", "[]", "[1]", "[[]]", "{}", "{\"id\":{}}", "[{}]"];
        var examined = 0;
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            foreach (var field in JsonNode.Parse(FullOrder)!.AsObject().Select(p => p.Key)
                .Concat(["createdAt", "answeredAt", "startedAt", "direction", "phone", "answers", "score", "durationSeconds", "transcript"]))
            {
                foreach (var value in wrong)
                {
                    var record = JsonNode.Parse(FullOrder)!.AsObject();
                    record.Remove(field);
                    var json = record.ToJsonString();
                    var result = Read($"{json[..^1]},\"{field}\":{value}}}", kind);
                    Assert.Equal(result.Record is null, result.Errors.Count > 0);
                    Assert.All(result.Errors, e => Assert.False(string.IsNullOrWhiteSpace(e.Message(Russian) + e.Message(English))));
                    examined++;
                }
            }
        }

        Assert.True(examined > 1000);
    }

    [Fact]
    public void Every_sentence_stands_in_both_languages_with_the_same_places()
    {
        ResourceParity.AssertSame("ServiceBot.Intake.IntakeTexts", typeof(RecordJson).Assembly);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ServiceBot.Tests.Intake.Api;

public sealed class PostRecordsTests
{
    private const string Booking =
        """{ "id": "000000017", "station": "sever", "createdAt": "2026-11-20T10:30:00", "vehicle": { "plate": "А123ВС178" }, "possibleRepeat": true }""";

    private static string BookingOf(string id, string station = "sever", string createdAt = "2026-11-20T10:30:00") =>
        $$"""{ "id": "{{id}}", "station": "{{station}}", "createdAt": "{{createdAt}}", "vehicle": { "plate": "А123ВС178" } }""";

    private static (int, int, int) Counts(JsonElement body) => (
        body.GetProperty("accepted").GetInt32(), body.GetProperty("updated").GetInt32(), body.GetProperty("unchanged").GetInt32());

    private static string[] FieldsOf(JsonElement rejected) =>
        [.. rejected.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];

    [Fact]
    public async Task One_object_is_taken()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync("/api/v1/bookings", Booking);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((1, 0, 0), Counts(body));
        Assert.Empty(body.GetProperty("rejected").EnumerateArray());
        Assert.Equal(["accepted", "updated", "unchanged", "rejected"], body.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task The_same_record_again_is_unchanged_and_a_changed_one_updated()
    {
        await using var api = await ApiDriver.StartAsync();
        await api.PostAsync("/api/v1/bookings", Booking);

        var (_, again, _) = await api.PostAsync("/api/v1/bookings", Booking);
        var (_, changed, _) = await api.PostAsync("/api/v1/bookings", Booking.Replace("10:30", "10:45", StringComparison.Ordinal));

        Assert.Equal(((0, 0, 1), (0, 1, 0)), (Counts(again), Counts(changed)));
    }

    [Fact]
    public async Task Of_one_id_twice_in_a_call_the_last_stays_and_both_are_counted()
    {
        await using var api = await ApiDriver.StartAsync();
        var (first, last) = (BookingOf("1"), BookingOf("1", createdAt: "2026-11-21T10:30:00"));

        var (_, both, _) = await api.PostAsync("/api/v1/bookings", $"[{first},{last}]");
        var (_, again, _) = await api.PostAsync("/api/v1/bookings", last);

        Assert.Equal(((1, 1, 0), (0, 0, 1)), (Counts(both), Counts(again)));
    }

    [Fact]
    public async Task The_same_id_at_two_stations_and_of_two_kinds_is_three_records()
    {
        await using var api = await ApiDriver.StartAsync();

        var (_, bookings, _) = await api.PostAsync("/api/v1/bookings", $"[{BookingOf("1")},{BookingOf("1", "yug")}]");
        var (_, orders, _) = await api.PostAsync(
            "/api/v1/work-orders",
            """{ "id": "1", "station": "sever", "openedAt": "2026-11-20T10:30:00", "vehicle": { "vin": "JN1-13" } }""");

        Assert.Equal(((2, 0, 0), (1, 0, 0)), (Counts(bookings), Counts(orders)));
    }

    [Theory]
    [InlineData("/api/v1/bookings", """{ "id": "1", "station": "sever", "createdAt": "2026-11-20T10:30:00", "vehicle": { "vin": "JN1-13" } }""")]
    [InlineData("/api/v1/work-orders", """{ "id": "1", "station": "sever", "openedAt": "2026-11-20T10:30:00+03:00", "vehicle": { "vin": "JN1-13" }, "lines": [] }""")]
    [InlineData("/api/v1/survey-responses", """{ "id": "1", "station": "sever", "answeredAt": "2026-11-20T10:30:00Z", "workOrderId": "ЗН-1" }""")]
    [InlineData("/api/v1/calls", """{ "id": "1", "station": "sever", "startedAt": "2026-11-20T10:30:00", "direction": "incoming", "phone": "+7 999 000-11-22" }""")]
    public async Task Each_kind_has_its_address(string path, string json)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync(path, $"[{json}]");

        Assert.Equal((HttpStatusCode.OK, (1, 0, 0)), (status, Counts(body)));
    }

    [Fact]
    public async Task A_wrong_record_is_rejected_alone_and_every_wrong_field_is_named()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync(
            "/api/v1/work-orders",
            """
            [ { "id": "1", "station": "sever", "openedAt": "2026-11-20T10:30:00", "vehicle": { "vin": "JN1-13" } },
              { "id": "2", "station": "sever", "openedAt": "20.11.2026", "kind": "washing", "vehicle": {}, "lines": [ { "text": "ok" }, { "normHours": -1, "text": "x" } ] },
              { "id": "3", "station": "sever", "openedAt": "2026-11-20T10:30:00", "closedAt": "2026-11-19T10:30:00", "vehicle": { "vin": "JN1-13" } },
              { "id": "4", "station": "zapad", "openedAt": "2026-11-20T10:30:00", "vehicle": { "vin": "JN1-13" } } ]
            """);

        Assert.Equal((HttpStatusCode.OK, (1, 0, 0)), (status, Counts(body)));
        var rejected = body.GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3], rejected.Select(r => r.GetProperty("index").GetInt32()));
        Assert.Equal(["2", "3", "4"], rejected.Select(r => r.GetProperty("id").GetString()));
        Assert.Equal(["kind", "lines[1].normHours", "openedAt", "vehicle"], FieldsOf(rejected[0]).Order(StringComparer.Ordinal));
        Assert.Equal(["closedAt"], FieldsOf(rejected[1]));
        Assert.Equal(["station"], FieldsOf(rejected[2]));
        Assert.Contains("sever, yug", rejected[2].GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_every_record_is_rejected_the_answer_is_422_with_the_same_list()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, answer) = await api.PostAsync("/api/v1/bookings", BookingOf("7", createdAt: "soon"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(422, body.GetProperty("status").GetInt32());
        Assert.Equal((0, 0, 0), Counts(body));
        var rejected = Assert.Single(body.GetProperty("rejected").EnumerateArray());
        Assert.Equal((0, "7"), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("id").GetString()));
        Assert.Equal(["createdAt"], FieldsOf(rejected));
    }

    [Fact]
    public async Task An_empty_array_is_taken_and_counts_nothing()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync("/api/v1/bookings", "[]");

        Assert.Equal((HttpStatusCode.OK, (0, 0, 0)), (status, Counts(body)));
    }

    [Fact]
    public async Task Five_thousand_records_are_taken_and_one_more_is_refused_with_the_limit()
    {
        await using var api = await ApiDriver.StartAsync();
        string Many(int count) => "[" + string.Join(',', Enumerable.Range(1, count).Select(i => BookingOf("m" + i))) + "]";

        var (tooMany, refused, _) = await api.PostAsync("/api/v1/bookings", Many(5_001));
        var (status, body, _) = await api.PostAsync("/api/v1/bookings", Many(5_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooMany);
        Assert.Contains("5000", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, (5_000, 0, 0)), (status, Counts(body)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_ten_mebibytes_is_refused_whether_or_not_its_length_is_told(bool chunked)
    {
        await using var api = await ApiDriver.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("[" + new string(' ', 10 * 1024 * 1024) + "]"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiDriver.Key);

        var answer = await api.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("10", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_exactly_ten_mebibytes_is_read()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, _, _) = await api.PostAsync("/api/v1/bookings", "[" + new string(' ', (10 * 1024 * 1024) - 2) + "]");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("[{\n \"id\": \"1\",, }]", 2, 12)]
    [InlineData("[{ \"id\": \"1\" }", 1, 15)]
    [InlineData("{ 'id': 1 }", 1, 3)]
    public async Task Malformed_JSON_is_400_with_the_place(string json, int line, int place)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync("/api/v1/bookings", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal((line, place), (body.GetProperty("line").GetInt32(), body.GetProperty("byte").GetInt32()));
        Assert.Contains($"строка {line}, байт {place}", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task A_body_that_is_neither_object_nor_array_is_400(string json)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync("/api/v1/bookings", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False(string.IsNullOrEmpty(body.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Half_a_letter_in_a_text_is_named_and_in_a_name_nobody_asks_for_it_is_passed_over()
    {
        await using var api = await ApiDriver.StartAsync();
        var text = BookingOf("1").Replace("\"id\"", "\"complaint\": \"\\ud800\", \"id\"", StringComparison.Ordinal);
        var name = BookingOf("2").Replace("\"id\"", "\"\\ud800\": 1, \"ID\"", StringComparison.Ordinal);

        var (status, body, _) = await api.PostAsync("/api/v1/bookings", $"[{text},{name}]");

        Assert.Equal((HttpStatusCode.OK, (1, 0, 0)), (status, Counts(body)));
        Assert.Equal(["complaint"], FieldsOf(Assert.Single(body.GetProperty("rejected").EnumerateArray().ToList())));
    }

    [Fact]
    public async Task JSON_nested_without_end_is_400()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, _, _) = await api.PostAsync("/api/v1/bookings", new string('[', 100_000));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task What_is_not_UTF_8_is_400_and_a_byte_order_mark_is_passed_over()
    {
        await using var api = await ApiDriver.StartAsync();
        static ByteArrayContent Json(params byte[] bytes)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return content;
        }

        var (broken, _, _) = await api.SendAsync(
            HttpMethod.Post, "/api/v1/bookings", Json([.. "{ \"id\": \""u8, 0xCF, 0xF0, 0xE8, .. "\" }"u8]));
        var (marked, _, _) = await api.SendAsync(
            HttpMethod.Post, "/api/v1/bookings", Json([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Booking)]));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (broken, marked));
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json; charset=windows-1251", null)]
    [InlineData("application/json", "gzip")]
    [InlineData(null, null)]
    public async Task A_body_of_another_type_is_415(string? type, string? encoding)
    {
        await using var api = await ApiDriver.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Booking));
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);

        var (status, body, answer) = await api.SendAsync(HttpMethod.Post, "/api/v1/bookings", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(415, body.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_key_of_one_station_need_not_name_it_and_learns_of_no_other()
    {
        await using var api = await ApiDriver.StartAsync();

        var (own, taken, _) = await api.PostAsync(
            "/api/v1/bookings",
            """{ "id": "1", "createdAt": "2026-11-20T10:30:00", "vehicle": { "plate": "А123ВС178" } }""",
            ApiDriver.NorthKey);
        var (foreign, foreignBody, _) = await api.PostAsync("/api/v1/bookings", BookingOf("1", "yug"), ApiDriver.NorthKey);
        var (absent, absentBody, _) = await api.PostAsync("/api/v1/bookings", BookingOf("1", "net"), ApiDriver.NorthKey);

        Assert.Equal((HttpStatusCode.OK, (1, 0, 0)), (own, Counts(taken)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (foreign, absent));
        string MessageOf(JsonElement body) =>
            body.GetProperty("rejected")[0].GetProperty("errors")[0].GetProperty("message").GetString()!;
        Assert.Equal(MessageOf(absentBody).Replace("net", "yug", StringComparison.Ordinal), MessageOf(foreignBody));
    }

    [Fact]
    public async Task Where_there_are_several_stations_a_record_must_name_its_own()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync(
            "/api/v1/bookings", """{ "id": "1", "createdAt": "2026-11-20T10:30:00", "vehicle": { "plate": "А123ВС178" } }""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["station"], FieldsOf(body.GetProperty("rejected")[0]));
    }
}

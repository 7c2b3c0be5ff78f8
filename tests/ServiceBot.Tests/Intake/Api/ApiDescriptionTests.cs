using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Intake.Api.Description;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Api;

public sealed class ApiDescriptionTests(DescribedApi api) : IClassFixture<DescribedApi>
{
    private static readonly (string Path, string Schema)[] Posts =
    [
        ("/api/v1/bookings", "Booking"), ("/api/v1/work-orders", "WorkOrder"), ("/api/v1/survey-responses", "SurveyResponse"),
        ("/api/v1/calls", "Call"),
    ];

    private JsonObject Sample(string schema) => api.Schemas[schema]!["examples"]![0]!.DeepClone().AsObject();

    [Fact]
    public void The_document_names_every_address_of_the_API_with_its_methods_and_no_page_of_the_chat()
    {
        var mapped = api.Host.Services.GetServices<EndpointDataSource>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>()
            .Where(x => x.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(x => x.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(m => $"{m.ToLowerInvariant()} {x.RoutePattern.RawText}"))
            .Order(StringComparer.Ordinal).ToList();

        var described = api.Document["paths"]!.AsObject()
            .SelectMany(x => x.Value!.AsObject().Select(m => $"{m.Key} {x.Key}")).Order(StringComparer.Ordinal).ToList();

        Assert.True(mapped.Count >= 9, string.Join('\n', mapped));
        Assert.Equal(mapped.Concat(["get /health/live", "get /health/ready", "get /metrics"]).Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public void It_needs_no_key_names_the_key_that_the_API_needs_and_tells_nothing_of_the_settings()
    {
        Assert.StartsWith("3.1", api.Document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var scheme = api.Document["components"]!["securitySchemes"]!["key"]!;
        Assert.Equal(("http", "bearer"), (scheme["type"]!.GetValue<string>(), scheme["scheme"]!.GetValue<string>()));
        Assert.NotNull(api.Document["security"]![0]!["key"]);
        Assert.Empty(api.Document["paths"]!["/metrics"]!["get"]!["security"]!.AsArray());
        Assert.DoesNotContain(StationUnderTest.ApiKey, api.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(StationUnderTest.Members[0].Name, api.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", api.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Booking", "id station createdAt plannedAt vehicle client complaint possibleRepeat operator earlierWorkOrderId", "id createdAt vehicle")]
    [InlineData("WorkOrder", "id station bookingId vehicle client openedAt closedAt kind odometerKm complaint foreman advisor possibleRepeat cancelled lines parts total", "id openedAt vehicle")]
    [InlineData("WorkOrderLine", "code text area mechanic normHours rate", "text")]
    [InlineData("PartLine", "number name quantity", "name")]
    [InlineData("SurveyResponse", "id station answeredAt workOrderId vehicle client score answers comment", "id answeredAt")]
    [InlineData("SurveyAnswer", "question answer", "")]
    [InlineData("Call", "id station startedAt direction phone operator durationSeconds recordingUrl transcript", "id startedAt direction phone")]
    [InlineData("Vehicle", "vin vin2 plate model", "")]
    [InlineData("Client", "name phone", "")]
    [InlineData("CaseAnswer", "number station state vehicle earlierWorkOrderId returnId openedAt verdict cause responsible signals votes mergedInto", "number station state vehicle openedAt signals votes")]
    [InlineData("CaseDetails", "number station state signals votes facts messages", "number facts messages")]
    [InlineData("SignalAnswer", "id station rule mode at vehicle records evidence case", "id station rule mode at vehicle records evidence")]
    [InlineData("SignalRecords", "earlierWorkOrderId workOrderId bookingId surveyResponseId", "")]
    [InlineData("EvidenceAnswer", "grade kind terms words", "terms words")]
    [InlineData("VoteAnswer", "member name choice at", "member name choice at")]
    [InlineData("PageOfCaseAnswer", "items page pages total", "items page pages total")]
    [InlineData("RecordsAnswer", "accepted updated unchanged rejected", "accepted updated unchanged rejected")]
    [InlineData("RejectedRecord", "index id errors", "index id errors")]
    [InlineData("ProblemField", "field message", "field message")]
    public void A_record_has_the_fields_of_the_interface_and_says_which_must_be_there(string schema, string fields, string required)
    {
        var described = api.Schemas[schema]!["properties"]!.AsObject().Select(x => x.Key).ToList();
        var must = (api.Schemas[schema]!["required"]?.AsArray() ?? []).Select(x => x!.GetValue<string>()).ToList();

        Assert.Empty(fields.Split(' ').Except(described));
        Assert.Empty(required.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(must));
        Assert.Empty(must.Except(described));
    }

    [Theory]
    [InlineData("CaseState", "Open Repeat NotRepeat Undecided Closed")]
    [InlineData("VoteChoice", "Repeat NotRepeat Abstain")]
    [InlineData("FaultGrade", "SameFault SameArea Unrelated")]
    [InlineData("SurveyClaim", "PoorRepair RepeatedSameDefect")]
    [InlineData("RuleMode", "Shadow Live")]
    public void Names_are_listed_and_nothing_is_no_name(string schema, string names)
    {
        var listed = api.Schemas[schema]!["enum"]!.AsArray();

        Assert.DoesNotContain(null, listed);
        Assert.Empty(names.Split(' ').Except(listed.Select(x => x!.GetValue<string>())));
    }

    [Fact]
    public void Every_address_and_every_field_is_described_and_the_limits_are_said()
    {
        var undescribed = api.Schemas.SelectMany(x => (x.Value!["properties"]?.AsObject() ?? []).Select(p => (Name: $"{x.Key}.{p.Key}", p.Value)))
            .Where(x => string.IsNullOrWhiteSpace(x.Value!["description"]?.GetValue<string>())).Select(x => x.Name).ToList();
        Assert.Empty(undescribed);
        foreach (var (path, _) in Posts)
        {
            var body = api.Document["paths"]![path]!["post"]!["requestBody"]!;
            Assert.Contains("5000", body["description"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains("10 МиБ", body["description"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(5_000, body["content"]!["application/json"]!["schema"]!["oneOf"]![1]!["maxItems"]!.GetValue<int>());
            Assert.Equal(
                ["200", "400", "401", "413", "415", "422", "429", "500", "503", "507"],
                api.Document["paths"]![path]!["post"]!["responses"]!.AsObject().Select(x => x.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_example_of_each_record_is_valid_by_its_schema_and_taken()
    {
        foreach (var (path, schema) in Posts)
        {
            var (body, sample) = (api.Document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!, Sample(schema));
            Assert.Empty(api.Faults(body, sample));
            Assert.Empty(api.Faults(body, new JsonArray(sample.DeepClone())));
            // Every field that there is stands in the example.
            Assert.Equal(api.Schemas[schema]!["properties"]!.AsObject().Select(x => x.Key).Order(), sample.Select(x => x.Key).Order());

            var (status, answer) = await api.SendAsync(HttpMethod.Post, path, sample);

            Assert.Equal((200, "[]"), (status, answer!["rejected"]!.ToJsonString()));
            Assert.Empty(api.Faults(Answer(path, "post", 200), answer));
        }
    }

    [Fact]
    public async Task Every_field_of_a_record_is_read_and_a_wrong_type_is_wrong_by_the_schema_too()
    {
        foreach (var (path, schema) in Posts)
        {
            var fields = Sample(schema).Select(x => x.Key).ToList();
            var wrong = new JsonArray();
            foreach (var field in fields)
            {
                var record = Sample(schema);
                if (field != "id") record["id"] = "wrong-" + field;
                record[field] = new JsonArray(1);
                Assert.NotEmpty(api.Faults(api.Schemas[schema]!, record));
                wrong.Add((JsonNode)record);
            }

            var (status, answer) = await api.SendAsync(HttpMethod.Post, path, wrong);

            Assert.Equal(422, status);
            Assert.Empty(api.Faults(Answer(path, "post", 422), answer));
            Assert.Equal(
                fields.Select((x, i) => (i, x)),
                answer!["rejected"]!.AsArray().Select(x => (x!["index"]!.GetValue<int>(), x["errors"]![0]!["field"]!.GetValue<string>().Replace("[0]", "", StringComparison.Ordinal))));
        }
    }

    [Theory]
    [InlineData("Booking", """{ "id": "1", "createdAt": "2026-11-20", "vehicle": { "plate": "А123ВС178" } }""", true)]
    [InlineData("Booking", """{ "id": "1", "createdAt": "20.11.2026", "vehicle": { "plate": "А123ВС178" } }""", false)]
    [InlineData("Booking", """{ "id": "1", "createdAt": "2026-11-20T10:30:00+03:00", "vehicle": { "model": "ГАЗель" } }""", false)]
    [InlineData("WorkOrder", """{ "id": "1", "openedAt": "2026-11-20T10:30:00", "vehicle": { "vin": "JN1-13" }, "lines": [], "kind": null }""", true)]
    [InlineData("WorkOrder", """{ "id": "1", "openedAt": "2026-11-20T10:30:00", "vehicle": { "vin": "JN1-13" }, "kind": "washing" }""", false)]
    [InlineData("SurveyResponse", """{ "id": "1", "answeredAt": "2026-11-20T10:30:00Z", "workOrderId": "ЗН-1" }""", true)]
    [InlineData("Call", """{ "id": "1", "startedAt": "2026-11-20T10:30:00Z", "direction": "sideways", "phone": "+79000001122" }""", false)]
    public async Task The_schema_and_the_API_agree_on_what_is_a_record(string schema, string json, bool isRecord)
    {
        var record = JsonNode.Parse(json)!;

        var (status, _) = await api.SendAsync(HttpMethod.Post, Posts.Single(x => x.Schema == schema).Path, record);

        Assert.Equal((isRecord, isRecord ? 200 : 422), (api.Faults(api.Schemas[schema]!, record).Count == 0, status));
    }

    [Fact]
    public async Task What_the_API_answers_is_valid_by_the_document()
    {
        await api.SendAsync(HttpMethod.Post, "/api/v1/work-orders", Sample("WorkOrder"));
        await api.SendAsync(HttpMethod.Post, "/api/v1/bookings", Sample("Booking"));
        var report = Sample("Report");
        report["vehicle"] = new JsonObject { ["plate"] = "В777ВВ78" };
        Assert.Empty(api.Faults(api.Schemas["Report"]!, report));
        var (created, opened) = await api.SendAsync(HttpMethod.Post, "/api/v1/cases", report);
        Assert.Equal(201, created);
        Assert.Empty(api.Faults(Answer("/api/v1/cases", "post", 201), opened));

        foreach (var (address, path, status) in new[]
        {
            ("/api/v1/cases", "/api/v1/cases", 200), ("/api/v1/cases/sever/1", "/api/v1/cases/{station}/{number}", 200),
            ("/api/v1/cases/sever/999", "/api/v1/cases/{station}/{number}", 404), ("/api/v1/signals?rule=BookingSaysPossibleRepeat,ReportedByStaff", "/api/v1/signals", 200),
            ("/api/v1/signals?mode=Loud", "/api/v1/signals", 400), ("/api/v1/statistics?station=sever&from=2026-11-01", "/api/v1/statistics", 200),
            ("/api/v1/statistics?station=net", "/api/v1/statistics", 404),
        })
        {
            var (answered, body) = await api.SendAsync(HttpMethod.Get, address);
            Assert.Equal(status, answered);
            Assert.Empty(api.Faults(Answer(path, "get", status), body));
        }

        var (refused, problem) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases", withKey: false);
        Assert.Equal(401, refused);
        Assert.Empty(api.Faults(Answer("/api/v1/cases", "get", 401), problem));
    }

    [Fact]
    public void The_words_are_the_same_in_both_languages() =>
        ResourceParity.AssertSame(typeof(DescriptionWording).FullName!, typeof(DescriptionWording).Assembly);

    private JsonNode Answer(string path, string method, int status) =>
        api.Document["paths"]![path]![method]!["responses"]![status.ToString()]!["content"]!.AsObject().Single().Value!["schema"]!;
}

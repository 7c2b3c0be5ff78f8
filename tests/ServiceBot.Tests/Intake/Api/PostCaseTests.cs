using System.Net;

namespace ServiceBot.Tests.Intake.Api;

public sealed class PostCaseTests
{
    private const string Report =
        """{ "station": "sever", "vehicle": { "plate": "А123ВС178" }, "complaint": "клиент вернулся с тем же стуком", "reportedBy": "Орлова А." }""";

    [Fact]
    public async Task A_report_opens_a_case_and_the_answer_tells_where_it_is()
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, answer) = await api.PostAsync("/api/v1/cases", Report);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("/api/v1/cases/sever/1", answer.Headers.Location!.OriginalString);
        Assert.Equal(("Open", 1), (body.GetProperty("state").GetString(), body.GetProperty("number").GetInt32()));
        var signal = Assert.Single(body.GetProperty("signals").EnumerateArray());
        Assert.Equal("ReportedByStaff", signal.GetProperty("rule").GetString());
        var (found, _, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases/sever/1");
        Assert.Equal(HttpStatusCode.OK, found);
    }

    [Fact]
    public async Task The_same_report_by_its_id_changes_nothing()
    {
        await using var api = await ApiDriver.StartAsync();
        var named = Report.Replace("{ \"station\"", "{ \"id\": \"r-1\", \"station\"", StringComparison.Ordinal);
        var (_, first, _) = await api.PostAsync("/api/v1/cases", named);

        var (_, again, _) = await api.PostAsync("/api/v1/cases", named);
        var (_, all, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/signals");

        Assert.Equal(first.GetProperty("facts").GetArrayLength(), again.GetProperty("facts").GetArrayLength());
        Assert.Equal(1, all.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("""{ "station": "sever", "complaint": "стук" }""", "vehicle")]
    [InlineData("""{ "station": "sever", "vehicle": { "plate": "А123ВС178" } }""", "complaint")]
    [InlineData("""{ "vehicle": { "plate": "А123ВС178" }, "complaint": "стук" }""", "station")]
    [InlineData("""{ "station": "net", "vehicle": { "plate": "А123ВС178" }, "complaint": "стук" }""", "station")]
    [InlineData("""{ "station": "sever", "vehicle": { "plate": "А123ВС178" }, "complaint": "стук", "reportedBy": 7 }""", "reportedBy")]
    public async Task A_wrong_report_opens_nothing_and_its_field_is_named(string json, string field)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.PostAsync("/api/v1/cases", json);
        var (_, cases, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, Assert.Single(body.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
        Assert.Equal(0, cases.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_array_is_no_report() =>
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOf($"[{Report}]", ApiDriver.Key));

    [Fact]
    public async Task A_key_cannot_open_a_case_at_another_station() =>
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await StatusOf(Report.Replace("sever", "yug", StringComparison.Ordinal), ApiDriver.NorthKey));

    [Fact]
    public async Task Where_the_rule_is_not_live_the_answer_says_so_and_nothing_is_kept()
    {
        await using var api = await ApiDriver.StartAsync(s => s.Detection.Rules["ReportedByStaff"] = "Shadow");

        var (status, body, _) = await api.PostAsync("/api/v1/cases", Report);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Shadow", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusOf(string json, string key)
    {
        await using var api = await ApiDriver.StartAsync();
        return (await api.PostAsync("/api/v1/cases", json, key)).Status;
    }
}

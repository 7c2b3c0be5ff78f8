using System.Net;
using System.Text.Json;

namespace ServiceBot.Tests.Intake.Api;

public sealed class ReadsTests
{
    /// <summary>A repair at each station and a booking with the flag a week later: one case each.</summary>
    private static async Task<ApiDriver> WithTwoCasesAsync()
    {
        var api = await ApiDriver.StartAsync(s =>
        {
            s.Stations[0].Chats = [new() { Channel = "nowhere", Id = "7" }];
            s.Stations[0].Members = [new() { Id = "rsto", Name = "Рогов С.", Roles = ["StationManager"] }];
        });
        foreach (var station in (string[])["sever", "yug"])
        {
            await api.PostAsync(
                "/api/v1/work-orders",
                $$"""
                { "id": "ЗН-000123", "station": "{{station}}", "openedAt": "2026-11-10T09:00:00", "closedAt": "2026-11-12T18:00:00",
                  "vehicle": { "vin": "X9632120080654821", "plate": "A123BC178", "model": "ГАЗель NEXT" }, "complaint": "стук спереди",
                  "lines": [ { "text": "Замена шаровой опоры", "area": "Подвеска" } ] }
                """);
            await api.PostAsync(
                "/api/v1/bookings",
                $$"""
                { "id": "000045", "station": "{{station}}", "createdAt": "2026-11-21T00:30:00", "vehicle": { "vin": "X9632120080654821" },
                  "complaint": "снова стук спереди справа", "possibleRepeat": true }
                """);
        }

        return api;
    }

    private static async Task<JsonElement> GetAsync(ApiDriver api, string path, string key = ApiDriver.Key)
    {
        var (status, body, _) = await api.SendAsync(HttpMethod.Get, path, key: key);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private static string[] Stations(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("station").GetString()!)];

    [Fact]
    public async Task A_list_holds_items_page_pages_and_total()
    {
        await using var api = await WithTwoCasesAsync();

        var page = await GetAsync(api, "/api/v1/cases");

        Assert.Equal(["items", "page", "pages", "total"], page.EnumerateObject().Select(x => x.Name));
        Assert.Equal((1, 1, 2), (page.GetProperty("page").GetInt32(), page.GetProperty("pages").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.Equal(["sever", "yug"], Stations(page));
    }

    [Fact]
    public async Task A_case_has_the_shape_that_programs_rely_on()
    {
        await using var api = await WithTwoCasesAsync();

        var one = (await GetAsync(api, "/api/v1/cases?station=sever")).GetProperty("items")[0];

        Assert.Equal((1, "sever", "Open"), (one.GetProperty("number").GetInt32(), one.GetProperty("station").GetString(), one.GetProperty("state").GetString()));
        Assert.Equal("ЗН-000123", one.GetProperty("earlierWorkOrderId").GetString());
        Assert.Equal("""{"vin":"X9632120080654821","plate":"А123ВС178","model":"ГАЗель NEXT"}""", one.GetProperty("vehicle").GetRawText());
        Assert.EndsWith("+03:00", one.GetProperty("openedAt").GetString(), StringComparison.Ordinal);
        Assert.Empty(one.GetProperty("votes").EnumerateArray());
        Assert.False(one.TryGetProperty("verdict", out _));
        Assert.False(one.TryGetProperty("mergedInto", out _));
        var signal = Assert.Single(one.GetProperty("signals").EnumerateArray());
        Assert.Equal(
            ("BookingSaysPossibleRepeat", "Live", "2026-11-21T00:30:00+03:00", 1),
            (signal.GetProperty("rule").GetString(), signal.GetProperty("mode").GetString(), signal.GetProperty("at").GetString(), signal.GetProperty("case").GetInt32()));
        Assert.Equal("""{"earlierWorkOrderId":"ЗН-000123","bookingId":"000045"}""", signal.GetProperty("records").GetRawText());
        Assert.StartsWith("отметка при записи", signal.GetProperty("evidence").GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Array, signal.GetProperty("evidence").GetProperty("terms").ValueKind);
    }

    [Fact]
    public async Task The_return_is_named_by_the_id_that_was_sent_that_of_the_booking_until_the_order_comes()
    {
        await using var api = await WithTwoCasesAsync();
        async Task<string?> ReturnAsync() => (await GetAsync(api, "/api/v1/cases/sever/1")).GetProperty("returnId").GetString();
        Assert.Equal("000045", await ReturnAsync());

        await api.PostAsync(
            "/api/v1/work-orders",
            """
            { "id": "ЗН-000200", "station": "sever", "bookingId": "000045", "openedAt": "2026-11-23T09:00:00",
              "vehicle": { "vin": "X9632120080654821" }, "complaint": "снова стук спереди справа", "lines": [] }
            """);

        Assert.Equal("ЗН-000200", await ReturnAsync());
    }

    [Fact]
    public async Task One_case_comes_with_its_facts_in_order_and_its_messages()
    {
        await using var api = await WithTwoCasesAsync();

        var one = await GetAsync(api, "/api/v1/cases/sever/1");

        var facts = one.GetProperty("facts").EnumerateArray().ToList();
        Assert.Equal(["CaseOpened", "VotingOpened"], facts.Select(x => x.GetProperty("fact").GetString()));
        Assert.All(facts, x => Assert.EndsWith("+03:00", x.GetProperty("at").GetString(), StringComparison.Ordinal));
        Assert.Equal("А123ВС178", facts[0].GetProperty("vehicle").GetProperty("plate").GetString());
        Assert.Equal("rsto", facts[1].GetProperty("frame").GetProperty("electorate")[0].GetProperty("id").GetString());
        var message = Assert.Single(one.GetProperty("messages").EnumerateArray());
        Assert.Equal(("card", "nowhere", "7"), (message.GetProperty("kind").GetString(), message.GetProperty("channel").GetString(), message.GetProperty("chat").GetString()));
    }

    [Fact]
    public async Task Signals_are_found_by_station_rule_mode_and_time()
    {
        await using var api = await WithTwoCasesAsync();
        async Task<int> Count(string query) => (await GetAsync(api, "/api/v1/signals" + query)).GetProperty("total").GetInt32();

        Assert.Equal(2, await Count(""));
        Assert.Equal(1, await Count("?station=yug"));
        Assert.Equal(2, await Count("?rule=BookingSaysPossibleRepeat,SurveyNamesPoorRepair&mode=Live"));
        Assert.Equal(0, await Count("?mode=Shadow"));
        Assert.Equal(0, await Count("?rule=SurveyNamesPoorRepair"));
    }

    [Fact]
    public async Task Times_without_offset_are_each_stations_own_and_a_day_is_whole()
    {
        await using var api = await WithTwoCasesAsync();
        async Task<string> Found(string query) => string.Join(' ', Stations(await GetAsync(api, "/api/v1/signals" + query)));

        // Both bookings were made at 00:30 on the wall; in Yekaterinburg that is two hours earlier.
        Assert.Equal("sever yug", await Found("?from=2026-11-21&to=2026-11-21"));
        Assert.Equal("", await Found("?to=2026-11-20"));
        Assert.Equal("sever yug", await Found("?from=2026-11-21T00:30:00&to=2026-11-21T00:30:00"));
        Assert.Equal("yug", await Found("?to=2026-11-20T23:59:59%2B03:00"));
        Assert.Equal("yug", await Found("?to=2026-11-20T23:59:59+03:00"));
        Assert.Equal("", await Found("?from=2026-11-22"));
    }

    [Theory]
    [InlineData("/api/v1/cases?state=Opened", "state")]
    [InlineData("/api/v1/cases?state=1", "state")]
    [InlineData("/api/v1/cases?page=0", "page")]
    [InlineData("/api/v1/cases?page=last", "page")]
    [InlineData("/api/v1/cases?from=yesterday", "from")]
    [InlineData("/api/v1/cases?from=2026-11-21&to=2026-11-20", "to")]
    [InlineData("/api/v1/signals?rule=Telepathy", "rule")]
    [InlineData("/api/v1/signals?mode=Quiet", "mode")]
    [InlineData("/api/v1/statistics", "station")]
    public async Task A_wrong_question_is_named(string path, string field)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, _) = await api.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = Assert.Single(body.GetProperty("errors").EnumerateArray());
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_hundred_are_on_a_page_and_every_one_is_on_one_page()
    {
        await using var api = await ApiDriver.StartAsync();
        var bookings = Enumerable.Range(1, 101).Select(n =>
            $$"""{ "id": "{{n:000}}", "station": "sever", "createdAt": "2026-11-20T10:30:00", "vehicle": { "vin": "X9632120080{{n:000000}}" }, "possibleRepeat": true }""");
        await api.PostAsync("/api/v1/bookings", $"[{string.Join(',', bookings)}]");

        var (first, second) = (await GetAsync(api, "/api/v1/cases"), await GetAsync(api, "/api/v1/cases?page=2"));

        Assert.Equal((100, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Equal((2, 101), (second.GetProperty("pages").GetInt32(), second.GetProperty("total").GetInt32()));
        Assert.Equal(
            Enumerable.Range(1, 101),
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(x => x.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task A_page_beyond_the_last_is_empty_and_tells_how_many_there_are()
    {
        await using var api = await WithTwoCasesAsync();

        var page = await GetAsync(api, "/api/v1/cases?page=9&state=Open,Undecided");

        Assert.Empty(page.GetProperty("items").EnumerateArray());
        Assert.Equal((9, 1, 2), (page.GetProperty("page").GetInt32(), page.GetProperty("pages").GetInt32(), page.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task A_key_reads_its_own_stations_and_another_is_to_it_as_if_it_were_not_there()
    {
        await using var api = await WithTwoCasesAsync();

        Assert.Equal(["sever"], Stations(await GetAsync(api, "/api/v1/cases", ApiDriver.NorthKey)));
        Assert.Equal(["sever"], Stations(await GetAsync(api, "/api/v1/signals", ApiDriver.NorthKey)));
        foreach (var path in (string[])["/api/v1/cases?station={0}", "/api/v1/cases/{0}/1", "/api/v1/signals?station={0}", "/api/v1/statistics?station={0}"])
        {
            var foreign = await api.SendAsync(HttpMethod.Get, path.Replace("{0}", "yug", StringComparison.Ordinal), key: ApiDriver.NorthKey);
            var absent = await api.SendAsync(HttpMethod.Get, path.Replace("{0}", "net", StringComparison.Ordinal), key: ApiDriver.NorthKey);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.Status, absent.Status));
            Assert.Equal(absent.Body.GetProperty("detail").GetString(), foreign.Body.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("/api/v1/cases/sever/2")]
    [InlineData("/api/v1/cases/sever/one")]
    [InlineData("/api/v1/cases/sever/99999999999999")]
    public async Task A_case_that_is_not_there_answers_404(string path)
    {
        await using var api = await WithTwoCasesAsync();

        var (status, _, _) = await api.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task Statistics_count_a_stations_cases_and_signals()
    {
        await using var api = await WithTwoCasesAsync();

        var all = await GetAsync(api, "/api/v1/statistics?station=sever");
        var later = await GetAsync(api, "/api/v1/statistics?station=sever&from=2026-11-13&to=2026-11-20");
        var own = await GetAsync(api, "/api/v1/statistics", ApiDriver.NorthKey);

        Assert.Equal((1, 1), (all.GetProperty("cases").GetProperty("total").GetInt32(), all.GetProperty("repairOrders").GetInt32()));
        Assert.Equal(0, later.GetProperty("repairOrders").GetInt32());
        Assert.Equal("2026-11-13T00:00:00+03:00", later.GetProperty("from").GetString());
        Assert.Equal("sever", own.GetProperty("station").GetString());
    }
}

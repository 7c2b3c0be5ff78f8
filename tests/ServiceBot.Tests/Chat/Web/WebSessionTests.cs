using System.Net;
using System.Text.Json.Nodes;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Chat.Web;

/// <summary>How long a session lasts that nobody uses, where a person is signed in, and how often a session may call.</summary>
public sealed class WebSessionTests
{
    [Fact]
    public async Task A_session_in_which_nothing_is_done_for_fourteen_days_ends_and_an_open_page_is_nothing_done()
    {
        await using var host = await WebChatHost.StartAsync();
        using var used = await host.EnterAsync("sever", "gromov");
        using var idle = await host.EnterAsync("sever", "lipina");
        for (var day = 0; day < 14; day += 7)
        {
            host.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
            using var read = await used.PostJsonAsync("/chat/api/rooms/sever/read", new { upTo = 1 });
            Assert.Equal(HttpStatusCode.NoContent, read.StatusCode);
            // What a page asks for by itself.
            Assert.Equal(HttpStatusCode.OK, await idle.StatusAsync("/chat/api/rooms"));
        }

        host.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.Unauthorized, await idle.StatusAsync("/chat/api/me"));
        Assert.Equal(HttpStatusCode.OK, await used.StatusAsync("/chat/api/me"));
    }

    [Theory]
    [InlineData(1, 1, HttpStatusCode.Unauthorized)]
    [InlineData(2, 1, HttpStatusCode.OK)]
    [InlineData(0, 29, HttpStatusCode.OK)]
    public async Task How_long_is_a_setting(int idleDays, int days, HttpStatusCode status)
    {
        var settings = SampleStations.Settings();
        settings.Web.IdleDays = idleDays;
        await using var host = await WebChatHost.StartAsync(settings: settings);
        using var visit = await host.EnterAsync("sever", "gromov");

        host.Time.Advance(TimeSpan.FromDays(days));

        Assert.Equal(status, await visit.StatusAsync("/chat/api/me"));
    }

    [Fact]
    public async Task A_person_sees_where_he_is_signed_in_and_ends_one_of_it_and_nobody_elses()
    {
        await using var host = await WebChatHost.StartAsync();
        using var phone = await EnterAsync(host, "sever", "orlova", "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36");
        // The same person as a member of another station.
        using var desk = await EnterAsync(host, "yug", "direktor", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0 <script>");
        using var other = await host.EnterAsync("sever", "gromov");

        var seen = (await phone.GetAsync("/chat/api/sessions")).AsArray();
        Assert.Equal([("Chrome, Android", true), ("Firefox, Windows", false)], seen.Select(x => ((string)x!["device"]!, (bool)x["here"]!)).Order());
        var lost = seen.Single(x => !(bool)x!["here"]!)!["id"];
        Assert.Equal([""], (await other.GetAsync("/chat/api/sessions")).AsArray().Select(x => (string)x!["device"]!));

        using var foreign = await other.PostAsync($"/chat/api/sessions/{lost}/end", null);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await desk.StatusAsync("/chat/api/me"));
        using var ended = await phone.PostAsync($"/chat/api/sessions/{lost}/end", null);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusAsync("/chat/api/me"));
        Assert.Equal(HttpStatusCode.OK, await phone.StatusAsync("/chat/api/me"));
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/chat/api/me"));
        Assert.Single((await phone.GetAsync("/chat/api/sessions")).AsArray());
    }

    [Fact]
    public async Task A_session_that_calls_too_often_waits_and_another_one_does_not()
    {
        var settings = SampleStations.Settings();
        settings.Web.CallsPerMinute = 5;
        await using var host = await WebChatHost.StartAsync(settings: settings);
        using var busy = await host.EnterAsync("sever", "gromov");
        using var other = await host.EnterAsync("sever", "gromov");

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 12; i++) answers.Add(await busy.Client.GetAsync("/chat/api/rooms"));

        var refused = answers.FindAll(x => x.StatusCode == HttpStatusCode.TooManyRequests);
        // One more comes free every twelve seconds.
        Assert.NotEmpty(refused);
        Assert.InRange(int.Parse(Assert.Single(refused[0].Headers.GetValues("Retry-After")), null), 1, 12);
        Assert.Contains("Слишком часто", (string)JsonNode.Parse(await refused[0].Content.ReadAsStringAsync())!["title"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/chat/api/rooms"));
        answers.ForEach(x => x.Dispose());
    }

    [Fact]
    public async Task After_too_many_links_that_are_none_nothing_is_told_of_further_ones_and_a_real_one_still_lets_in()
    {
        var settings = SampleStations.Settings();
        settings.Api.WrongKeysPerMinute = 1;
        await using var host = await WebChatHost.StartAsync(settings: settings);
        var link = await host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        using var visit = host.NewVisit();
        Assert.Equal(HttpStatusCode.NotFound, await visit.StatusAsync("/enter/" + Secrets.New()));

        Assert.Equal(HttpStatusCode.TooManyRequests, await visit.StatusAsync("/enter/" + Secrets.New()));
        using var tried = await visit.Client.PostAsync("/enter/" + Secrets.New(), null);
        Assert.Equal(HttpStatusCode.TooManyRequests, tried.StatusCode);
        Assert.InRange(int.Parse(Assert.Single(tried.Headers.GetValues("Retry-After")), null), 1, 60);

        // Others behind the same proxy have the same address.
        using var right = await visit.Client.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
    }

    private static async Task<WebVisit> EnterAsync(WebChatHost host, string station, string member, string browser)
    {
        var visit = host.NewVisit();
        visit.Client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", browser);
        var link = await host.Links.CreateAsync(station, member, CancellationToken.None);
        using var answer = await visit.Client.PostAsync(link!.Path, null);
        await visit.RefreshSessionAsync();
        return visit;
    }
}

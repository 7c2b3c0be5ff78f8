using System.Net;
using System.Net.Http.Json;
using ServiceBot.Chat.Web;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Chat.Web;

public sealed class WebAccessTests : IAsyncLifetime
{
    private WebChatHost _host = null!;

    public async Task InitializeAsync() => _host = await WebChatHost.StartAsync(ownRooms: true);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/chat/api/me")]
    [InlineData("/chat/api/rooms")]
    [InlineData("/chat/api/rooms/sever/messages")]
    [InlineData("/chat/api/rooms/sever/photos/abc")]
    [InlineData("/chat/api/events")]
    public async Task Without_a_session_nothing_is_shown(string path)
    {
        using var visit = _host.NewVisit();
        Assert.Equal(HttpStatusCode.Unauthorized, await visit.StatusAsync(path));
    }

    [Fact]
    public async Task A_made_up_cookie_lets_nobody_in()
    {
        using var visit = _host.NewVisit();
        visit.Cookies.Add(new Uri(_host.Url), new Cookie("servicebot", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, await visit.StatusAsync("/chat/api/rooms"));
    }

    [Fact]
    public async Task The_page_and_its_words_are_there_before_anybody_signs_in()
    {
        using var visit = _host.NewVisit();
        using var page = await visit.Client.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<html lang=\"ru\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("Ответить", (string)(await visit.GetAsync("/chat/api/texts"))["texts"]!["Reply"]!);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task An_unchanged_page_is_not_sent_again(string encoding)
    {
        using var visit = _host.NewVisit();
        visit.Client.DefaultRequestHeaders.Add("Accept-Encoding", encoding);
        using var first = await visit.Client.GetAsync("/");
        Assert.Equal(encoding == "gzip", first.Content.Headers.ContentEncoding.Contains("gzip"));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await visit.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_member_sees_the_rooms_of_his_stations_and_no_other()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        Assert.Equal(["sever", "@gromov"], await RoomsOf(gromov));
        Assert.Equal(HttpStatusCode.NotFound, await gromov.StatusAsync("/chat/api/rooms/yug/messages"));
        Assert.Equal(HttpStatusCode.OK, await gromov.StatusAsync("/chat/api/rooms/sever/messages"));

        using var orlova = await _host.EnterAsync("yug", "direktor");
        Assert.Equal(["sever", "yug", "@olga"], await RoomsOf(orlova));
    }

    [Fact]
    public async Task Two_people_with_the_same_member_id_at_two_stations_stay_two_people()
    {
        using var first = await _host.EnterAsync("sever", "1");
        using var other = await _host.EnterAsync("yug", "1");
        Assert.Equal(["sever"], await RoomsOf(first));
        Assert.Equal(["yug"], await RoomsOf(other));
    }

    [Fact]
    public async Task Nobody_reads_the_own_room_of_another()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        Assert.Equal(HttpStatusCode.NotFound, await gromov.StatusAsync("/chat/api/rooms/%40lipina/messages"));
        using var answer = await gromov.WriteAsync("@lipina", "/mine");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Opening_a_link_shows_a_button_and_does_not_use_the_link_up()
    {
        var link = await _host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        using var preview = _host.NewVisit();
        for (var i = 0; i < 2; i++)
        {
            var html = await preview.Client.GetStringAsync(link!.Path);
            Assert.Contains("method=\"post\"", html, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await preview.StatusAsync("/chat/api/me"));
        using var person = _host.NewVisit();
        using var answer = await person.Client.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=2592000", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Громов Г. Г.", (string)(await person.GetAsync("/chat/api/me"))["name"]!);
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_secure()
    {
        var link = await _host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        using var person = _host.NewVisit();
        using var request = new HttpRequestMessage(HttpMethod.Post, link!.Path);
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await person.Client.SendAsync(request);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("__Host-servicebot=", cookie);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_link_lets_in_once_even_when_it_is_pressed_many_times_at_once()
    {
        var link = await _host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        using var visit = _host.NewVisit();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visit.Client.PostAsync(link!.Path, null)));
        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.SeeOther);
        Assert.Equal(7, answers.Count(x => x.StatusCode == HttpStatusCode.Gone));
        using var shown = await visit.Client.GetAsync(link!.Path);
        Assert.Contains("уже использована", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_worth_nothing_after_a_day()
    {
        var link = await _host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        _host.Time.Advance(TimeSpan.FromHours(24));
        using var visit = _host.NewVisit();
        using var answer = await visit.Client.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Contains("Срок ссылки вышел", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await visit.StatusAsync("/chat/api/me"));
    }

    [Fact]
    public async Task A_made_up_link_and_a_link_pressed_on_another_site_let_nobody_in()
    {
        using var visit = _host.NewVisit();
        using var unknown = await visit.Client.PostAsync("/enter/AAAAAAAAAAAAAAAA", null);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        var link = await _host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, link!.Path);
        elsewhere.Headers.Add("Origin", "https://evil.example");
        using var answer = await visit.Client.SendAsync(elsewhere);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task There_is_no_link_for_someone_who_is_not_in_the_settings()
    {
        Assert.Null(await _host.Links.CreateAsync("sever", "nobody", CancellationToken.None));
        Assert.Null(await _host.Links.CreateAsync("zapad", "gromov", CancellationToken.None));
    }

    [Fact]
    public async Task The_database_holds_neither_codes_nor_cookies()
    {
        var link = await _host.Links.CreateAsync("sever", "gromov", CancellationToken.None);
        var code = link!.Path["/enter/".Length..];
        var hash = Assert.Single(await _host.ReadAsync(db => Task.FromResult(db.LoginLinks.ToList()))).CodeHash;
        Assert.Equal(Secrets.Hash(code), hash);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days()
    {
        using var visit = await _host.EnterAsync("sever", "gromov");
        // In use all the time: never idle for long.
        for (var day = 10; day < 30; day += 10)
        {
            _host.Time.Advance(TimeSpan.FromDays(10));
            Assert.Equal(HttpStatusCode.OK, await visit.StatusAsync("/chat/api/me"));
        }

        _host.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await visit.StatusAsync("/chat/api/me"));
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await visit.StatusAsync("/chat/api/me"));
    }

    [Fact]
    public async Task Who_leaves_is_out()
    {
        using var visit = await _host.EnterAsync("sever", "gromov");
        var cookie = visit.Cookies.GetCookies(new Uri(_host.Url)).Single();
        using var left = await visit.PostAsync("/chat/api/leave", null);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        using var thief = _host.NewVisit();
        thief.Cookies.Add(new Uri(_host.Url), new Cookie(cookie.Name, cookie.Value));
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusAsync("/chat/api/me"));
    }

    [Fact]
    public async Task A_press_from_another_origin_or_without_the_header_is_not_taken()
    {
        using var visit = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "Карточка", [], ["Да"]);
        var body = new { room = "sever", messageId = 1, token = card.Tokens[0], queryId = Guid.NewGuid() };

        using var elsewhere = await visit.PostJsonAsync("/chat/api/press", body, origin: "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        using var bare = await visit.Client.PostAsJsonAsync("/chat/api/press", body);
        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.Empty(_host.Feature.Presses);
    }

    [Fact]
    public async Task A_tab_that_shows_another_person_cannot_act()
    {
        using var visit = await _host.EnterAsync("sever", "gromov");
        var card = await _host.SendCardAsync("sever", "Карточка", [], ["Да"]);
        using var stale = await visit.PostJsonAsync(
            "/chat/api/press",
            new { room = "sever", messageId = 1, token = card.Tokens[0], queryId = Guid.NewGuid() },
            session: "0000000000000000");
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Empty(_host.Feature.Presses);
    }

    [Fact]
    public async Task Only_an_administrator_makes_links_and_only_for_his_station()
    {
        using var gromov = await _host.EnterAsync("sever", "gromov");
        using var refused = await gromov.PostJsonAsync("/chat/api/links", new { station = "sever", member = "kotov" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var admin = await _host.EnterAsync("sever", "admin");
        using var foreign = await admin.PostJsonAsync("/chat/api/links", new { station = "yug", member = "1" });
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var made = await admin.PostJsonAsync("/chat/api/links", new { station = "sever", member = "kotov" });
        var path = (string)(await WebVisit.BodyAsync(made))["path"]!;
        using var kotov = _host.NewVisit();
        using var entered = await kotov.Client.PostAsync(path, null);
        Assert.Equal("Котов К. К.", (string)(await kotov.GetAsync("/chat/api/me"))["name"]!);
    }

    private static async Task<string[]> RoomsOf(WebVisit visit) =>
        [.. (await visit.GetAsync("/chat/api/rooms"))["rooms"]!.AsArray().Select(x => (string)x!["id"]!)];
}

using System.Net;

namespace ServiceBot.Tests.Chat.Web;

public sealed class WebDemoTests
{
    [Fact]
    public async Task In_the_demonstration_one_becomes_any_person()
    {
        await using var host = await WebChatHost.StartAsync(demo: true);
        using var visit = host.NewVisit();
        var people = (await visit.GetAsync("/chat/api/demo/people")).AsArray();
        Assert.Equal(7, people.Count);
        Assert.Equal("руководитель СТО", (string)people[0]!["roles"]![0]!);

        foreach (var (id, name) in new[] { ("gromov", "Громов Г. Г."), ("lipina", "Липина Л. Л.") })
        {
            using var became = await visit.PostJsonAsync("/chat/api/demo/become", new { station = "sever", member = id });
            Assert.Equal(HttpStatusCode.NoContent, became.StatusCode);
            Assert.Equal(name, (string)(await visit.GetAsync("/chat/api/me"))["name"]!);
        }

        // Nobody stays behind as the person he was.
        Assert.Single(await host.ReadAsync(db => Task.FromResult(db.WebSessions.ToList())));
    }

    [Fact]
    public async Task Outside_the_demonstration_nobody_becomes_another()
    {
        await using var host = await WebChatHost.StartAsync();
        using var visit = host.NewVisit();
        Assert.Equal(HttpStatusCode.NotFound, await visit.StatusAsync("/chat/api/demo/people"));
        using var became = await visit.PostJsonAsync("/chat/api/demo/become", new { station = "sever", member = "gromov" });
        Assert.Equal(HttpStatusCode.NotFound, became.StatusCode);
        Assert.False((bool)(await visit.GetAsync("/chat/api/texts"))["demo"]!);
    }

    [Fact]
    public async Task The_demonstration_does_not_open_under_a_foreign_name_that_leads_here()
    {
        await using var host = await WebChatHost.StartAsync(demo: true);
        using var visit = host.NewVisit();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chat/api/demo/people");
        request.Headers.Host = "rebind.example";
        using var answer = await visit.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_switch_the_person()
    {
        await using var host = await WebChatHost.StartAsync(demo: true);
        using var visit = host.NewVisit();
        using var answer = await visit.PostJsonAsync(
            "/chat/api/demo/become", new { station = "sever", member = "gromov" }, origin: "http://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}

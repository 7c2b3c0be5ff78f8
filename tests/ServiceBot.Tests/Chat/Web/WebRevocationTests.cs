using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat.Web;
using ServiceBot.Tests.Hosting.Commands;

namespace ServiceBot.Tests.Chat.Web;

/// <summary>Who is signed out, here and everywhere, by himself and by others.</summary>
public sealed class WebRevocationTests
{
    [Fact]
    public async Task Signed_out_everywhere_no_device_of_the_person_is_in_and_no_link_of_his_works()
    {
        await using var host = await WebChatHost.StartAsync();
        using var phone = await host.EnterAsync("sever", "orlova");
        // The same person as a member of another station.
        using var desk = await host.EnterAsync("yug", "direktor");
        using var other = await host.EnterAsync("sever", "gromov");
        var link = await host.Links.CreateAsync("sever", "orlova", CancellationToken.None);

        using var left = await phone.PostAsync("/chat/api/leave-everywhere", null);

        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusAsync("/chat/api/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusAsync("/chat/api/me"));
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/chat/api/me"));
        using var used = await host.NewVisit().Client.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.NotFound, used.StatusCode);
    }

    [Fact]
    public async Task Signed_out_here_the_other_device_stays_in()
    {
        await using var host = await WebChatHost.StartAsync();
        using var phone = await host.EnterAsync("sever", "gromov");
        using var desk = await host.EnterAsync("sever", "gromov");

        using var left = await phone.PostAsync("/chat/api/leave", null);

        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusAsync("/chat/api/me"));
        Assert.Equal(HttpStatusCode.OK, await desk.StatusAsync("/chat/api/me"));
    }

    [Fact]
    public async Task Who_enters_in_a_browser_ends_the_session_that_was_there_and_leaving_empties_its_cache()
    {
        await using var host = await WebChatHost.StartAsync();
        using var browser = await host.EnterAsync("sever", "gromov");
        var before = browser.Cookies.GetCookies(new Uri(host.Url)).Single().Value;
        var link = await host.Links.CreateAsync("sever", "lipina", CancellationToken.None);
        using var entered = await browser.Client.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);

        using var thief = host.NewVisit();
        thief.Cookies.Add(new Uri(host.Url), new Cookie("servicebot", before));
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusAsync("/chat/api/me"));
        await browser.RefreshSessionAsync();
        using var left = await browser.PostAsync("/chat/api/leave", null);
        Assert.Equal("\"cache\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
    }

    [Fact]
    public async Task An_open_page_of_a_revoked_member_hears_the_end_and_no_message_after_it()
    {
        await using var host = await WebChatHost.StartAsync(pace: new LivePace(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15)));
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov);
        Assert.Equal("hello", (await stream.NextAsync())!.Kind);

        await host.Services.GetRequiredService<WebSessions>().RevokeAsync([("sever", "gromov")], CancellationToken.None);
        Assert.Equal("end", (await stream.NextAsync())!.Kind);
        await host.SendCardAsync("sever", "Карточка", ["не для него"], ["Да"]);

        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task A_command_ends_the_sessions_and_links_of_a_member_and_of_no_other()
    {
        using var shell = new Shell();
        var first = await shell.RunAsync("link", "--station", "sever", "--member", "rsto");
        await shell.RunAsync("link", "--station", "sever", "--member", "rsto");
        await shell.RunAsync("link", "--station", "sever", "--member", "mc");
        Assert.Equal(0, first.Code);

        var revoked = await shell.RunAsync("link", "--revoke", "--station", "sever", "--member", "RSTO");
        var again = await shell.RunAsync("link", "--revoke", "--station", "sever", "--member", "rsto");
        var other = await shell.RunAsync("link", "--revoke", "--station", "sever", "--member", "mc");

        Assert.Equal((0, "Участник rsto: прекращено входов — 0, неиспользованных ссылок — 2.\n"), (revoked.Code, revoked.Out));
        Assert.Equal("Участник rsto: прекращено входов — 0, неиспользованных ссылок — 0.\n", again.Out);
        Assert.Equal("Участник mc: прекращено входов — 0, неиспользованных ссылок — 1.\n", other.Out);
    }
}

using Microsoft.Playwright;
using ServiceBot.Tests.Chat.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.BrowserTests;

/// <summary>The worst texts in the page: they are read as they were written, and none becomes a part of it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WebHostileTests(BrowserFixture browser)
{
    private const string Marker = "hacked";

    private static readonly string[] Texts =
    [
        "<script>window.hacked=1</script>", "<img src=x onerror=\"window.hacked=1\">", "<svg/onload=window.hacked=1>", "\"><b onmouseover=window.hacked=1>жирно</b>",
        "<a href=\"javascript:window.hacked=1\">тут</a>", "<iframe srcdoc=\"<script>parent.hacked=1</script>\"></iframe>", "<style>*{display:none}</style>",
        "javascript:window.hacked=1//", "{{constructor.constructor('window.hacked=1')()}}", "<base href=http://evil.example><link rel=stylesheet href=//evil.example/x.css>",
        "&lt;b&gt; &amp; &#60;", "\u202Eтекст задом", "стук " + "\u0301\u0302\u0303", "👨‍👩‍👧 семья", "=cmd|' /C calc'!A0",
    ];

    [BrowserFact]
    public async Task No_text_becomes_script_element_or_style_and_the_policy_of_the_page_is_never_broken()
    {
        await using var host = await WebChatHost.StartAsync();
        using var kotov = await host.EnterAsync("sever", "kotov");
        var card = await host.SendCardAsync("sever", "🟠 Случай №7 · " + Texts[0], Texts, [[Texts[1], Texts[3]], [Texts[4]]]);
        foreach (var text in Texts) (await kotov.WriteAsync("sever", text, replyTo: card.MessageId)).Dispose();
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "gromov");
        var bubbles = page.Page.Locator(".msg.theirs .body");
        await Expect(bubbles).ToHaveCountAsync(Texts.Length);

        // What comes while the page is open, and what is changed in place.
        await host.EditCardAsync(card, "🔴 Случай №7 · " + Texts[1], [.. Texts.Reverse()], [[Texts[2]]]);
        (await kotov.WriteAsync("sever", Texts[1] + Marker)).Dispose();
        await Expect(bubbles).ToHaveCountAsync(Texts.Length + 1);
        await Expect(page.Cards.Last).ToContainTextAsync("🔴 Случай №7");

        for (var i = 0; i < Texts.Length; i++)
        {
            await Expect(bubbles.Nth(i)).ToHaveTextAsync(Texts[i].Replace("\u202E", "", StringComparison.Ordinal));
            await Expect(page.Cards.Last.Locator(".line").Nth(Texts.Length - 1 - i)).ToHaveTextAsync(Texts[i]);
        }

        await page.Cards.Last.Locator(".key").First.HoverAsync();
        Assert.False(await page.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.Equal(0, await page.Page.Locator(".msg :is(script, iframe, style, link, base, b, a[href^=javascript], img[src=x], svg[onload])").CountAsync());
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('*')].filter(x => [...x.attributes].some(a => a.name.startsWith('on'))).length"));
        // A broken policy is told on the console, as a script that fails is.
        Assert.Empty(page.Faults);
    }
}

using Microsoft.Playwright;
using ServiceBot.Tests.Chat.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.BrowserTests;

[Collection(BrowserCollection.Name)]
public sealed class WebDemoPageTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("phone")]
    [InlineData("desktop")]
    public async Task In_the_demonstration_one_votes_as_three_members_one_after_the_other(string screen)
    {
        await using var host = await WebChatHost.StartAsync(demo: true);
        await SampleCards.OpenAsync(host, 142);
        await using var page = await WebPage.OpenAsync(browser, Screen.Of(screen), host.Url);
        await Expect(page.Cards).ToHaveCountAsync(1);
        await page.ShootAsync($"{screen}-demo-1-start");

        await page.Key(SampleCards.Repeat).ClickAsync();
        await Expect(page.Toast.Last).ToHaveTextAsync($"{SampleCards.Repeat}: Громов Г. Г.");
        await page.Person.First.ClickAsync();
        await Expect(page.Dialog.Locator(".person[aria-current]")).ToContainTextAsync("Громов Г. Г.");
        await page.ShootAsync($"{screen}-demo-2-people");
        await page.Page.Keyboard.PressAsync("Escape");
        foreach (var name in new[] { "Липина Л. Л.", "Котов К. К." })
        {
            await page.BecomeAsync(name);
            await page.Key(SampleCards.Repeat).ClickAsync();
            await Expect(page.Toast.Last).ToHaveTextAsync($"{SampleCards.Repeat}: {name}");
        }

        Assert.Equal(["gromov", "lipina", "kotov"], host.Feature.Presses.Select(x => x.User.UserId));
        Assert.Equal(["401"], page.Faults.Select(x => x.Contains("401", StringComparison.Ordinal) ? "401" : x).Distinct());
    }

    [BrowserFact]
    public async Task Another_tab_shows_the_new_person_too()
    {
        await using var host = await WebChatHost.StartAsync(demo: true);
        await SampleCards.OpenAsync(host, 142);
        await using var page = await WebPage.OpenAsync(browser, Screen.Desktop, host.Url);
        await Expect(page.Cards).ToHaveCountAsync(1);
        var other = await page.Page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await Expect(other.Locator("#who")).ToContainTextAsync("Громов Г. Г.");
        await page.BecomeAsync("Липина Л. Л.");
        await Expect(other.Locator("#who")).ToContainTextAsync("Липина Л. Л.");
        await other.Locator(".key").First.ClickAsync();
        await Expect(other.Locator(".toast").Last).ToHaveTextAsync($"{SampleCards.Repeat}: Липина Л. Л.");
    }

    [BrowserFact]
    public async Task The_page_says_that_the_service_is_away_and_comes_back_by_itself()
    {
        string url;
        WebPage page;
        await using (var host = await WebChatHost.StartAsync(demo: true))
        {
            url = host.Url;
            await SampleCards.OpenAsync(host, 142);
            page = await WebPage.OpenAsync(browser, Screen.Phone, url);
            await Expect(page.Cards).ToHaveCountAsync(1);
        }

        await using var owned = page;
        await Expect(page.Page.Locator("#offline")).ToBeVisibleAsync();
        await page.ShootAsync("phone-offline");
        await page.Writing.FillAsync("Слышно?");
        await page.Page.Locator("#send").ClickAsync();
        await Expect(page.Page.Locator(".msg[data-state=sending]")).ToHaveCountAsync(1);

        await using var again = await WebChatHost.StartAsync(demo: true, address: url);
        await SampleCards.OpenAsync(again, 7);
        await Expect(page.Cards).ToContainTextAsync("Случай №7", new() { Timeout = 30_000 });
        await Expect(page.Page.Locator("#offline")).ToBeHiddenAsync();
    }
}

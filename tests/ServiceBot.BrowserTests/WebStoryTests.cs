using Microsoft.Playwright;
using ServiceBot.Tests.Chat.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.BrowserTests;

[Collection(BrowserCollection.Name)]
public sealed class WebStoryTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("phone", false)]
    [InlineData("phone", true)]
    [InlineData("desktop", false)]
    [InlineData("desktop", true)]
    public async Task A_card_appears_is_pressed_changes_in_place_and_is_answered_with_a_photo(string screen, bool dark)
    {
        await using var host = await WebChatHost.StartAsync();
        var earlier = await SampleCards.OpenAsync(host, 141);
        await SampleCards.DecidedAsync(host, earlier, 141);
        using var kotov = await host.EnterAsync("sever", "kotov");
        (await kotov.WriteAsync("sever", "Шаровую ставили неоригинал, клиент сам привёз", replyTo: earlier.MessageId)).Dispose();
        await using var page = await WebPage.EnterAsync(browser, Screen.Of(screen), host, "gromov", dark: dark);
        await Expect(page.Cards).ToHaveCountAsync(1);

        var card = await SampleCards.OpenAsync(host, 142);
        await Expect(page.Cards).ToHaveCountAsync(2);
        await Expect(page.Cards.Last).ToContainTextAsync("Случай №142");
        await page.ShootAsync($"{screen}-{Shade(dark)}-1-card");

        await page.Key(SampleCards.Repeat).ClickAsync();
        await Expect(page.Toast).ToHaveTextAsync($"{SampleCards.Repeat}: Громов Г. Г.");
        var element = await page.Cards.Last.ElementHandleAsync();
        await SampleCards.VotedAsync(host, card, 142, "1 из 4");
        await Expect(page.Cards.Last).ToContainTextAsync("Голоса: 1 из 4");
        Assert.True(await element.EvaluateAsync<bool>("x => x.isConnected"), "The card was replaced, not changed in place.");
        await page.ShootAsync($"{screen}-{Shade(dark)}-2-pressed");

        await page.Cards.Last.GetByRole(AriaRole.Button, new() { Name = "Ответить" }).ClickAsync();
        await page.Page.Locator("#photo").SetInputFilesAsync(await DrawnPhoto.ByAsync(page));
        await page.Writing.FillAsync("Вот люфт, видно на фото");
        await Expect(page.Page.Locator("#attached img")).ToBeVisibleAsync();
        await page.ShootAsync($"{screen}-{Shade(dark)}-3-reply");
        await page.Page.Locator("#send").ClickAsync();
        var mine = page.Page.Locator(".msg.mine:not([data-state])");
        await Expect(mine).ToContainTextAsync("Вот люфт");
        await Expect(mine.Locator(".quote")).ToContainTextAsync("Случай №142");
        await Expect(mine.Locator(".photo img")).ToBeVisibleAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.mine .photo img').naturalWidth > 0");
        await SampleCards.DecidedAsync(host, card, 142);
        await Expect(page.Cards.Last).ToContainTextAsync("Решение: повторный");
        await page.ShootAsync($"{screen}-{Shade(dark)}-4-answered");

        var (message, subject) = host.Feature.Messages[^1];
        Assert.Equal(("Вот люфт, видно на фото", "test:2"), (message.Text, subject));
        Assert.Single(message.Photos);
        Assert.Empty(page.Faults);
    }

    [BrowserFact]
    public async Task What_is_no_photo_is_refused_in_words_and_what_was_written_stays()
    {
        await using var host = await WebChatHost.StartAsync();
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "gromov");
        await page.Writing.FillAsync("Смотрите сами");
        await page.Page.Locator("#photo").SetInputFilesAsync(new FilePayload
        {
            Name = "smeta.jpg", MimeType = "image/jpeg", Buffer = "Смета, а не фото"u8.ToArray(),
        });
        await Expect(page.Toast).ToHaveTextAsync("Это не фото: подходят JPEG, PNG и WebP до 10 МБ.");
        await Expect(page.Page.Locator("#attached")).ToBeHiddenAsync();
        await Expect(page.Writing).ToHaveValueAsync("Смотрите сами");
        Assert.Empty(page.Faults);
    }

    private static string Shade(bool dark) => dark ? "dark" : "light";
}

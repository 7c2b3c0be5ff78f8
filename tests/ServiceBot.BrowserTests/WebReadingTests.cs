using Microsoft.Playwright;
using ServiceBot.Chat;
using ServiceBot.Tests.Chat.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.BrowserTests;

[Collection(BrowserCollection.Name)]
public sealed class WebReadingTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task On_a_phone_the_list_of_rooms_comes_first_and_counts_what_is_unread()
    {
        await using var host = await WebChatHost.StartAsync();
        await SampleCards.OpenAsync(host, 140);
        await host.SendCardAsync("yug", "🟢 Случай №9 · не повторный ремонт", ["Решение: не повторный"]);
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "orlova");
        await Expect(page.RoomItems).ToHaveCountAsync(2);
        await Expect(page.RoomItems.First).ToContainTextAsync("СТО «Юг»");
        await Expect(page.RoomItems.Nth(1).Locator(".badge")).ToHaveTextAsync("1");
        await Expect(page.Page).ToHaveTitleAsync("(2) Чат сервиса");
        await page.ShootAsync("phone-rooms");

        await page.RoomItems.Nth(1).ClickAsync();
        await Expect(page.Cards).ToHaveCountAsync(1);
        await Expect(page.Page).ToHaveTitleAsync("(1) СТО «Север» · Чат сервиса");
        await page.Page.GoBackAsync();
        await Expect(page.RoomItems.Nth(1)).ToBeVisibleAsync();
        await Expect(page.RoomItems.Nth(1).Locator(".badge")).ToBeHiddenAsync();

        // The mark is kept by the service: another device knows of it.
        await Task.Delay(600);
        await using var other = await WebPage.EnterAsync(browser, Screen.Desktop, host, "orlova");
        await Expect(other.Page).ToHaveTitleAsync("СТО «Юг» · Чат сервиса");
        Assert.Empty(page.Faults);
    }

    [BrowserFact]
    public async Task Who_reads_above_is_not_moved_by_an_edit_and_is_told_of_what_comes_below()
    {
        await using var host = await WebChatHost.StartAsync();
        var cards = new List<SentCard>();
        for (var i = 1; i <= 30; i++) cards.Add(await SampleCards.OpenAsync(host, i));
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "gromov");
        await Expect(page.Cards).ToHaveCountAsync(30);
        var reading = page.Cards.Nth(14);
        await reading.ScrollIntoViewIfNeededAsync();
        await page.Page.WaitForTimeoutAsync(200);
        var before = await TopAsync(reading);

        // One above grows, one below changes, one comes in.
        await host.EditCardAsync(
            cards[5], "🟠 Случай №6", [.. SampleCards.Lines("3 из 4"), "Ещё строка", "И ещё одна"], SampleCards.Votes);
        await SampleCards.DecidedAsync(host, cards[20], 21);
        await SampleCards.OpenAsync(host, 31);
        await Expect(page.Cards.Nth(5)).ToContainTextAsync("Ещё строка");
        await Expect(page.Cards).ToHaveCountAsync(31);
        Assert.InRange(await TopAsync(reading), before - 1.5, before + 1.5);
        var newest = page.Page.Locator("#newest");
        await Expect(newest).ToHaveTextAsync("1 новое сообщение");
        await page.ShootAsync("phone-new-below");
        await newest.ClickAsync();
        await Expect(page.Cards.Last).ToBeInViewportAsync();
        await Expect(newest).ToBeHiddenAsync();
        Assert.Empty(page.Faults);
    }

    [BrowserFact]
    public async Task What_came_during_a_break_is_there_afterwards_once_and_in_its_order()
    {
        await using var host = await WebChatHost.StartAsync();
        var first = await SampleCards.OpenAsync(host, 1);
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "gromov");
        await Expect(page.Cards).ToHaveCountAsync(1);

        await page.Page.Context.SetOfflineAsync(true);
        await Expect(page.Page.Locator("#offline")).ToBeVisibleAsync();
        for (var i = 2; i <= 4; i++) await SampleCards.OpenAsync(host, i);
        await SampleCards.DecidedAsync(host, first, 1);
        await page.Page.Context.SetOfflineAsync(false);

        await Expect(page.Page.Locator("#offline")).ToBeHiddenAsync();
        await Expect(page.Cards).ToHaveCountAsync(4);
        await Expect(page.Cards.Locator(".title")).ToContainTextAsync(["🔴 Случай №1 ", "Случай №2 ", "Случай №3 ", "Случай №4 "]);
    }

    [BrowserFact]
    public async Task Unread_messages_begin_at_a_line_that_is_in_view()
    {
        await using var host = await WebChatHost.StartAsync();
        for (var i = 1; i <= 10; i++) await SampleCards.OpenAsync(host, i);
        using (var gromov = await host.EnterAsync("sever", "gromov"))
            (await gromov.PostJsonAsync("/chat/api/rooms/sever/read", new { upTo = 10 })).Dispose();
        for (var i = 11; i <= 20; i++) await SampleCards.OpenAsync(host, i);
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov");
        await Expect(page.Page.Locator(".unread-mark")).ToBeInViewportAsync();
        await Expect(page.Page.Locator(".unread-mark + .msg")).ToContainTextAsync("Случай №11 ");
        await page.ShootAsync("desktop-unread");
    }

    [BrowserFact]
    public async Task Scrolling_up_brings_all_five_hundred_messages_and_moves_nothing()
    {
        await using var host = await WebChatHost.StartAsync();
        for (var i = 1; i <= 500; i++) await SampleCards.OpenAsync(host, i);
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov");
        await Expect(page.Cards).ToHaveCountAsync(50);
        for (var loaded = 50; loaded < 500; loaded += 50)
        {
            var first = page.Page.Locator(".msg.card[data-id='" + (501 - loaded) + "']");
            await page.Page.EvaluateAsync("document.getElementById('stream').scrollTop = 300");
            var before = await TopAsync(first);
            await Expect(page.Cards).ToHaveCountAsync(loaded + 50);
            Assert.InRange(await TopAsync(first), before - 1.5, before + 1.5);
        }

        // With all of them on the page a change is still shown at once.
        await page.Page.EvaluateAsync("document.getElementById('stream').scrollTop = 1e9");
        var shown = await page.Page.EvaluateAsync<double>("""
            async () => {
              const { change } = await import('/chat/page/bubble.js');
              const root = [...document.querySelectorAll('.msg')].at(-1);
              const begin = performance.now();
              for (let i = 0; i < 20; i++) {
                change(root, { ...root.message, editedAt: new Date(2030, 1, 1, 1, i).toISOString(),
                  card: { ...root.message.card, lines: [`Голоса: ${i} из 4`] } });
                document.body.getBoundingClientRect();
              }
              return (performance.now() - begin) / 20;
            }
            """);
        Assert.InRange(shown, 0, 50);
    }

    [BrowserFact]
    public async Task What_people_write_is_shown_as_they_wrote_it_and_never_run()
    {
        await using var host = await WebChatHost.StartAsync();
        const string attack = "<img src=x onerror=\"document.title='взлом'\"><b>жирно</b>";
        using var kotov = await host.EnterAsync("sever", "kotov");
        (await kotov.WriteAsync("sever", attack)).Dispose();
        await host.SendCardAsync("sever", attack, [attack], [attack]);
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov");
        await Expect(page.Page.Locator(".msg.theirs .body")).ToHaveTextAsync(attack);
        await Expect(page.Cards.Locator(".title")).ToHaveTextAsync(attack);
        await Expect(page.Cards.Locator(".key")).ToHaveTextAsync(attack);
        await Expect(page.Page.Locator("#stream img, #stream b, #rooms img")).ToHaveCountAsync(0);
        Assert.Empty(page.Faults);
    }

    [BrowserFact]
    public async Task Answers_that_must_be_confirmed_stay_until_they_are()
    {
        await using var host = await WebChatHost.StartAsync();
        host.Feature.OnPress = (_, _) => Task.FromResult(new PressReply(
            "Голосуют руководитель клиентской службы, руководитель СТО, мастер цеха и директор. У вас голоса нет.",
            "NotAMember", Alert: true));
        await SampleCards.OpenAsync(host, 142);
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "admin");
        await page.Key(SampleCards.Repeat).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("У вас голоса нет");
        await page.ShootAsync("phone-alert");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Понятно" }).ClickAsync();
        await Expect(page.Dialog).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task By_keyboard_a_button_is_pressed_and_keeps_the_focus_when_the_card_changes()
    {
        await using var host = await WebChatHost.StartAsync();
        var card = await SampleCards.OpenAsync(host, 142);
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov");
        await page.Key(SampleCards.NotRepeat).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Toast).ToContainTextAsync(SampleCards.NotRepeat);
        await SampleCards.VotedAsync(host, card, 142, "1 из 4");
        await Expect(page.Cards).ToContainTextAsync("1 из 4");
        await Expect(page.Key(SampleCards.NotRepeat)).ToBeFocusedAsync();
    }

    private static async Task<double> TopAsync(ILocator element) =>
        await element.EvaluateAsync<double>("x => x.getBoundingClientRect().top");
}

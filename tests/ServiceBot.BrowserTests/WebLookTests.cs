using Microsoft.Playwright;
using ServiceBot.Tests.Chat.Web;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.BrowserTests;

[Collection(BrowserCollection.Name)]
public sealed class WebLookTests(BrowserFixture browser)
{
    // WCAG 2.2: every text against what is painted behind it; large or bold text may have less.
    private const string WeakTexts = """
        () => {
          const parse = text => { const x = text.match(/[\d.]+/g).map(Number); return [x[0], x[1], x[2], x[3] ?? 1]; };
          const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
          const light = c => {
            const [r, g, b] = c.map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; });
            return .2126 * r + .7152 * g + .0722 * b;
          };
          const behind = element => {
            const layers = [];
            for (let x = element; x; x = x.parentElement) {
              const style = getComputedStyle(x);
              if (style.backgroundImage !== 'none') return null;
              layers.push(parse(style.backgroundColor));
              if (layers.at(-1)[3] === 1) break;
            }
            return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
          };
          const weak = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const element = walk.currentNode.parentElement;
            if (!walk.currentNode.textContent.trim() || !element.checkVisibility() || element.closest('.unseen, noscript, script')) continue;
            const ground = behind(element);
            if (ground === null) continue;
            const style = getComputedStyle(element);
            const ink = over(parse(style.color), ground);
            const [a, b] = [light(ink.slice(0, 3)), light(ground.slice(0, 3))].sort((x, y) => y - x);
            const ratio = (a + .05) / (b + .05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
            if (ratio < (large ? 3 : 4.5)) weak.push(`${element.className || element.tagName}: "${element.textContent.slice(0, 30)}" ${ratio.toFixed(2)}`);
          }
          return [...new Set(weak)];
        }
        """;

    // What can be pressed or filled in and says nothing to whom hears the page.
    private const string Nameless = """
        () => [...document.querySelectorAll('button, a, input, textarea, [role=button], [tabindex="0"]')]
          .filter(x => x.checkVisibility() && !x.closest('[hidden]'))
          .filter(x => !(x.ariaLabel || x.textContent.trim() || x.labels?.[0]?.textContent.trim() || x.title))
          .map(x => x.outerHTML.slice(0, 120))
        """;

    [BrowserTheory]
    [InlineData("phone", false)]
    [InlineData("desktop", true)]
    [InlineData("desktop", false)]
    public async Task Every_text_stands_out_from_its_ground(string screen, bool dark)
    {
        await using var host = await WebChatHost.StartAsync();
        await FillAsync(host);
        await using var page = await WebPage.EnterAsync(browser, Screen.Of(screen), host, "gromov", dark: dark);
        await Expect(page.Cards).ToHaveCountAsync(2);
        await page.Key(SampleCards.Repeat).ClickAsync();
        await Expect(page.Toast).ToBeVisibleAsync();
        await page.Cards.Last.GetByRole(AriaRole.Button, new() { Name = "Ответить" }).ClickAsync();
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(WeakTexts));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Nameless));
        // The browsers of these tests ask for less motion: nothing moves.
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => document.getAnimations().length"));
        await page.Page.Locator("#menu").EvaluateAsync("x => x.click()");
        await Expect(page.Dialog).ToBeVisibleAsync();
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(WeakTexts));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Nameless));
        await page.ShootAsync($"{screen}-{(dark ? "dark" : "light")}-menu");
    }

    [BrowserFact]
    public async Task On_a_phone_nothing_to_press_is_smaller_than_a_fingertip_and_nothing_runs_off_the_screen()
    {
        await using var host = await WebChatHost.StartAsync();
        await FillAsync(host);
        await using var page = await WebPage.EnterAsync(browser, Screen.Phone, host, "gromov");
        await Expect(page.Cards).ToHaveCountAsync(2);
        var small = await page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, label.icon-button, textarea')].filter(x => x.checkVisibility()).map(x => {
              const box = x.getBoundingClientRect();
              const more = getComputedStyle(x, '::after');
              const grow = more.content === 'none' || more.position !== 'absolute' ? [0, 0] : [-parseFloat(more.top) * 2, -parseFloat(more.left) * 2];
              return { name: x.className || x.id, height: box.height + grow[0], width: box.width + grow[1] };
            }).filter(x => x.height < 44 || x.width < 44).map(x => `${x.name} ${x.width}x${x.height}`)
            """);
        Assert.Empty(small);
        Assert.Equal(390, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(
            "() => { const x = document.getElementById('stream'); return x.scrollWidth - x.clientWidth; }"));
    }

    [BrowserFact]
    public async Task The_chosen_appearance_is_kept()
    {
        await using var host = await WebChatHost.StartAsync();
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.Page.Locator("#menu").ClickAsync();
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Тёмное" }).CheckAsync();
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ShootAsync("desktop-dark-empty");
    }

    [BrowserFact]
    public async Task A_one_time_link_greets_lets_in_and_then_says_that_it_was_used()
    {
        await using var host = await WebChatHost.StartAsync();
        await using var stranger = await WebPage.OpenAsync(browser, Screen.Phone, host.Url);
        await Expect(stranger.Page.Locator("#gate h1")).ToHaveTextAsync("Вход по одноразовой ссылке");
        await stranger.ShootAsync("phone-gate");

        await using var admin = await WebPage.EnterAsync(browser, Screen.Desktop, host, "admin");
        await admin.Page.Locator("#menu").ClickAsync();
        await admin.Dialog.GetByText("Ссылки для входа").ClickAsync();
        await admin.Dialog.Locator("li", new() { HasText = "Котов К. К." }).GetByText("Создать ссылку").ClickAsync();
        var link = await admin.Dialog.Locator(".link input").InputValueAsync();
        Assert.StartsWith(host.Url + "/enter/", link, StringComparison.Ordinal);
        await admin.ShootAsync("desktop-links");

        await using var kotov = await WebPage.OpenAsync(browser, Screen.Phone, host.Url, path: link);
        await Expect(kotov.Page.Locator("h1")).ToHaveTextAsync("Здравствуйте, Котов К. К.!");
        await kotov.ShootAsync("phone-enter");
        await kotov.Page.Locator("button").ClickAsync();
        await Expect(kotov.Page.Locator("#who-small:visible, #who:visible")).ToHaveAttributeAsync(
            "aria-label", "Вы вошли как: Котов К. К., мастер цеха");
        await kotov.Person.First.ClickAsync();
        await kotov.ShootAsync("phone-person");
        await kotov.Dialog.GetByText("Выйти", new() { Exact = true }).ClickAsync();
        await kotov.Dialog.GetByRole(AriaRole.Button, new() { Name = "Выйти", Exact = true }).ClickAsync();
        await Expect(kotov.Page.Locator("#gate h1")).ToHaveTextAsync("Вход по одноразовой ссылке");

        await using var late = await WebPage.OpenAsync(browser, Screen.Phone, host.Url, path: link);
        await Expect(late.Page.Locator("h1")).ToHaveTextAsync("Войти не получилось");
        await Expect(late.Page.Locator("button")).ToBeHiddenAsync();
        await late.ShootAsync("phone-enter-used");
    }

    [BrowserFact]
    public async Task The_menu_lists_where_a_person_is_signed_in_and_ends_what_is_not_his()
    {
        await using var host = await WebChatHost.StartAsync();
        await using var lost = await WebPage.EnterAsync(browser, Screen.Phone, host, "gromov");
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov");
        await page.Page.Locator("#menu").ClickAsync();
        await page.Dialog.GetByText("Где выполнен вход").ClickAsync();
        await Expect(page.Dialog.Locator("li")).ToHaveCountAsync(2);
        await Expect(page.Dialog.Locator("li", new() { HasText = "Это устройство" })).ToContainTextAsync("Chrome");
        await page.ShootAsync("desktop-sessions");

        await page.Dialog.GetByText("Завершить", new() { Exact = true }).ClickAsync();

        await Expect(page.Dialog.Locator("li")).ToHaveCountAsync(1);
        await Expect(lost.Page.Locator("#gate h1")).ToHaveTextAsync("Вход по одноразовой ссылке");
    }

    [BrowserFact]
    public async Task In_english_nothing_russian_is_left()
    {
        await using var host = await WebChatHost.StartAsync(settings: SampleStations.Settings("en"));
        await host.SendCardAsync("sever", "🟠 Case No. 142 · possible repeat repair", ["Votes: 0 of 4, 3 needed"], ["✅ Repeat"]);
        await using var page = await WebPage.EnterAsync(browser, Screen.Desktop, host, "gromov", locale: "en-GB");
        await Expect(page.Cards).ToHaveCountAsync(1);
        await page.Page.Locator("#menu").ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Appearance");
        var words = await page.Page.EvaluateAsync<string>("""
            () => [document.body.innerText, ...[...document.querySelectorAll('[aria-label], [title], [placeholder]')]
              .flatMap(x => [x.ariaLabel, x.title, x.placeholder])].filter(x => x).join('\n')
              .replaceAll('СТО «Север»', '').replaceAll('Громов Г. Г.', '').replaceAll('ГГ', '')
            """);
        Assert.DoesNotMatch("[а-яё]{2}", words);
        await page.ShootAsync("desktop-english");
    }

    private static async Task FillAsync(WebChatHost host)
    {
        var decided = await SampleCards.OpenAsync(host, 141);
        await SampleCards.DecidedAsync(host, decided, 141);
        using var kotov = await host.EnterAsync("sever", "kotov");
        (await kotov.WriteAsync("sever", "Шаровую ставили неоригинал", replyTo: decided.MessageId)).Dispose();
        using var gromov = await host.EnterAsync("sever", "gromov");
        (await gromov.WriteAsync("sever", "Посмотрю")).Dispose();
        await SampleCards.OpenAsync(host, 142);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.BrowserTests;

/// <summary>What somebody sees who tries ServiceBot: the real command, two screens, and the commands beside it.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class DemoStoryTests(BrowserFixture browser)
{
    private static readonly string[] Voters = ["Климова Анна", "Громов Егор", "Рогов Сергей"];

    [BrowserFact]
    public async Task Three_members_close_a_case_on_a_phone_and_another_at_a_desk_and_the_commands_count_both()
    {
        await using var demo = new DemoProcess();
        await demo.StartAsync();
        await using var phone = await WebPage.OpenAsync(browser, Screen.Phone, demo.Url);
        await using var desk = await WebPage.OpenAsync(browser, Screen.Desktop, demo.Url);
        await Expect(phone.Cards.Last).ToContainTextAsync("Голоса: 0 из 4");
        await Expect(desk.Cards).ToHaveCountAsync(await phone.Cards.CountAsync());
        await phone.ShootAsync("phone-story-1-start");
        await desk.ShootAsync("desktop-story-1-start");
        foreach (var page in new[] { phone, desk }) await page.Page.EvaluateAsync("() => { window.sameVisit = true; }");
        var numbers = (await desk.Cards.Locator(".title").AllTextContentsAsync()).Select(NumberOf).ToList();
        var (repeat, notRepeat, answered) = (numbers[^1], numbers[^2], numbers[^3]);

        await VoteAsync(phone, repeat, SampleCards.Repeat);
        await Expect(Card(phone, repeat).Locator(".title")).ToHaveTextAsync($"🔴 Случай №{repeat} · повторный ремонт");
        await phone.ShootAsync("phone-story-2-decided");
        await WorkThroughAsync(phone, repeat);
        await phone.ShootAsync("phone-story-3-closed");

        await VoteAsync(desk, notRepeat, SampleCards.NotRepeat);
        await desk.ShootAsync("desktop-story-2-decided");
        await AnswerWithPhotoAsync(desk, answered);
        await desk.ShootAsync("desktop-story-3-photo");

        // What happened on one screen has come to the other, and neither was loaded anew.
        await Expect(Card(desk, repeat).Locator(".title")).ToHaveTextAsync($"🔴 Случай №{repeat} · повторный ремонт, разобран");
        await Expect(Card(phone, notRepeat).Locator(".title")).ToHaveTextAsync($"🟢 Случай №{notRepeat} · не повторный ремонт");
        await Expect(Card(phone, answered).Locator(".picture")).ToHaveCountAsync(1);
        foreach (var page in new[] { phone, desk })
        {
            Assert.True(await page.Page.EvaluateAsync<bool>("() => window.sameVisit === true"));
            // Before a person is chosen the page asks who is in, and is told: nobody.
            Assert.DoesNotContain(page.Faults, x => !x.Contains("401", StringComparison.Ordinal));
        }

        await AskTheBotAsync(desk);
        await desk.ShootAsync("desktop-story-4-bot");

        var cases = await CasesAsync(demo);
        Assert.Equal(numbers.Order(), cases.Keys.Order());
        Assert.Equal(("Closed", "Repeat"), cases[repeat]);
        Assert.Equal("NotRepeat", cases[notRepeat].Verdict);
        Assert.All(numbers[..^2], x => Assert.Equal(("Open", null), cases[x]));
        var digest = await demo.RunAsync("digest", "--demo", "--station", "sever");
        Assert.Equal(0, digest.Code);
        Assert.Equal(
            [("Под подозрением", numbers.Count), ("Подтверждено", 1), ("Отклонено", 1), ("Открыто", numbers.Count - 2)],
            Figures(digest.Out).Where(x => x.Name is "Под подозрением" or "Подтверждено" or "Отклонено" or "Открыто"));

        await AgainAsync(demo, phone, cases, repeat);
    }

    // A second one is refused in words; ended and started again, all is where it was.
    private static async Task AgainAsync(
        DemoProcess demo, WebPage phone, Dictionary<int, (string State, string? Verdict)> cases, int repeat)
    {
        var port = demo.Port.ToString(CultureInfo.InvariantCulture);
        var second = await demo.RunAsync("demo", "--port", port);
        Assert.Equal(1, second.Code);
        Assert.Contains(port, second.Error);
        Assert.Contains("--port", second.Error);

        Assert.Equal(0, await demo.StopAsync());
        await demo.StartAsync();
        Assert.Contains("Всё, что было в прошлый раз, на месте.", demo.Output);
        Assert.Equal(cases, await CasesAsync(demo));
        await phone.Page.ReloadAsync();
        await Expect(Card(phone, repeat).Locator(".title")).ToContainTextAsync("повторный ремонт, разобран");
    }

    private static async Task VoteAsync(WebPage page, int number, string choice)
    {
        for (var i = 0; i < Voters.Length; i++)
        {
            await page.BecomeAsync(Voters[i]);
            await Button(page, number, choice).ClickAsync();
            await Expect(page.Toast.Last).ToContainTextAsync("Голос принят");
            if (i < Voters.Length - 1) await Expect(Card(page, number)).ToContainTextAsync($"Голоса: {i + 1} из 4");
        }

        await Expect(Card(page, number)).ToContainTextAsync("Решение ");
    }

    // The last who voted is the station's manager: he names cause and responsible, and notes the call.
    private static async Task WorkThroughAsync(WebPage page, int number)
    {
        await Button(page, number, "Нужно обучение").ClickAsync();
        await Button(page, number, "⚙ Никто, процесс").ClickAsync();
        await Expect(Card(page, number)).ToContainTextAsync("Чья работа: никто, процесс");
        await Button(page, number, "📞 Клиент доволен").ClickAsync();
        await Expect(Card(page, number).Locator(".title")).ToContainTextAsync("разобран");
    }

    private static async Task AnswerWithPhotoAsync(WebPage page, int number)
    {
        await Button(page, number, "Ответить").ClickAsync();
        await page.Page.Locator("#photo").SetInputFilesAsync(await DrawnPhoto.ByAsync(page));
        await Expect(page.Page.Locator("#attached img")).ToBeVisibleAsync();
        await page.Writing.FillAsync("Вот люфт, видно на фото");
        await page.Page.Locator("#send").ClickAsync();
        await Expect(page.Page.Locator(".msg.mine:not([data-state]) .photo img")).ToBeVisibleAsync();
        var picture = Card(page, number).Locator(".picture");
        await Expect(picture).ToHaveCountAsync(1);
        await Expect(Card(page, number)).ToContainTextAsync("📷 1 фото");
        await picture.ClickAsync();
        await Expect(page.Dialog.Locator(".sheet-caption")).ToContainTextAsync("Вот люфт, видно на фото");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('dialog[open] img').naturalWidth > 0");
        await page.ShootAsync("desktop-story-3-photo-large");
        await page.Page.Keyboard.PressAsync("Escape");
    }

    // In the room of one's own the bot answers commands.
    private static async Task AskTheBotAsync(WebPage page)
    {
        await page.Page.Locator(".room-item", new() { HasTextRegex = new Regex("^Бот") }).ClickAsync();
        await page.Writing.FillAsync("/mine");
        await page.Writing.PressAsync("Enter");
        await Expect(page.Cards.Last).ToContainTextAsync("Рогов Сергей, вас ждут");
    }

    private static ILocator Card(WebPage page, int number) =>
        page.Cards.Filter(new() { HasTextRegex = new Regex($@"Случай №{number}\b") });

    private static ILocator Button(WebPage page, int number, string name) =>
        Card(page, number).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static int NumberOf(string title) => int.Parse(CaseNumber().Match(title).Groups[1].Value, CultureInfo.InvariantCulture);

    private static async Task<Dictionary<int, (string State, string? Verdict)>> CasesAsync(DemoProcess demo)
    {
        var (code, output, _) = await demo.RunAsync("cases", "--demo", "--json");
        Assert.Equal(0, code);
        return JsonNode.Parse(output)!.AsArray().ToDictionary(
            x => (int)x!["number"]!, x => ((string)x!["state"]!, (string?)x["verdict"]));
    }

    private static IEnumerable<(string Name, int Value)> Figures(string digest) => Figure().Matches(digest)
        .Select(x => (x.Groups[1].Value, int.Parse(x.Groups[2].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"№(\d+)")]
    private static partial Regex CaseNumber();

    [GeneratedRegex(@"^(\p{L}[\p{L} ]+): (\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Figure();
}

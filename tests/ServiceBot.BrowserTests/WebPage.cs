using Microsoft.Playwright;
using ServiceBot.Tests.Chat.Web;

namespace ServiceBot.BrowserTests;

/// <summary>The built-in chat as one person sees it: what to look for and what to do, in the words of the page.</summary>
internal sealed class WebPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private WebPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _faults.Add($"{message.Text} {message.Location}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of the page's scripts and of its policy, as the browser tells them.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public ILocator Cards => Page.Locator(".msg.card");

    public ILocator Toast => Page.Locator(".toast");

    public ILocator Dialog => Page.Locator("dialog[open]");

    public ILocator RoomItems => Page.Locator(".room-item");

    public ILocator Writing => Page.Locator("#text");

    public ILocator Person => Page.Locator("#who:visible, #who-small:visible");

    public ILocator Key(string label) => Page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true });

    public static async Task<WebPage> OpenAsync(
        BrowserFixture browser, Screen screen, string url, bool dark = false, string path = "/", string locale = "ru-RU")
    {
        var context = await browser.NewContextAsync(screen, url, dark, locale);
        context.SetDefaultTimeout((float)BrowserFixture.Patience.TotalMilliseconds);
        var page = new WebPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(path);
        return page;
    }

    /// <summary>Enters by a one-time link, as a member does.</summary>
    public static async Task<WebPage> EnterAsync(
        BrowserFixture browser, Screen screen, WebChatHost host, string member, string station = "sever", bool dark = false,
        string locale = "ru-RU")
    {
        var link = await host.Links.CreateAsync(station, member, CancellationToken.None);
        var page = await OpenAsync(browser, screen, host.Url, dark, link!.Path, locale);
        await page.Page.Locator(".gate-form button").ClickAsync();
        await page.Page.Locator("#app:not([hidden])").WaitForAsync();
        return page;
    }

    /// <summary>Becomes another person of the demonstration.</summary>
    public async Task BecomeAsync(string name)
    {
        await Person.First.ClickAsync();
        await Dialog.Locator(".person", new() { HasText = name }).ClickAsync();
        await Page.Locator($"#who:has-text(\"{name}\")").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    public Task ShootAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(BrowserFixture.Screenshots, name + ".png"), Animations = ScreenshotAnimations.Disabled,
    });

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}

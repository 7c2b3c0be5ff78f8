using Microsoft.Playwright;

namespace ServiceBot.BrowserTests;

/// <summary>Where the browser is: <c>CHROMIUM_PATH</c>, else where Debian puts it.</summary>
internal static class Chromium
{
    private const string DebianPath = "/usr/bin/chromium";

    public static string Path => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : DebianPath;

    /// <summary>Why there is no browser, or null.</summary>
    public static string? Missing => File.Exists(Path)
        ? null
        : $"No Chromium at {Path}: install the package 'chromium', or name the program in CHROMIUM_PATH.";

    public static bool IsRequired =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A test in a real browser. Without one it is skipped with the reason; where <c>CI=true</c> it fails with it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!Chromium.IsRequired) Skip = Chromium.Missing;
    }
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (!Chromium.IsRequired) Skip = Chromium.Missing;
    }
}

/// <summary>A screen as people have them.</summary>
internal sealed record Screen(string Name, int Width, int Height, bool Touch)
{
    public static Screen Phone { get; } = new("phone", 390, 844, Touch: true);

    public static Screen Desktop { get; } = new("desktop", 1280, 800, Touch: false);

    public static Screen Of(string name) => name == Phone.Name ? Phone : Desktop;
}

/// <summary>One Chromium for all tests; each test gets contexts (people's browsers) of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>How long a test waits for what must appear.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Where screenshots go: <c>artifacts/screenshots</c> below the tests' output.</summary>
    public static string Screenshots { get; } =
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "screenshots")).FullName;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (Chromium.Missing is { } reason)
        {
            if (Chromium.IsRequired) throw new InvalidOperationException(reason);
            return;
        }

        // A busy build machine draws slowly; what is right comes in the end.
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"],
        });
    }

    /// <summary>Another person's browser: own cookies, own storage.</summary>
    internal Task<IBrowserContext> NewContextAsync(Screen screen, string baseUrl, bool dark = false, string locale = "ru-RU") =>
        (_browser ?? throw new InvalidOperationException("The browser was not started."))
        .NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseUrl,
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            DeviceScaleFactor = screen.Touch ? 2 : 1,
            HasTouch = screen.Touch,
            IsMobile = screen.Touch,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = locale,
        });

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Gives the one browser to the tests that need it.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    /// <summary>To be named in <c>[Collection]</c>.</summary>
    public const string Name = "Browser";
}

using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// A real Chromium, started once for all tests of the page. Where there is none, those tests say so and are
/// skipped.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    // The variable comes first, for a browser that lies elsewhere.
    private static readonly string?[] Places =
    [
        Environment.GetEnvironmentVariable("INKLING_CHROMIUM"),
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    // In ms: on a busy machine the browser may think for longer than Playwright's own 5 seconds.
    private const float Limit = 120_000;

    // An empty page, which every window begins with, has no storage.
    private const string DemonstrationSeen =
        "try { sessionStorage.setItem('inkling-demonstration', 'seen'); } catch { }";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } path)
            return;
        Assertions.SetDefaultExpectTimeout(Limit);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            // It has no business on the network.
            Args = ["--disable-background-networking", "--disable-component-update", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>
    /// A window of its own, without cookies and memory; unless it demonstrates, its page remembers that the
    /// digit that draws itself has been seen.
    /// </summary>
    public async Task<IBrowserContext> NewContext(BrowserNewContextOptions options, bool demonstrates = false)
    {
        if (_browser is null)
            Assert.Skip("NOT TESTED: the page. Install Chromium, or set INKLING_CHROMIUM to where it is.");
        IBrowserContext context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Limit);
        if (!demonstrates)
            await context.AddInitScriptAsync(DemonstrationSeen);
        return context;
    }
}

/// <summary>
/// The tests that share the browser; one after the other, so that each has the machine to itself.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PageTests : ICollectionFixture<Chromium>
{
    public const string Name = "page";
}

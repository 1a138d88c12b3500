using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// The pages of scoreboard and robustness, opened as files: all of them can be seen and read.
/// </summary>
[Collection(PageTests.Name)]
public sealed class ScoreboardLookTests(Chromium chromium, ScoredPages pages) : IClassFixture<ScoredPages>
{
    [Theory]
    [InlineData("board", 360, 800, ColorScheme.Light)]
    [InlineData("board", 768, 1024, ColorScheme.Dark)]
    [InlineData("board", 1440, 900, ColorScheme.Light)]
    [InlineData("board", 360, 800, ColorScheme.Dark)]
    [InlineData("board", 1440, 900, ColorScheme.Dark)]
    [InlineData("robustness", 360, 800, ColorScheme.Dark)]
    [InlineData("robustness", 768, 1024, ColorScheme.Light)]
    [InlineData("robustness", 1440, 900, ColorScheme.Dark)]
    public async Task Everything_is_drawn_and_can_be_read(
        string name, int width, int height, ColorScheme scheme)
    {
        await using IBrowserContext context = await chromium.NewContext(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
        });
        IPage page = await context.NewPageAsync();
        List<string> messages = [], requests = [];
        page.Console += (_, message) => messages.Add(message.Text);
        page.PageError += (_, error) => messages.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        string address = pages.AddressOf(name);
        await page.GotoAsync(address);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Poor));
        Assert.Empty(await page.EvaluateAsync<string[]>(Drawings.CutOff));
        // A picture in which no digit was found is blank, and is to be.
        Assert.All(
            await page.EvaluateAsync<string[]>(Drawings.Bad),
            alt => Assert.EndsWith("in which no digit was found", alt));
        Assert.Equal([address], requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(messages);
        await Drawings.Save(page, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png");
    }

    [Fact]
    public async Task The_scoreboard_has_a_diagram_and_a_curve_for_each_set_and_for_all_and_its_mistakes()
    {
        await using IBrowserContext context = await chromium.NewContext(new());
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(pages.AddressOf("board"));
        Assert.Equal(["sets", "confidence", "selective", "confusion", "mistakes", "command"],
            await page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('section')].map((section) => section.id)"));
        await Assertions.Expect(page.Locator("#confidence svg")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#selective polyline")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#mistakes img")).ToHaveCountAsync(2);
        Assert.Contains("7 read as 1", await page.Locator("#mistakes").InnerTextAsync());
        Assert.Contains("83.33 % accuracy on real handwriting", await page.TitleAsync());
    }

    [Fact]
    public async Task Robustness_shows_each_corruption()
    {
        await using IBrowserContext context = await chromium.NewContext(new());
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(pages.AddressOf("robustness"));
        await Assertions.Expect(page.Locator("#corruptions img")).ToHaveCountAsync(16);
        await Assertions.Expect(page.Locator("#errors tbody tr")).ToHaveCountAsync(17);
    }
}

/// <summary>The pages, made once.</summary>
public sealed class ScoredPages : IDisposable
{
    private readonly Workplace _place = new();

    public ScoredPages()
    {
        Make("scoreboard", MadeSets.Write(_place), "board");
        Make("robustness", _place.WriteIdx("blots", training: 20, test: 20), "robustness");
    }

    public string AddressOf(string page) => new Uri(_place[$"{page}.html"]).AbsoluteUri;

    public void Dispose() => _place.Dispose();

    private void Make(string verb, string data, string page)
    {
        Inkling run = Inkling.Run(verb, "--data", data, "--html", _place[$"{page}.html"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}

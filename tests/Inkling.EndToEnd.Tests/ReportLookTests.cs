using System.Diagnostics;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// The report of a real training, opened as a file: it needs nothing else, and all of it can be seen and
/// read.
/// </summary>
[Collection(PageTests.Name)]
public sealed class ReportLookTests(
    Chromium chromium, ReportedTraining training) : IClassFixture<ReportedTraining>
{
    [Theory]
    [InlineData(360, 800, ColorScheme.Light)]
    [InlineData(360, 800, ColorScheme.Dark)]
    [InlineData(768, 1024, ColorScheme.Light)]
    [InlineData(768, 1024, ColorScheme.Dark)]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(2560, 1440, ColorScheme.Light)]
    public async Task Everything_is_drawn_and_can_be_read(int width, int height, ColorScheme scheme)
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
        await page.GotoAsync(training.Address);
        await page.Locator("summary").ClickAsync();

        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Poor));
        Assert.Empty(await page.EvaluateAsync<string[]>(Drawings.Bad));
        Assert.Empty(await page.EvaluateAsync<string[]>(Drawings.CutOff));
        await Assertions.Expect(page.Locator("polyline")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator(".weights img")).ToHaveCountAsync(32);
        await Assertions.Expect(page.Locator(".confusion")).ToHaveCountAsync(2);
        Assert.True(await page.Locator(".mistakes img").CountAsync() > 0);
        Assert.Equal(
            [training.Address], requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(messages);
        await Drawings.Save(page, $"report-{width}-{scheme.ToString().ToLowerInvariant()}.png");
    }

    [Fact]
    public async Task Its_parts_have_names_and_their_headings_an_order()
    {
        await using IBrowserContext context = await chromium.NewContext(new());
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(training.Address);
        Assert.Equal(["curves", "confusion", "mistakes", "weights", "settings"],
            await page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('section')].map((section) => section.id)"));
        int[] levels = await page.EvaluateAsync<int[]>(
            "[...document.querySelectorAll('h1, h2, h3')].map((heading) => Number(heading.tagName[1]))");
        Assert.Equal([1], levels.Where(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        foreach (AriaRole role in (AriaRole[])[AriaRole.Region, AriaRole.Img])
        {
            foreach (ILocator part in await page.GetByRole(role).AllAsync())
                Assert.Contains('"', (await part.AriaSnapshotAsync()).Split('\n')[0]);
        }
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Contains("accuracy on the test set", await page.TitleAsync());
    }

    [Fact]
    public async Task A_shell_takes_the_command_apart_as_it_was_given()
    {
        await using IBrowserContext context = await chromium.NewContext(new());
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(training.Address);
        string command = await page.Locator(".command").InnerTextAsync();
        ProcessStartInfo start =
            new("sh", ["-c", $"printf '%s\\n' {command}"]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        string words = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["inkling", .. training.Arguments], words.TrimEnd('\n').Split('\n'));
    }
}

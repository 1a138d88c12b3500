using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Models;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The page on which a person teaches a network his own hand, and watches it learn.</summary>
[Collection(PageTests.Name)]
public sealed class PageTeachTests(Chromium chromium)
{
    // A lesson on a busy machine, in milliseconds.
    private const float Patience = 300_000;

    [Fact]
    public async Task The_views_are_a_click_apart()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Teach" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#wanted")).ToHaveTextAsync("Draw a 0");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Draw" }).ClickAsync();
        await page.ExpectAnswer("Draw a digit");
    }

    [Fact]
    public async Task Digits_are_asked_for_one_after_the_other_and_are_still_there_after_a_reload()
    {
        await using DrawPage page = await OpenTeach();
        await page.Page.Locator("#keep").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Draw a 0 first.");
        foreach (int digit in (int[])[0, 1, 2])
        {
            await Assertions.Expect(page.Page.Locator("#wanted")).ToHaveTextAsync($"Draw a {digit}");
            await page.DrawWithMouse(Pen.Digit(digit));
            await page.Page.Locator("#keep").ClickAsync();
            await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync($"Kept as {digit}.");
        }
        // Another class is chosen, and a picture dropped for it.
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "7", Exact = false }).CheckAsync();
        await Assertions.Expect(page.Page.Locator("#wanted")).ToHaveTextAsync("Draw a 7");
        byte[] seven = await File.ReadAllBytesAsync(
            Path.Combine(Inkling.Root, "samples", "7-corner.png"), TestContext.Current.CancellationToken);
        await page.Give("drop", "seven.png", "image/png", seven);
        await page.Page.Locator("#keep").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Kept as 7.");
        await Assertions.Expect(page.Page.Locator("#own-count")).ToHaveTextAsync("4");
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#own-count")).ToHaveTextAsync("4");
        await Assertions.Expect(page.Page.Locator("#classes > li").Nth(7).Locator("img")).ToHaveCountAsync(1);
        await page.Page.Locator("#train").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#train-status")).ToContainTextAsync("Draw 1 more first");
    }

    [Fact]
    public async Task A_lesson_is_watched_its_result_judged_and_its_model_kept_downloaded_and_deleted()
    {
        await using DrawPage page = await OpenTeach(SmallModel);
        await KeepDigits(page);
        await Train(page);
        ILocator result = page.Page.Locator("#result");
        await Assertions.Expect(result).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.Page.Locator("#taught > li")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Page.Locator("#grid-words")).ToHaveTextAsync(
            new Regex(@"^\d+ of 10 were misread at first, \d+ now\.$"));
        await Assertions.Expect(page.Page.Locator("#loss-words")).ToHaveTextAsync(
            new Regex(@"^\d+\.\d\d at first, \d+\.\d\d now$"));
        string[] curves = ["#loss-chart .loss", "#right-chart .own", "#right-chart .reference"];
        foreach (string curve in curves)
        {
            string points = (await page.Page.Locator(curve).GetAttributeAsync("points"))!;
            Assert.True(points.Split(' ').Length >= 2, $"{curve} has the points \"{points}\"");
        }
        // Eight kernels of 5 x 5 side by side.
        ILocator kernels = page.Page.Locator("#kernels");
        await Assertions.Expect(kernels).ToHaveAttributeAsync("width", "47");
        await Assertions.Expect(kernels).ToHaveAttributeAsync("height", "5");
        await Assertions.Expect(page.Page.Locator("#scores tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator("#how")).ToContainTextAsync("Judged by");

        await page.Page.ReloadAsync();
        await Assertions.Expect(result).ToBeVisibleAsync(new() { Timeout = Patience });
        await page.Page.Locator("#name").FillAsync("my hand");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this model" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#keep-status")).ToContainTextAsync("inkling draw --model");
        string path = Path.Combine(page.Place["models"], "my hand.npz");
        Assert.Equal(11, DigitModel.Load(path).Network.Outputs);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this model" }).ClickAsync();
        page.Expect("409");
        await Assertions.Expect(page.Page.Locator("#keep-status")).ToContainTextAsync("another name");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Read with it: my hand" }))
            .ToHaveAttributeAsync("href", "inside.html?model=my%20hand");
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(
            () => page.Page.GetByRole(AriaRole.Link, new() { Name = "Download my hand" }).ClickAsync());
        Assert.Equal("my hand.npz", download.SuggestedFilename);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Throw it away" }).ClickAsync();
        await Assertions.Expect(result).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("#watch")).ToBeHiddenAsync();
        ILocator delete = page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete my hand" });
        await delete.ClickAsync();
        Assert.True(File.Exists(path), "one click deletes nothing");
        await delete.ClickAsync();
        await Assertions.Expect(page.Page.Locator("#kept-empty")).ToBeVisibleAsync();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_lesson_is_paused_outlives_a_reload_goes_on_and_is_stopped()
    {
        await using DrawPage page = await OpenTeach();
        await KeepDigits(page);
        await Train(page);
        await page.Page.Locator("#pause").ClickAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.Page.Locator("#progress-text")).ToContainTextAsync(
            "Paused", new() { Timeout = Patience });
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#progress-text")).ToContainTextAsync(
            "Paused", new() { Timeout = Patience });
        await Assertions.Expect(page.Page.Locator("#train")).ToBeHiddenAsync();
        await page.Page.Locator("#resume").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#pause")).ToBeVisibleAsync(new() { Timeout = Patience });
        await page.Page.Locator("#stop").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#train")).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    [Fact]
    public async Task A_server_that_ends_in_the_middle_loses_no_digit_and_no_kept_model()
    {
        await using DrawPage page = await OpenTeach();
        await KeepDigits(page);
        Directory.CreateDirectory(page.Place["models"]);
        DigitModel.Default.Save(Path.Combine(page.Place["models"], "earlier.npz"));
        await Train(page);
        await Assertions.Expect(page.Page.Locator("#stop")).ToBeVisibleAsync(new() { Timeout = Patience });
        page.Expect("Failed to load resource");
        page.Expect("net::ERR");
        await page.StopServer();
        await Assertions.Expect(page.Page.Locator("#train-status")).ToContainTextAsync(
            "does not answer", new() { Timeout = Patience });
        await page.RestartServer();
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#own-count")).ToHaveTextAsync("10");
        await Assertions.Expect(page.Page.Locator("#kept strong")).ToHaveTextAsync("earlier");
        await Assertions.Expect(page.Page.Locator("#train")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nothing_is_cut_off_and_every_text_can_be_read_before_during_and_after_a_lesson()
    {
        await using DrawPage page = await OpenTeach();
        await KeepDigits(page);
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#own-count")).ToHaveTextAsync("10");
        await Look(page, "before");
        // A new network has the most to show.
        await page.Page.Locator("#start input[value=nothing]").CheckAsync();
        await page.Page.Locator("#train").ClickAsync();
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('#loss-chart .loss').points.length >= 8", null,
            new() { Timeout = Patience });
        await page.Page.Locator("#pause").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#resume")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Look(page, "during");
        await page.Page.Locator("#resume").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#result")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Look(page, "after");
    }

    private async Task<DrawPage> OpenTeach(Func<Workplace, string>? model = null)
    {
        DrawPage page = await DrawPage.Open(chromium, model: model);
        await page.Page.GotoAsync(new Uri(page.Address, "teach.html").AbsoluteUri);
        return page;
    }

    private static async Task Train(DrawPage page)
    {
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#own-count")).ToHaveTextAsync("10");
        await page.Page.Locator("#train").ClickAsync();
    }

    // One digit of each class, drawn by a pen.
    private static async Task KeepDigits(DrawPage page)
    {
        using HttpClient client = new() { BaseAddress = page.Address };
        for (int digit = 0; digit < 10; digit++)
        {
            object drawing = new
            {
                strokes = Pen.Digit(digit).Select(stroke =>
                    stroke.Select(point => new[] { 280 * point.X, 280 * point.Y }).ToArray()).ToArray(),
            };
            using StringContent body =
                new(JsonSerializer.Serialize(drawing), Encoding.UTF8, "application/json");
            using HttpResponseMessage kept = await client.PostAsync(
                new Uri($"api/corrections?label={digit}", UriKind.Relative), body,
                TestContext.Current.CancellationToken);
            kept.EnsureSuccessStatusCode();
        }
    }

    private static async Task Look(DrawPage page, string state)
    {
        foreach (int width in (int[])[360, 768, 1280, 2560])
        {
            await page.Page.SetViewportSizeAsync(width, width == 360 ? 740 : 1_000);
            foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                Assert.Equal(
                    width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
                if (width == 1280)
                    await Accessibility.Check(page.Page, $"{state} a lesson, {scheme}");
                if (width != 768 && scheme == (width == 360 ? ColorScheme.Dark : ColorScheme.Light))
                    await Drawings.Save(page.Page, $"teach-{state}-{width}.png");
            }
        }
    }

    private static string SmallModel(Workplace place)
    {
        const string description = "1x28x28, conv 8 5x5, maxpool 2x2, relu, flatten, dense 11";
        Network network = NetworkDescription.Parse(description).Build();
        network.Initialise(Initialisation.He, seed: 5);
        string path = place["small.npz"];
        new DigitModel(network, new() { Network = description }).Save(path);
        return path;
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The first screen lives: a digit draws itself once, and samples are there to be drawn.</summary>
[Collection(PageTests.Name)]
public sealed partial class PageFirstScreenTests(Chromium chromium)
{
    private const string Remembered = "sessionStorage.getItem('inkling-drawing')";

    [Fact]
    public async Task A_digit_draws_itself_on_the_first_visit_and_lights_up_its_way_to_the_answer()
    {
        await using DrawPage page = await DrawPage.Open(chromium, demonstrates: true);
        await Assertions.Expect(Demonstration(page))
            .ToHaveTextAsync("A demonstration. Draw, and it makes room.");
        await Assertions.Expect(Demonstration(page)).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#flow[data-lit]")).ToHaveCountAsync(1);
        await page.ExpectFresh();
        await page.ExpectAnswer("5");
        await Assertions.Expect(page.Page.Locator("#flow strong")).ToHaveTextAsync("5");
        await Assertions.Expect(page.Page.Locator("#flow .stage").Last).ToHaveCSSAsync("opacity", "1");
        // The picture, four layers and the answer, one after the other.
        await Assertions.Expect(page.Page.Locator("#flow .stage")).ToHaveCountAsync(6);
        double[] delays = await Delays(page);
        Assert.Equal(delays.Order(), delays);
        Assert.Equal(delays.Length, delays.Distinct().Count());
        // Nobody has asked for it: it is not announced, and not to be undone.
        await Assertions.Expect(page.Page.Locator("#announcer")).ToHaveTextAsync("");
        await Assertions.Expect(page.Page.Locator("#undo")).ToHaveAttributeAsync("aria-disabled", "true");
        Assert.Empty(page.Printed);
        Assert.Null(await page.Page.EvaluateAsync<string?>(Remembered));
    }

    [Fact]
    public async Task The_bars_follow_while_it_draws_itself()
    {
        await using DrawPage page = await DrawPage.Open(chromium, demonstrates: true);
        int readings = 0;
        page.Page.Request += (_, request) => readings += request.Url.EndsWith("/api/predict") ? 1 : 0;
        await page.ExpectAnswer("5");
        await Assertions.Expect(page.Page.Locator("#flow[data-lit]")).ToHaveCountAsync(1);
        Assert.True(readings > 2, $"{readings} readings");
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("finger")]
    [InlineData("key")]
    [InlineData("paste")]
    public async Task Whatever_the_person_does_clears_it_at_once(string how)
    {
        BrowserNewContextOptions options = new()
        {
            ViewportSize = new() { Width = 1280, Height = 900 },
            HasTouch = how == "finger",
        };
        await using DrawPage page = await DrawPage.Open(chromium, options, demonstrates: true);
        await Assertions.Expect(Demonstration(page)).ToBeVisibleAsync();
        if (how == "paste")
        {
            string sample = Path.Combine(Inkling.Root, "samples", "7-corner.png");
            byte[] bytes = await File.ReadAllBytesAsync(sample, TestContext.Current.CancellationToken);
            await page.Give("paste", "7-corner.png", "image/png", bytes);
        }
        else if (how == "key")
            await page.Page.Keyboard.PressAsync("Tab");
        else if (how == "finger")
            await page.DrawWithTouch(Pen.Digit(7));
        else
            await page.DrawWithMouse(Pen.Digit(7));
        await Assertions.Expect(Demonstration(page)).ToBeHiddenAsync();
        if (how != "key")
        {
            // The 7 alone, on an empty sheet.
            await page.ExpectAnswer("7");
            await page.ExpectFresh();
            await page.Page.Locator("#undo").ClickAsync();
        }
        await page.ExpectAnswer("Draw a digit");
        await Assertions.Expect(page.Page.Locator("#flow[data-lit]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("#undo")).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task Confirm_finds_nothing_to_confirm_of_it()
    {
        await using DrawPage page = await DrawPage.Open(chromium, demonstrates: true);
        await page.ExpectAnswer("5");
        await page.Page.Locator("#confirm").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Draw a digit first.");
        await page.ExpectAnswer("Draw a digit");
        Assert.Empty(page.Printed);
    }

    [Fact]
    public async Task It_comes_once_and_not_again_after_a_reload()
    {
        await using DrawPage page = await DrawPage.Open(chromium, demonstrates: true);
        await page.ExpectAnswer("5");
        await page.Page.ReloadAsync();
        await ExpectNothing(page);
    }

    [Fact]
    public async Task Where_no_motion_is_wanted_nothing_draws_itself_and_a_sample_is_there_at_once()
    {
        BrowserNewContextOptions options = new()
        {
            ViewportSize = new() { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        await using DrawPage page = await DrawPage.Open(chromium, options, demonstrates: true);
        await ExpectNothing(page);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Draw a 7, with a bar" }).ClickAsync();
        await page.ExpectAnswer("7");
        await Assertions.Expect(page.Page.Locator("#flow[data-lit]")).ToHaveCountAsync(1);
        Assert.All(await Delays(page), delay => Assert.Equal(0, delay));
    }

    [Fact]
    public async Task A_drawing_that_was_kept_or_came_by_a_link_is_not_hidden_by_it()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        await page.Page.Locator("#share summary").ClickAsync();
        string link = await page.Page.GetByLabel("Link to this drawing").InputValueAsync();
        await page.Page.WaitForFunctionAsync($"() => {Remembered} !== null");
        foreach (string opened in (string[])[page.Address.AbsoluteUri, link])
        {
            await page.Page.AddInitScriptAsync(
                "try { sessionStorage.removeItem('inkling-demonstration'); } catch { }");
            await page.Page.GotoAsync("about:blank");
            await page.Page.GotoAsync(opened);
            await page.ExpectAnswer("4");
            await Rest(page);
            await Assertions.Expect(Demonstration(page)).ToBeHiddenAsync();
            await page.ExpectAnswer("4");
        }
    }

    [Fact]
    public async Task Each_sample_is_read_as_what_it_is_and_is_one_change_to_undo()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        ILocator samples = page.Page.Locator("#samples button");
        await Assertions.Expect(samples).ToHaveCountAsync(10);
        for (int digit = 0; digit < 10; digit++)
        {
            await Assertions.Expect(samples.Nth(digit))
                .ToHaveAccessibleNameAsync(new Regex($"^Draw a {digit}, "));
            await samples.Nth(digit).ClickAsync();
            await page.ExpectAnswer($"{digit}");
            await page.ExpectFresh();
        }
        await page.Page.Keyboard.PressAsync("Control+z");
        await page.ExpectAnswer("8");
        await page.Page.Keyboard.PressAsync("Control+y");
        await page.ExpectAnswer("9");
    }

    [Fact]
    public async Task A_sample_is_chosen_by_key_announced_and_complete_before_the_next_stroke()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.Locator("#samples button").Nth(3).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("#announcer")).ToHaveTextAsync(Three());
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.ExpectFresh();
        await page.ExpectAnswer("3");
    }

    [Fact]
    public async Task Every_part_says_what_it_means_in_a_line_that_is_there()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        foreach (string line in (string[])
            [
                "Confirm prints the answer in the terminal.", "∅: no digit.", "Blue and bold: the answer.",
                "Keeps the drawing with its right digit", "The way to the answer",
                "Orange: the answer’s probability falls", "Blue lines speak for it, orange ones against it.",
            ])
            await Assertions.Expect(page.Page.GetByText(line).First).ToBeVisibleAsync();
        ILocator boxes = page.Page.GetByText("A box: one digit; the solid one was read.");
        await Assertions.Expect(boxes).ToBeHiddenAsync();
        await page.DrawWithMouse(Pen.Digit(4, left: 0.05, size: 0.4));
        await page.DrawWithMouse(Pen.Digit(2, left: 0.55, size: 0.4));
        await page.ExpectAnswer("2 digits");
        await Assertions.Expect(boxes).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Few_lines_are_drawn_first_with_what_they_explain_and_all_on_demand()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.Locator("#samples button").Nth(5).ClickAsync();
        await page.ExpectAnswer("5");
        await page.ExpectFresh();
        ILocator text = page.Page.Locator("#network-lines-text");
        ILocator button = page.Page.Locator("#network-lines");
        await Assertions.Expect(text).ToHaveTextAsync(Explained());
        await Assertions.Expect(button).ToHaveTextAsync("Show more lines");
        (int few, int share) = Numbers(await text.InnerTextAsync());
        Assert.InRange(share, 80, int.MaxValue);
        byte[] before = await page.Page.Locator("#network").ScreenshotAsync();
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveTextAsync("Show fewer lines");
        Assert.InRange(Numbers(await text.InnerTextAsync()).Lines, few, int.MaxValue);
        Assert.NotEqual(before, await page.Page.Locator("#network").ScreenshotAsync());
        await button.ClickAsync();
        Assert.Equal((few, share), Numbers(await text.InnerTextAsync()));

        static (int Lines, int Share) Numbers(string text)
        {
            Match found = Explained().Match(text);
            return (int.Parse(found.Groups[1].Value), int.Parse(found.Groups[2].Value));
        }
    }

    private static ILocator Demonstration(DrawPage page) => page.Page.Locator("#demonstration");

    // The page's own rest before a demonstration, and more.
    private static Task Rest(DrawPage page) => page.Page.WaitForTimeoutAsync(1_500);

    private static async Task ExpectNothing(DrawPage page)
    {
        await Assertions.Expect(page.Page.Locator("#model[data-network]")).ToHaveCountAsync(1);
        await Rest(page);
        await page.ExpectAnswer("Draw a digit");
        await Assertions.Expect(Demonstration(page)).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("#invitation")).ToBeVisibleAsync();
    }

    // In seconds, of each stage's lighting up.
    private static Task<double[]> Delays(DrawPage page) => page.Page.EvaluateAsync<double[]>(
        """
        [...document.querySelectorAll("#flow .stage")].map((stage) => {
          const style = getComputedStyle(stage);
          return style.transitionProperty === "none" ? 0 : parseFloat(style.transitionDelay);
        })
        """);

    [GeneratedRegex(@"^3, (over )?\d+\.\d percent$")]
    private static partial Regex Three();

    [GeneratedRegex(@"^(\d+) lines? explains? (\d+)\s% of the score of 5(; the others take away)?\.$")]
    private static partial Regex Explained();
}

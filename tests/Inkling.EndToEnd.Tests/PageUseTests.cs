using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Inkling.Imaging;
using Inkling.Pictures;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>What a person does on the page besides drawing, in a real browser.</summary>
[Collection(PageTests.Name)]
public sealed partial class PageUseTests(Chromium chromium)
{
    [Fact]
    public async Task Undo_takes_strokes_back_one_by_one_and_clear_takes_all()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        await page.Page.Locator("#undo").ClickAsync();
        await Assertions.Expect(page.Answer).Not.ToHaveTextAsync("4");
        await page.Page.Locator("#undo").ClickAsync();
        await page.ExpectAnswer("Draw a digit");
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        await page.Clear();
        await page.ExpectAnswer("Draw a digit");
    }

    [Fact]
    public async Task A_confirmed_digit_is_printed_on_the_terminal_as_the_original_does()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
        await page.Page.Locator("#confirm").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Confirmed: 7");
        Assert.Matches(Detected(), Assert.Single(page.Printed));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("paste")]
    [InlineData("choose")]
    public async Task A_picture_file_is_read_as_a_drawing_is(string how)
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        string sample = Path.Combine(Inkling.Root, "samples", "7-corner.png");
        if (how == "choose")
            await page.Page.Locator("#file").SetInputFilesAsync(sample);
        else
            await page.Give(how, "7-corner.png", "image/png", await File.ReadAllBytesAsync(sample, Cancel));
        await page.ExpectAnswer("7");
        await Assertions.Expect(page.Page.Locator("#steps")).ToContainTextAsync("reversed");
        // The next stroke replaces it.
        await page.DrawWithMouse(Pen.Digit(1));
        await page.ExpectAnswer("1");
    }

    [Fact]
    public async Task Of_several_digits_the_page_says_how_many_and_which_one_it_read()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(4, left: 0.05, size: 0.4));
        await page.DrawWithMouse(Pen.Digit(2, left: 0.55, size: 0.4));
        await page.ExpectAnswer("2 digits");
        await Assertions.Expect(page.Page.Locator("#answer-note")).ToHaveTextAsync(OneAtATime());
    }

    [Fact]
    public async Task A_picture_without_a_digit_says_why()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        byte[] levels = new byte[64 * 64];
        await page.Give("drop", "blank.pgm", "", [.. "P5 64 64 255\n"u8, .. levels]);
        await page.ExpectAnswer("No digit found");
        await Assertions.Expect(page.Page.Locator("#answer-note")).ToHaveTextAsync("the picture is blank");
    }

    [Fact]
    public async Task A_format_that_only_Inkling_knows_is_read_too()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        GreyImage picture = PictureFile.DecodeGrey(
            await File.ReadAllBytesAsync(Path.Combine(Inkling.Root, "samples", "4-wide.png"), Cancel));
        string header = $"P5 {picture.Width} {picture.Height} 255\n";
        byte[] pgm = [.. System.Text.Encoding.ASCII.GetBytes(header), .. picture.Pixels];
        await page.Give("drop", "four.pgm", "", pgm);
        await page.ExpectAnswer("4");
    }

    [Fact]
    public async Task A_correction_is_kept_listed_exported_and_deleted()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
        await page.Page.Locator("#digits")
            .GetByRole(AriaRole.Button, new() { Name = "1", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Kept as 1.");
        ILocator kept = page.Page.Locator("#corrections li");
        await Assertions.Expect(kept).ToHaveCountAsync(1);
        await Assertions.Expect(kept).ToContainTextAsync("It was a 1");
        await Assertions.Expect(kept).ToContainTextAsync("read as 7");

        string csv = page.Place["corrections.csv"];
        Inkling export = Inkling.Run("convert", page.Place["corrections.db"], csv);
        Assert.Equal((0, ""), (export.ExitCode, export.Output));
        Assert.StartsWith("1,", Assert.Single(await File.ReadAllLinesAsync(csv, Cancel)));
        Assert.Contains("\"images\":1", Inkling.Run("evaluate", "--data", csv, "--json").Output);

        await page.Page.ReloadAsync();
        await Assertions.Expect(kept).ToHaveCountAsync(1);
        await kept.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#corrections-empty")).ToBeVisibleAsync();
        Inkling empty = Inkling.Run("convert", page.Place["corrections.db"], csv);
        Assert.Contains("no corrections", empty.ErrorLine);
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_digit_is_drawn_confirmed_corrected_and_cleared()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        IKeyboard keys = page.Page.Keyboard;
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter"); // the link that leads past everything to the canvas
        await Assertions.Expect(page.Page.Locator("#canvas")).ToBeFocusedAsync();
        await Press("ArrowUp", 7);
        await Press("ArrowLeft", 4);
        await keys.PressAsync("Space");
        for (int i = 0; i < 4; i++) // the up-stroke of a 1: a bar alone may be no digit, and is not sure
        {
            await keys.PressAsync("ArrowRight");
            await keys.PressAsync("ArrowUp");
        }
        await Press("ArrowDown", 22);
        await keys.PressAsync("Space");
        await page.ExpectAnswer("1");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Confirmed: 1");
        await page.Page.Locator("#digits button").First.FocusAsync();
        await keys.PressAsync("7");
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Kept as 7.");
        string width = await page.Page.Locator("#pen-width-value").InnerTextAsync();
        await keys.PressAsync("]");
        await Assertions.Expect(page.Page.Locator("#pen-width-value")).Not.ToHaveTextAsync(width);
        await keys.PressAsync("p");
        await Assertions.Expect(page.Page.Locator("#paper")).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#steps")).ToContainTextAsync("Dark ink on light paper");
        await keys.PressAsync("u");
        await page.ExpectAnswer("Draw a digit");

        async Task Press(string key, int times)
        {
            for (int i = 0; i < times; i++)
                await keys.PressAsync(key);
        }
    }

    [Fact]
    public async Task The_answer_is_announced_once_the_pen_rests()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await Assertions.Expect(page.Page.Locator("#announcer")).ToHaveAttributeAsync("aria-live", "polite");
        await page.DrawWithMouse(Pen.Digit(3));
        await Assertions.Expect(page.Page.Locator("#announcer")).ToHaveTextAsync(Announced());
    }

    [Fact]
    public async Task What_is_no_digit_is_not_named()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        Random random = new(4);
        double Place() => 0.2 + (0.6 * random.NextDouble());
        Pen.Point[] scribble = [.. Enumerable.Range(0, 24).Select(_ => new Pen.Point(Place(), Place()))];
        await page.DrawWithMouse([scribble]);
        await page.ExpectAnswer("No digit found");
    }

    [Fact]
    public async Task Somewhere_between_a_7_and_a_1_it_is_not_sure_and_says_what_it_might_be()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        string answer = "";
        int strokes = 0;
        // The higher the flag begins, the more it is a 7's bar.
        for (double flag = 0.38; flag <= 0.54 && answer != "Not sure"; flag += 0.02)
        {
            await page.Clear();
            await page.DrawWithMouse([[.. Line(0.25, flag, 0.6, 0.2), .. Line(0.6, 0.2, 0.62, 0.85)]]);
            await page.ExpectBars(++strokes); // the answer to the whole, and not to a part of it
            answer = await page.Answer.InnerTextAsync();
        }
        Assert.Equal("Not sure", answer);
        await Assertions.Expect(page.Page.Locator("#answer-note")).ToHaveTextAsync(PerhapsOneOrSeven());

        static IEnumerable<Pen.Point> Line(double fromX, double fromY, double toX, double toY) =>
            Enumerable.Range(0, 13).Select(i =>
                new Pen.Point(fromX + ((toX - fromX) * i / 12), fromY + ((toY - fromY) * i / 12)));
    }

    [GeneratedRegex("^perhaps [17]")]
    private static partial Regex PerhapsOneOrSeven();

    [Fact]
    public async Task What_the_network_takes_for_no_digit_says_so_and_is_explained()
    {
        await using DrawPage page = await DrawPage.Open(
            chromium,
            model: place => place.WriteModel("refusing.npz", "784-12-11", noDigitAbove: 1e-6f),
            shows: "784-12-11");
        await Assertions.Expect(page.Page.Locator("#model")).ToContainTextAsync("no digit from 0 % on");
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("No digit found");
        await Assertions.Expect(page.Page.Locator("#answer-note")).ToHaveTextAsync(Share());
        await Assertions.Expect(page.Page.Locator("#announcer")).ToHaveTextAsync("No digit found");
        await Assertions.Expect(page.Page.Locator("#bars [data-winner]"))
            .ToHaveAttributeAsync("data-digit", "none");
        await Assertions.Expect(page.Page.Locator("#heat-readout"))
            .Not.ToContainTextAsync("Nothing to explain");
        await page.Page.Locator("#network").FocusAsync();
        ILocator readout = page.Page.Locator("#network-readout");
        await page.Page.Keyboard.PressAsync("ArrowUp"); // to what is explained
        await Assertions.Expect(readout).ToContainTextAsync("output no digit: score ");
        await page.Page.Locator("#confirm").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("No digit found.");
        Assert.Equal("no digit detected", Assert.Single(page.Printed));
    }

    [Fact]
    public async Task Without_preparation_the_whole_drawing_is_only_resized()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(2, left: 0.05, top: 0.06, size: 0.3));
        await page.ExpectAnswer("2");
        await Assertions.Expect(page.Page.Locator("#steps > li:visible")).ToHaveCountAsync(5);
        await page.Page.Locator("#prepare").UncheckAsync();
        await Assertions.Expect(page.Page.Locator("#steps > li:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator("#steps")).ToContainTextAsync("Resize");
    }

    [Fact]
    public async Task At_most_one_drawing_is_read_at_a_time_and_the_newest_wins()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        int reading = 0, most = 0, all = 0;
        TaskCompletionSource drawn = new();
        await page.Page.RouteAsync("**/api/predict", async route =>
        {
            all++;
            most = Math.Max(most, ++reading);
            await drawn.Task;
            reading--;
            await route.ContinueAsync();
        });
        await page.DrawWithMouse(Pen.Digit(4));
        drawn.SetResult();
        await page.ExpectAnswer("4");
        Assert.Equal(1, most);
        Assert.Equal(2, all); // of how it began and of how it ended, and of no place of the pen between
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        ConcurrentQueue<string> asked = [];
        page.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await page.Page.ReloadAsync();
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        await page.Page.GotoAsync(page.Address + "api.html");
        Assert.NotEmpty(asked);
        Assert.All(asked, url => Assert.True(
            url.StartsWith(page.Address.AbsoluteUri, StringComparison.Ordinal)
            || url.StartsWith("data:", StringComparison.Ordinal)
            || url.StartsWith("blob:", StringComparison.Ordinal), url));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"^\d+\.\d %(, or perhaps \d)?$")]
    private static partial Regex Share();

    [GeneratedRegex(@"^detected 7 \(\d+\.\d %\)$")]
    private static partial Regex Detected();

    [GeneratedRegex(@"^Inkling reads one at a time\. It read box [12] as (\d|no digit), [<>]?\d+\.\d %$")]
    private static partial Regex OneAtATime();

    [GeneratedRegex(@"^3, (over )?\d+\.\d percent$")]
    private static partial Regex Announced();
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inkling.Imaging;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Pictures;
using Inkling.Recognition.Models;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>What the page shows is so: whole pictures, numbers that agree, and whose they are.</summary>
[Collection(PageTests.Name)]
public sealed partial class PageTruthTests(Chromium chromium)
{
    private const string CutPictures = """
        () => [...document.querySelectorAll(".step:not([hidden])")].filter((step) => {
          const image = step.querySelector("img"), frame = step.querySelector(".step-picture");
          const [inner, outer] = [image.getBoundingClientRect(), frame.getBoundingClientRect()];
          const isInside = inner.left >= outer.left - 0.5 && inner.right <= outer.right + 0.5
            && inner.top >= outer.top - 0.5 && inner.bottom <= outer.bottom + 0.5;
          return !image.complete || image.naturalHeight === 0 || inner.width < 40 || !isInside
            || getComputedStyle(image).objectFit !== "contain";
        }).map((step) => step.innerText)
        """;

    private const string Bars = """
        () => JSON.stringify([...document.querySelectorAll("#bars .bar")].map((bar) => ({
          share: new DOMMatrix(getComputedStyle(bar.querySelector(".bar-fill")).transform).a,
          text: bar.querySelector(".bar-percent").textContent,
          marked: bar.hasAttribute("data-winner"),
        })))
        """;

    private const int None = 10;

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1280)]
    [InlineData(2560)]
    public async Task Every_picture_of_the_preparation_is_whole_inside_its_box(int width)
    {
        await using DrawPage page = await DrawPage.Open(
            chromium, new() { ViewportSize = new() { Width = width, Height = 800 } });
        Pen.Point[][][] drawings =
        [
            [.. Pen.Digit(1)],
            [.. Pen.Digit(2, left: 0.4, top: 0.3, size: 0.3).Select(Widened)],
            [.. Pen.Digit(5, left: 0.5, top: 0.5, size: 0.1)],
            [.. Pen.Digit(1, top: 0.02, size: 0.96)],
        ];
        foreach (Pen.Point[][] drawing in drawings)
        {
            await page.DrawWithMouse(drawing);
            await page.ExpectFresh();
            await Assertions.Expect(page.Page.Locator("#steps > li:visible")).ToHaveCountAsync(5);
            await page.Page.WaitForFunctionAsync(
                "[...document.querySelectorAll('.step:not([hidden]) img')].every((image) => image.complete)");
            Assert.Empty(await page.Page.EvaluateAsync<string[]>(CutPictures));
            await page.Clear();
            await page.Page.EvaluateAsync("scrollTo(0, 0)"); // to reach the button it was scrolled
        }

        static Pen.Point[] Widened(Pen.Point[] stroke) =>
            [.. stroke.Select(point => new Pen.Point(0.1 + ((point.X - 0.4) * 3.5), point.Y))];
    }

    [Fact]
    public async Task The_eleven_bars_sum_to_one_and_the_verdict_states_the_largest_of_them()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        Assert.All(await BarsOf(page), bar => Assert.Equal(new(0, "", false), bar)); // nothing is read yet
        Random random = new(4);
        double Place() => 0.2 + (0.6 * random.NextDouble());
        Pen.Point[][][] drawings =
        [
            .. Enumerable.Range(0, 10).Select(digit => Pen.Digit(digit).ToArray()),
            [[.. Enumerable.Range(0, 24).Select(_ => new Pen.Point(Place(), Place()))]],
        ];
        for (int output = 0; output <= None; output++)
        {
            await page.DrawWithMouse(drawings[output]);
            await page.ExpectAnswer(output == None ? "No digit found" : $"{output}");
            await page.ExpectFresh();
            Bar[] bars = await BarsOf(page);
            Assert.Equal(11, bars.Length);
            Assert.Equal(1, bars.Sum(bar => bar.Share), tolerance: 0.001);
            Assert.Equal(output, Array.FindIndex(bars, bar => bar.Share == bars.Max(other => other.Share)));
            Assert.Equal([output], MarkedIn(bars));
            Assert.Equal(bars[output].Text, await Note(page).TextContentAsync());
            // A network is never certain, of one or of the others.
            Assert.DoesNotContain(bars, bar => bar.Text is "100.0 %" or "0.0 %");
            Assert.Contains(bars, bar => bar.Text == "<0.1 %");
            await page.Clear();
        }
        ILocator none = page.Page.Locator("#bars").GetByRole(AriaRole.Img, new() { Name = "no digit" });
        await Assertions.Expect(none).ToHaveTextAsync("∅");
    }

    [Fact]
    public async Task A_blank_picture_is_no_digit_for_certain()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Give("drop", "blank.pgm", "", [.. "P5 64 64 255\n"u8, .. new byte[64 * 64]]);
        await page.ExpectAnswer("No digit found");
        Bar[] bars = await BarsOf(page);
        Assert.Equal(new Bar(1, "100.0 %", true), bars[None]);
        Assert.All(bars[..None], bar => Assert.Equal(new(0, "0.0 %", false), bar));
    }

    [Fact]
    public async Task Not_sure_names_the_two_largest_of_the_eleven_bars()
    {
        await using DrawPage page = await DrawPage.Open(
            chromium, model: place => place.WriteModel("unsure.npz", "784-12-11", unsureBelow: 1),
            shows: "784-12-11");
        HashSet<int> named = [];
        for (int digit = 0; digit < 10; digit++)
        {
            await page.DrawWithMouse(Pen.Digit(digit));
            await page.ExpectAnswer("Not sure");
            await page.ExpectFresh();
            Bar[] bars = await BarsOf(page);
            Assert.Equal(1, bars.Sum(bar => bar.Share), tolerance: 0.001);
            int[] largest = [.. Enumerable.Range(0, 11).OrderByDescending(i => bars[i].Share).Take(2)];
            Assert.Equal(largest.Order(), MarkedIn(bars));
            string comma = largest.Contains(None) ? "," : "";
            await Assertions.Expect(Note(page))
                .ToHaveTextAsync($"perhaps {NameOf(largest[0])}{comma} or {NameOf(largest[1])}");
            named.UnionWith(largest);
            await page.Clear();
        }
        Assert.True(named.Count > 2, "all drawings were alike to it");
    }

    [Fact]
    public async Task Of_several_networks_the_page_says_which_is_drawn_and_what_it_reads_by_itself()
    {
        await using DrawPage page = await DrawPage.Open(
            chromium, model: place => WriteEnsemble(place, seeds: [1, 2, 3]), shows: "784-20-10");
        await Assertions.Expect(page.Page.Locator("#model")).ToHaveTextAsync(
            "The mean of three networks of 1 hidden layer each, with 47,730 parameters together; "
                + "not sure below 50 %.");
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectFresh();
        ILocator whose = page.Page.Locator("#network-text-whose");
        await Assertions.Expect(whose).ToHaveTextAsync(Whose());
        string own = Whose().Match((await whose.TextContentAsync())!).Groups[1].Value;

        await using DrawPage first = await DrawPage.Open(
            chromium, model: place => WriteEnsemble(place, seeds: [1]), shows: "784-20-10");
        await first.DrawWithMouse(Pen.Digit(5));
        await first.ExpectFresh();
        string note = (await Note(first).TextContentAsync())!;
        string answer = (await first.Answer.TextContentAsync())!;
        Assert.Equal(answer == "Not sure" ? note : $"{answer}, {note}", own);
        await Assertions.Expect(first.Page.Locator("#network-text-whose")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Several_digits_are_framed_and_numbered_on_the_drawing()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(4, left: 0.05, top: 0.3, size: 0.4));
        await page.DrawWithMouse(Pen.Digit(2, left: 0.6, top: 0.3, size: 0.4));
        await page.ExpectAnswer("2 digits");
        ILocator pieces = page.Page.Locator("#pieces li");
        await Assertions.Expect(pieces).ToHaveTextAsync(["1", "2"]);
        LocatorBoundingBoxResult sheet = (await page.Page.Locator("#canvas").BoundingBoxAsync())!;
        double[] lefts = [0.05, 0.6];
        for (int i = 0; i < 2; i++)
        {
            LocatorBoundingBoxResult box = (await pieces.Nth(i).BoundingBoxAsync())!;
            Assert.InRange((box.X - sheet.X) / sheet.Width, lefts[i] - 0.05, lefts[i] + 0.1);
            Assert.InRange((box.Y - sheet.Y) / sheet.Height, 0.2, 0.35);
            Assert.InRange(box.Height / sheet.Height, 0.4, 0.5);
        }
        string read = (await page.Page.Locator("#pieces [data-read]").TextContentAsync())!;
        await Assertions.Expect(Note(page)).ToHaveTextAsync(OneAtATime());
        Assert.Equal(OneAtATime().Match((await Note(page).TextContentAsync())!).Groups[1].Value, read);
        await page.Clear();
        await Assertions.Expect(pieces).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_digits_of_a_wide_picture_are_framed_where_it_lies_on_the_sheet()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        GreyImage picture = new(400, 200, new byte[400 * 200]);
        Fill(52, 30, 16, 140); // a 1, and a 7 of a bar and a stem
        Fill(252, 32, 96, 16);
        Fill(316, 40, 16, 130);
        using MemoryStream png = new();
        PngWriter.Write(png, picture);
        await page.Give("drop", "two.png", "image/png", png.ToArray());
        await page.ExpectAnswer("2 digits");
        LocatorBoundingBoxResult sheet = (await page.Page.Locator("#canvas").BoundingBoxAsync())!;
        LocatorBoundingBoxResult seven = (await page.Page.Locator("#pieces li").Nth(1).BoundingBoxAsync())!;
        // Twice as wide as high, it lies in the middle of the sheet.
        Assert.InRange((seven.X - sheet.X) / sheet.Width, 0.60, 0.65);
        Assert.InRange((seven.Y - sheet.Y) / sheet.Height, 0.25 + 0.05, 0.25 + 0.1);
        Assert.InRange((seven.Y + seven.Height - sheet.Y) / sheet.Height, 0.25 + 0.4, 0.25 + 0.5);

        void Fill(int left, int top, int width, int height)
        {
            for (int row = top; row < top + height; row++)
                picture.Pixels.AsSpan((row * picture.Width) + left, width).Fill(byte.MaxValue);
        }
    }

    [Fact]
    public async Task The_footer_says_in_words_what_the_model_is()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        (DigitModel model, CultureInfo culture) = (DigitModel.Default, CultureInfo.InvariantCulture);
        string doubts = string.Create(culture, $"{100 * model.Calibration.ConfidenceThreshold:0.#} %");
        string refuses = string.Create(culture, $"{100 * model.Calibration.RejectionThreshold:0.#} %");
        await Assertions.Expect(page.Page.Locator("#model")).ToHaveTextAsync(
            string.Create(culture, $"A network of 4 convolutions and {model.Parameters:N0} parameters, ")
            + $"distilled from five; not sure below {doubts}, no digit from {refuses} on.");
        await using DrawPage dense = await DrawPage.Open(
            chromium, model: place => WriteEnsemble(place, seeds: [1]), shows: "784-20-10");
        await Assertions.Expect(dense.Page.Locator("#model"))
            .ToHaveTextAsync("A network of 1 hidden layer and 15,910 parameters; not sure below 50 %.");
    }

    private static string WriteEnsemble(Workplace place, ulong[] seeds)
    {
        const string Description = "784-20-10";
        DigitModel[] models = [.. seeds.Select(seed =>
        {
            Network network = NetworkDescription.Parse(Description).Build();
            network.Initialise(Initialisation.He, seed);
            return new DigitModel(network, new() { Network = Description });
        })];
        (models.Length == 1 ? models[0] : DigitModel.Ensemble(models)).Save(place["model.npz"]);
        return place["model.npz"];
    }

    private static ILocator Note(DrawPage page) => page.Page.Locator("#answer-note");

    private static string NameOf(int output) => output == None ? "no digit" : $"{output}";

    private static int[] MarkedIn(Bar[] bars) =>
        [.. Enumerable.Range(0, bars.Length).Where(output => bars[output].Marked)];

    private static async Task<Bar[]> BarsOf(DrawPage page) => JsonSerializer.Deserialize<Bar[]>(
        await page.Page.EvaluateAsync<string>(Bars), JsonSerializerOptions.Web)!;

    private sealed record Bar(double Share, string Text, bool Marked);

    [GeneratedRegex(
        @"^This is network 1 of 3\. By itself it reads: (.+)\. The answer is the mean of all 3\.$")]
    private static partial Regex Whose();

    [GeneratedRegex(@"^Inkling reads one at a time\. It read box ([12]) as (\d|no digit), [<>]?\d+\.\d %$")]
    private static partial Regex OneAtATime();
}

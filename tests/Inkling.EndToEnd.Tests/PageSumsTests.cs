using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The numbers of the view that looks inside are the engine's, and add up as shown.</summary>
[Collection(PageTests.Name)]
public sealed class PageSumsTests(Chromium chromium)
{
    private const string Classic = "784-256-64-10";

    [Theory]
    [InlineData("", "#4-5")]
    [InlineData("", "#3-95")]
    [InlineData("", "#1-7")]
    [InlineData("", "#0-3")]
    [InlineData(Classic, "#2-5")]
    [InlineData(Classic, "#1-9")]
    [InlineData(Classic, "#0-20")]
    public async Task The_sums_agree_with_the_engine_and_with_each_other(string model, string way)
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, $"?model={model}{way}");
        await ExpectSums(page, model, way);
    }

    [Theory]
    [InlineData("1x28x28, conv 8 5x5 stride 2, relu, "
        + "residual { conv 8 3x3 pad 1, batchnorm, relu, depthwise 3x3 pad 1, batchnorm }, "
        + "relu, conv 24 3x3, relu, avgpool 2x2, flatten, dense 48, relu, dense 10", 6)]
    [InlineData("1x28x28, conv 4 9x9 stride 4, relu, conv 12 3x3, relu, conv 10 3x3, flatten", 3)]
    public async Task Networks_with_strides_skips_and_other_windows_add_up_too(string network, int layers)
    {
        await using DrawPage page = await DrawPage.Open(
            chromium, InsidePage.Still(), place => place.WriteModel("odd.npz", network));
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectFresh();
        for (int layer = 0; layer < layers; layer++)
        {
            string way = $"#{layer}-2";
            await page.Page.GotoAsync(new Uri(page.Address, "api.html").AbsoluteUri);
            await page.Page.GotoAsync(new Uri(page.Address, $"inside.html{way}").AbsoluteUri);
            await Assertions.Expect(page.Page.Locator("#unit")).ToBeVisibleAsync();
            await ExpectSums(page, "", way);
            foreach (int width in (int[])[360, 1280])
            {
                await page.Page.SetViewportSizeAsync(width, 900);
                Assert.Equal(width, await page.Page.EvaluateAsync<int>(
                    "document.documentElement.scrollWidth"));
            }
        }
    }

    [Theory]
    [InlineData("#0-20", @"^row (\d+), column (\d+)$")]
    [InlineData("#1-9", @"^hidden 1, unit (\d+)$")]
    public async Task A_dense_unit_lists_its_ten_strongest_inputs(string way, string names)
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, $"?model={Classic}{way}");
        JsonElement unit = await InsidePage.Post(page, "unit", Classic, $"layer={way[1]}&unit={way[3..]}");
        double[] values = InsidePage.Doubles(unit.GetProperty("input").GetProperty("values"));
        double[] weights = InsidePage.Doubles(unit.GetProperty("weights"));
        (double Product, int Index)[] strongest =
        [
            .. values.Select((value, i) => (Product: value * weights[i], Index: i))
                .OrderByDescending(one => Math.Abs(one.Product)).Take(10),
        ];
        bool isPicture = way.StartsWith("#0", StringComparison.Ordinal);
        string row = isPicture ? "#strongest-rows tr" : ".term";
        Assert.Equal(strongest.Select(one => one.Product),
            await InsidePage.Values(page, isPicture ? $"{row} td:last-child data" : $"{row} .term-sum"));
        IReadOnlyList<string> told = await page.Page.Locator(isPicture ? $"{row} th" : $"{row} a")
            .AllInnerTextsAsync();
        Assert.Equal(strongest.Select(one => one.Index), told.Select(name =>
        {
            Match match = Regex.Match(name, names);
            Assert.True(match.Success, name);
            int Number(int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
            return isPicture ? ((Number(1) - 1) * 28) + Number(2) - 1 : Number(1);
        }));
    }

    private static async Task ExpectSums(DrawPage page, string model, string way)
    {
        JsonElement unit = await InsidePage.Post(page, "unit", model,
            $"layer={way[1]}&unit={way[3..]}");
        JsonElement sum = unit.GetProperty("steps")[0];
        ILocator map = page.Page.Locator("#unit-steps canvas").First;
        bool hasPlaces = sum.GetProperty("height").GetInt32() > 1;
        string[] moves = ["", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowRight"];
        string[] keys = hasPlaces ? moves : [""];
        foreach (string key in keys)
        {
            if (key.Length > 0)
                await map.PressAsync(key);
            (int row, int column) = hasPlaces ? await InsidePage.Place(page) : (0, 0);
            double engine = sum.GetProperty("values")[(row * sum.GetProperty("width").GetInt32()) + column]
                .GetDouble();
            double[] terms = await InsidePage.Values(page, ".bill data:not(#unit-sum):visible");
            double total = (await InsidePage.Values(page, "#unit-sum"))[0];
            Assert.Equal(engine, total, 1e-4);
            Assert.Equal(total, terms.Sum(), 1e-9);
            Assert.Equal(engine, (await InsidePage.Values(page, "#unit-steps data"))[0], 1e-4);
            // As they are shown, too.
            decimal[] shown = await InsidePage.Shown(page, ".bill data:not(#unit-sum):visible");
            Assert.Equal((await InsidePage.Shown(page, "#unit-sum"))[0], shown.Sum());
            foreach (ILocator products in await page.Page.Locator(".term[data-form=numbers]").AllAsync())
            {
                decimal[] cells = InsidePage.Numbers(
                    await products.Locator(".factor:last-child td").AllInnerTextsAsync());
                string added = await products.Locator(".term-sum").InnerTextAsync();
                Assert.Equal(InsidePage.Numbers([added])[0], cells.Sum());
            }
        }
    }
}

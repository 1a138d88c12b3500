using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>One step of learning on the page, part by part, with the engine's numbers.</summary>
[Collection(PageTests.Name)]
public sealed class PageLearnTests(Chromium chromium)
{
    [Theory]
    [InlineData("", 3, "0.01", 10)]
    [InlineData("784-256-64-10", 3, "0.001", 8)]
    [InlineData("784-256-64-10", 5, "0.1", 8)]
    public async Task A_step_is_followed_part_by_part_with_the_engines_numbers(
        string model, int label, string rate, int parts)
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, $"?model={model}");
        JsonElement learning = await InsidePage.Post(page, "learn", model, $"label={label}&rate={rate}");
        JsonElement[] layers = [.. learning.GetProperty("layers").EnumerateArray()];
        await Choose(page, label, rate);
        await ExpectPart(page, 1, parts, "Forward");
        await Assertions.Expect(page.Page.Locator("#step-title")).ToBeFocusedAsync();
        Assert.Equal(Numbers("scores"), await Column(page, 2));
        Assert.Equal(Numbers("before"), await Column(page, 3));

        await page.Page.Keyboard.PressAsync("ArrowRight");
        await ExpectPart(page, 2, parts, "Loss");
        double[] loss = await InsidePage.Values(page, ".formula data");
        Assert.Equal(learning.GetProperty("loss").GetDouble(), loss[1], 1e-9);
        Assert.Equal(-Math.Log(loss[0]), loss[1], 1e-3);

        await page.Page.Locator("#step-next").ClickAsync();
        await ExpectPart(page, 3, parts, "Backward: the scores");
        double[] gradients = await Column(page, 4);
        Assert.Equal(InsidePage.Doubles(layers[^1].GetProperty("gradients")), gradients);
        for (int output = 0; output < gradients.Length; output++)
            Assert.Equal(Numbers("before")[output] - (output == label ? 1 : 0), gradients[output], 1e-5);

        for (int layer = layers.Length - 1; layer >= 0; layer--)
        {
            await page.Page.Locator("#step-next").ClickAsync();
            string name = layers[layer].GetProperty("name").GetString()!;
            await ExpectPart(page, 3 + layers.Length - layer, parts, $"Backward: {name}");
            Assert.Equal([layers[layer].GetProperty("gradientNorm").GetDouble()],
                await InsidePage.Values(page, "data.norm"));
            double[] weights = await Column(page, 2), steps = await Column(page, 3);
            double[] after = await Column(page, 4);
            Assert.Equal(8, after.Length);
            double by = double.Parse(rate, CultureInfo.InvariantCulture);
            for (int i = 0; i < after.Length; i++)
                Assert.Equal(weights[i] - (by * steps[i]), after[i], 1e-5);
        }

        await page.Page.Keyboard.PressAsync("ArrowRight");
        await ExpectPart(page, parts - 1, parts, "Update");
        Assert.Equal(layers.Select(layer => layer.GetProperty("change").GetDouble()), await Column(page, 4));
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await ExpectPart(page, parts, parts, "New probabilities");
        Assert.Equal(Numbers("after"), await Column(page, 4));
        bool isHelp = learning.GetProperty("lossAfter").GetDouble()
            < learning.GetProperty("loss").GetDouble();
        await Assertions.Expect(page.Page.Locator("#step-words"))
            .ToContainTextAsync(isHelp ? "The step helped" : "The step was too long");
        await Assertions.Expect(page.Page.Locator("#step-next"))
            .ToHaveAttributeAsync("aria-disabled", "true");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await ExpectPart(page, parts - 1, parts, "Update");

        double[] Numbers(string key) => InsidePage.Doubles(learning.GetProperty(key));
    }

    [Fact]
    public async Task The_digit_that_was_read_is_suggested_and_another_drawing_ends_the_step()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5);
        await Assertions.Expect(page.Page.Locator("#labels input").Nth(5)).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#step-words")).ToHaveAttributeAsync("aria-live", "polite");
        await Choose(page, 5, "0.01");
        await ExpectPart(page, 1, 10, "Forward");
        await page.Clear();
        await Assertions.Expect(page.Page.Locator("#stepper")).ToBeHiddenAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Step through" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#learn-status")).ToHaveTextAsync("Draw a digit first.");
    }

    /// <summary>Chooses the right digit and the rate, and begins the step.</summary>
    internal static async Task Choose(DrawPage page, int label, string rate)
    {
        await page.Page.Locator("#labels label").Nth(label).ClickAsync();
        await page.Page.Locator($"label:has(input[name=rate][value='{rate}'])").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Step through" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#stepper")).ToBeVisibleAsync();
    }

    private static Task ExpectPart(DrawPage page, int part, int parts, string title) =>
        Assertions.Expect(page.Page.Locator("#step-title")).ToHaveTextAsync($"{part} of {parts}: {title}");

    private static Task<double[]> Column(DrawPage page, int column) =>
        InsidePage.Values(page, $"#step-body tbody tr > :nth-child({column}) data");
}

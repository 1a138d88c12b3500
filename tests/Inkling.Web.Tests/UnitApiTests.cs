using System.Text.Json;

namespace Inkling.Web.Tests;

/// <summary>The numbers of one unit and of one step of learning, over HTTP.</summary>
public sealed class UnitApiTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Classic = "784-256-64-10";

    [Fact]
    public async Task A_map_of_the_shipped_model_comes_with_all_that_makes_it()
    {
        JsonElement explained = (await api.Post("/api/explain", Drawings.Seven)).Ok();
        JsonElement map = (await api.Post("/api/unit?layer=1&unit=5", Drawings.Seven)).Ok();
        Assert.Equal("convolution 2", map.GetProperty("name").GetString());
        JsonElement input = map.GetProperty("input");
        Assert.Equal("convolution 1", input.GetProperty("name").GetString());
        Assert.Equal(0, input.GetProperty("layer").GetInt32());
        Assert.Equal(32 * 12 * 12, input.Floats("values").Length);
        Assert.Equal(32 * 3 * 3, map.Floats("weights").Length);
        Assert.Equal([1, 1], map.GetProperty("window").GetProperty("padding").EnumerateArray()
            .Select(one => one.GetInt32()));
        float[] last = map.GetProperty("steps").EnumerateArray().Last().Floats("values");
        float shown = explained.GetProperty("layers")[1].Floats("activations")[5];
        Assert.Equal(shown, last.Average(), 1e-4f);
    }

    [Fact]
    public async Task The_first_layer_of_the_classic_network_has_a_weight_for_each_pixel()
    {
        JsonElement explained = (await api.Post($"/api/explain?model={Classic}", Drawings.Seven)).Ok();
        Assert.Equal(7, explained.GetProperty("reading").GetProperty("digit").GetInt32());
        JsonElement unit = (await api.Post(
            $"/api/unit?layer=0&unit=17&model={Classic}", Drawings.Seven)).Ok();
        JsonElement input = unit.GetProperty("input");
        Assert.True(input.IsNull("layer"));
        Assert.Equal("picture", input.GetProperty("name").GetString());
        float[] pixels = input.Floats("values"), weights = unit.Floats("weights");
        Assert.Equal((784, 784), (pixels.Length, weights.Length));
        double sum = unit.GetProperty("bias").GetDouble()
            + pixels.Zip(weights).Sum(one => (double)one.First * one.Second);
        JsonElement[] steps = [.. unit.GetProperty("steps").EnumerateArray()];
        Assert.Equal(["sum", "ReLU"], steps.Select(step => step.GetProperty("name").GetString()));
        Assert.Equal(sum, steps[0].Floats("values").Single(), 1e-4);
        Assert.Equal(Math.Max(0, sum), steps[1].Floats("values").Single(), 1e-4);
        Assert.Equal(
            explained.GetProperty("layers")[0].Floats("activations")[17],
            steps[1].Floats("values").Single(), 1e-4f);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&model=" + Classic)]
    public async Task One_step_of_learning_tells_all_its_numbers_and_changes_no_answer(string model)
    {
        string before = (await api.Post($"/api/predict?x=1{model}", Drawings.Seven)).Text;
        JsonElement step = (await api.Post($"/api/learn?label=3&rate=0.02{model}", Drawings.Seven)).Ok();
        double loss = step.GetProperty("loss").GetDouble();
        Assert.Equal(-Math.Log(step.Floats("before")[3]), loss, 0.01 * loss);
        Assert.True(step.GetProperty("lossAfter").GetDouble() < loss);
        Assert.Equal([0f, 0, 0, 1], step.Floats("target")[..4]);
        JsonElement output = step.GetProperty("layers").EnumerateArray().Last();
        Assert.Equal(step.Floats("before")[3] - 1, output.Floats("gradients")[3], 1e-5f);
        JsonElement strongest = output.GetProperty("strongest")[0];
        Assert.Equal(
            strongest.GetProperty("weight").GetSingle()
                - (0.02f * strongest.GetProperty("gradient").GetSingle()),
            strongest.GetProperty("after").GetSingle(), 1e-6f);
        Assert.Equal(before, (await api.Post($"/api/predict?x=1{model}", Drawings.Seven)).Text);
    }

    [Fact]
    public async Task The_main_connections_are_few_and_explain_most_of_the_answer()
    {
        JsonElement explained = (await api.Post("/api/explain", Drawings.Seven)).Ok();
        JsonElement[] main = [.. explained.GetProperty("connections").EnumerateArray()
            .Where(one => one.GetProperty("isMain").GetBoolean())];
        int last = explained.GetProperty("layers").GetArrayLength() - 2;
        JsonElement end = main.Last(one => one.GetProperty("layer").GetInt32() == last);
        Assert.True(end.GetProperty("explains").GetSingle() >= 0.8f);
        Assert.True(main.Length < explained.GetProperty("connections").GetArrayLength());
    }

    [Fact]
    public async Task The_choices_of_models_are_told_and_each_tells_its_own_layers()
    {
        JsonElement served = (await api.Get("/api/model")).Ok();
        Assert.Equal(
            [Classic], served.GetProperty("choices").EnumerateArray().Select(one => one.GetString()));
        JsonElement classic = (await api.Get($"/api/model?model={Classic}")).Ok();
        Assert.Equal(["hidden 1", "hidden 2", "output"], classic.Texts("layers", "name"));
        Assert.Equal(218_058, classic.GetProperty("parameters").GetInt32());
    }

    [Theory]
    [InlineData("unit?layer=9&unit=0", 400, "no layer 9: they are 0 to 4")]
    [InlineData("unit?layer=0&unit=32", 400, "no unit 32: they are 0 to 31")]
    [InlineData("unit?layer=0", 400, "unit")]
    [InlineData("unit?layer=a&unit=0", 400, "layer")]
    [InlineData("learn", 400, "label")]
    [InlineData("learn?label=10", 400, "label is 10")]
    [InlineData("learn?label=3&rate=0", 400, "rate is 0")]
    [InlineData("learn?label=3&rate=1e9", 400, "rate is")]
    [InlineData("learn?label=3&rate=NaN", 400, "rate is NaN")]
    [InlineData("predict?model=nobody", 404, "no model “nobody”")]
    [InlineData("unit?layer=0&unit=0&model=..%2F..%2Fetc", 404, "no model")]
    public async Task What_is_not_there_is_refused_in_words(string asked, int status, string told) =>
        Assert.Contains(
            told, await api.Refuses(status, api.Post($"/api/{asked}", Drawings.Seven)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("unit?layer=0&unit=0")]
    [InlineData("learn?label=3")]
    public async Task Without_a_digit_there_is_nothing_to_compute(string asked) => Assert.Contains(
        "no digit", await api.Refuses(422, api.Post($"/api/{asked}", Drawings.Blank)),
        StringComparison.Ordinal);
}

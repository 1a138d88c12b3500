using System.Text.Json;
using Inkling.Imaging;

namespace Inkling.Web.Tests;

public sealed class ExplanationTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string PngData = "data:image/png;base64,";

    [Fact]
    public async Task What_is_explained_is_what_was_read()
    {
        JsonElement reading = (await Explain(Drawings.Seven)).GetProperty("reading");
        JsonElement predicted = (await api.Post("/api/predict", Drawings.Seven)).Ok();
        Assert.Equal(7, reading.GetProperty("digit").GetInt32());
        Assert.True(reading.GetProperty("sure").GetBoolean());
        float[] expected = predicted.Floats("probabilities"), actual = reading.Floats("probabilities");
        Assert.All(
            Enumerable.Range(0, 10),
            digit => Assert.Equal(expected[digit], actual[digit], tolerance: 1e-5f));
    }

    [Fact]
    public async Task Every_step_has_words_and_a_picture_and_the_last_is_what_the_network_sees()
    {
        JsonElement explained = await Explain(Drawings.Seven);
        Assert.Equal(["Polarity", "Ink", "Crop", "Scale", "Centre"], explained.Texts("steps", "title"));
        Assert.DoesNotContain("", explained.Texts("steps", "text"));
        GreyImage[] pictures = [.. explained.Texts("steps", "picture").Select(Decode)];
        Assert.Equal((280, 280), (pictures[0].Width, pictures[0].Height));
        Assert.True(pictures[2].Width < 280, "nothing was cropped");
        Assert.Equal(20, Math.Max(pictures[3].Width, pictures[3].Height));
        Assert.Equal((28, 28), (pictures[4].Width, pictures[4].Height));
        int[] input = [.. explained.GetProperty("input").EnumerateArray().Select(level => level.GetInt32())];
        Assert.Equal(pictures[4].Pixels.Select(level => (int)level), input);
        Assert.Contains(255, input);
    }

    [Fact]
    public async Task The_frame_lies_around_the_ink_in_the_pixels_that_were_sent()
    {
        JsonElement explained = await Explain(Drawings.Seven);
        Assert.Equal(280, explained.GetProperty("picture").GetProperty("width").GetInt32());
        Assert.Equal(280, explained.GetProperty("picture").GetProperty("height").GetInt32());
        JsonElement frame = explained.GetProperty("frame");
        double left = frame.GetProperty("left").GetDouble(), top = frame.GetProperty("top").GetDouble();
        double width = frame.GetProperty("width").GetDouble(),
            height = frame.GetProperty("height").GetDouble();
        // The ink reaches from 51 to 229 across and from 51 to 249 down, and is 20 of the frame's 28 pixels
        // long.
        Assert.InRange(left, -40, 51);
        Assert.InRange(top, -40, 51);
        Assert.InRange(left + width, 229, 360);
        Assert.InRange(top + height, 249, 360);
        Assert.InRange(height, 198 * 1.3, 198 * 1.5);
        Assert.Equal(height, width, tolerance: 15);
    }

    [Fact]
    public async Task A_large_JPEG_is_explained_in_the_pixels_that_were_sent()
    {
        GreyImage seven = Drawings.SevenPicture(); // 280 × 280
        JsonElement small = await ExplainBytes(Drawings.Png(seven), "image/png");
        JsonElement large = await ExplainBytes(Drawings.EnlargedJpeg(seven, by: 9), "image/jpeg");
        Assert.Equal(2_520, large.GetProperty("picture").GetProperty("width").GetInt32());
        JsonElement expected = small.GetProperty("frame"), frame = large.GetProperty("frame");
        foreach (string side in (string[])["left", "top", "width", "height"])
        {
            Assert.Equal(
                9 * expected.GetProperty(side).GetDouble(), frame.GetProperty(side).GetDouble(),
                tolerance: 27);
        }
    }

    [Fact]
    public async Task The_pixels_that_decided_are_ink_and_blank_paper_decided_nothing()
    {
        int decided = 0;
        foreach (string sample in Drawings.Samples().Order().Where((_, i) => i % 2 == 0))
        {
            JsonElement explained = await ExplainFile(sample);
            JsonElement occlusion = explained.GetProperty("occlusion");
            float[] falls = occlusion.Floats("falls"), input = explained.Floats("input");
            Assert.Equal((784, 784), (falls.Length, input.Length));
            Assert.Equal(6, occlusion.GetProperty("patch").GetInt32());
            Assert.Equal(2, occlusion.GetProperty("stride").GetInt32());
            // A patch of 6 hides what lies up to 5 pixels away.
            Assert.All(Enumerable.Range(0, 784), pixel =>
                Assert.True(falls[pixel] == 0 || InkWithin(input, pixel, 5), $"{pixel} is far from all ink"));
            Assert.InRange(falls.Max(), 0, 1);
            decided += falls.Max() > 0.01f ? 1 : 0;
        }
        // Many are read so surely that no patch makes a difference.
        Assert.InRange(decided, 1, 12);
        TestContext.Current.TestOutputHelper?.WriteLine($"in {decided} of 12 some patch made a difference");
    }

    [Fact]
    public async Task Every_layer_and_the_weights_at_work_are_there()
    {
        await using RunningApi dense =
            await RunningApi.Start(settings => settings with { Model = Networks.Model("784-40-20-10") });
        JsonElement explained = (await dense.Post("/api/explain", Drawings.Seven)).Ok();
        int winner = explained.GetProperty("reading").GetProperty("digit").GetInt32();
        Assert.Equal(["hidden 1", "hidden 2", "output"], explained.Texts("layers", "name"));
        float[][] layers =
        [
            .. explained.GetProperty("layers").EnumerateArray().Select(layer => layer.Floats("activations")),
        ];
        Assert.Equal([40, 20, 10], layers.Select(layer => layer.Length));
        Assert.Equal(winner, Array.IndexOf(layers[2], layers[2].Max()));

        JsonElement[] connections = [.. explained.GetProperty("connections").EnumerateArray()];
        int intoWinner = connections.TakeWhile(one => Number(one, "layer") == 1).Count();
        Assert.InRange(intoWinner, 1, connections.Length - 1);
        Assert.All(connections[..intoWinner], one => Assert.Equal(winner, Number(one, "to")));
        Assert.Equal(
            connections[..intoWinner]
                .OrderByDescending(one => Math.Abs(one.GetProperty("contribution").GetSingle())),
            connections[..intoWinner]);
        int[] followed = [.. connections[..intoWinner].Select(one => Number(one, "from"))];
        Assert.All(connections[intoWinner..], one =>
        {
            Assert.Equal(0, Number(one, "layer"));
            Assert.Contains(Number(one, "to"), followed);
        });
        Assert.All(connections, one => Assert.Equal(
            one.GetProperty("weight").GetSingle() * layers[Number(one, "layer")][Number(one, "from")],
            one.GetProperty("contribution").GetSingle(),
            tolerance: 1e-4f));
    }

    [Fact]
    public async Task Of_a_blank_drawing_there_is_little_to_explain()
    {
        JsonElement explained = await Explain(Drawings.Blank);
        Assert.True(explained.GetProperty("reading").IsNull("digit"));
        Assert.True(explained.IsNull("frame"));
        Assert.True(explained.IsNull("occlusion"));
        Assert.Equal(0, explained.GetProperty("layers").GetArrayLength());
        Assert.Equal(0, explained.GetProperty("connections").GetArrayLength());
        Assert.Equal(new float[784], explained.Floats("input"));
        Assert.Equal(["Polarity"], explained.Texts("steps", "title"));
    }

    [Fact]
    public async Task Every_sample_can_be_explained()
    {
        foreach (string sample in Drawings.Samples().Take(6))
        {
            JsonElement explained = await ExplainFile(sample);
            GreyImage sent =
                Drawings.Decode(await File.ReadAllBytesAsync(sample, TestContext.Current.CancellationToken));
            Assert.Equal(sent.Width, explained.GetProperty("picture").GetProperty("width").GetInt32());
            Assert.Equal(sent.Height, explained.GetProperty("picture").GetProperty("height").GetInt32());
            Assert.All(explained.Texts("steps", "picture"), picture => Assert.NotNull(Decode(picture)));
        }
    }

    private async Task<JsonElement> Explain(string drawing) => (await api.Post("/api/explain", drawing)).Ok();

    private async Task<JsonElement> ExplainFile(string path) => await ExplainBytes(
        await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), "image/png");

    private async Task<JsonElement> ExplainBytes(byte[] picture, string type) =>
        (await api.Post("/api/explain", picture, type)).Ok();

    private static int Number(JsonElement connection, string name) => connection.GetProperty(name).GetInt32();

    private static GreyImage Decode(string picture)
    {
        Assert.StartsWith(PngData, picture);
        return Drawings.Decode(Convert.FromBase64String(picture[PngData.Length..]));
    }

    private static bool InkWithin(float[] input, int pixel, int distance) =>
        Enumerable.Range(0, 784).Any(other =>
            input[other] > 0
            && Math.Abs((other / 28) - (pixel / 28)) <= distance
            && Math.Abs((other % 28) - (pixel % 28)) <= distance);
}

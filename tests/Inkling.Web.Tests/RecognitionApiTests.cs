using System.Text.Json;
using Inkling.Imaging;
using Inkling.Recognition.Models;

namespace Inkling.Web.Tests;

public sealed class RecognitionApiTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_seven_drawn_with_strokes_is_read_as_7_and_sure()
    {
        JsonElement reading = (await api.Post("/api/predict", Drawings.Seven)).Ok();
        Assert.Equal(
            [
                "digit", "confidence", "sure", "probabilities", "noDigit", "likeliest", "reason", "pieces",
                "pieceRead",
            ],
            reading.EnumerateObject().Select(key => key.Name));
        Assert.Equal(7, reading.GetProperty("digit").GetInt32());
        Assert.True(reading.GetProperty("sure").GetBoolean());
        float[] probabilities = reading.Floats("probabilities");
        Assert.Equal(10, probabilities.Length);
        Assert.Equal(1, probabilities.Sum(), tolerance: 1e-5f);
        Assert.Equal(probabilities[7], reading.GetProperty("confidence").GetSingle());
        Assert.Equal(probabilities.Max(), probabilities[7]);
        Assert.Equal(7, reading.GetProperty("likeliest").GetInt32());
        Assert.InRange(reading.GetProperty("noDigit").GetSingle(), 0, 0.1f);
        Assert.True(reading.IsNull("reason"));
        // The path goes from (60, 60) to (220, 240), and the pen is 17.5 wide.
        JsonElement piece = Assert.Single(reading.GetProperty("pieces").EnumerateArray());
        Assert.InRange(piece.GetProperty("left").GetInt32(), 45, 58);
        Assert.InRange(piece.GetProperty("top").GetInt32(), 45, 58);
        Assert.InRange(piece.GetProperty("width").GetInt32(), 165, 190);
        Assert.InRange(piece.GetProperty("height").GetInt32(), 185, 210);
    }

    [Fact]
    public async Task A_large_photo_has_its_piece_in_the_pixels_that_were_sent()
    {
        byte[] photo = Drawings.EnlargedJpeg(Drawings.SevenPicture(), by: 8);
        JsonElement reading = (await api.Post("/api/predict", photo, "image/jpeg")).Ok();
        JsonElement piece = Assert.Single(reading.GetProperty("pieces").EnumerateArray());
        Assert.InRange(piece.GetProperty("left").GetInt32(), 8 * 45, 8 * 58);
        Assert.InRange(piece.GetProperty("width").GetInt32(), 8 * 165, 8 * 190);
        JsonElement explained = (await api.Post("/api/explain", photo, "image/jpeg")).Ok();
        Assert.Equal(
            piece.ToString(), explained.GetProperty("reading").GetProperty("pieces")[0].ToString());
    }

    [Fact]
    public async Task A_drawing_without_a_digit_says_why()
    {
        Assert.Equal("blank", await ReasonOf(Drawings.Blank));
        GreyImage faint = Drawings.SevenPicture();
        for (int i = 0; i < faint.Pixels.Length; i++)
            faint.Pixels[i] = (byte)(faint.Pixels[i] / 60);
        Assert.Equal("tooFaint", await ReasonOf(Drawings.Pixels(faint)));
        await using RunningApi rejecting =
            await RunningApi.Start(settings => settings with { Model = Networks.Rejecting("784-12-11") });
        JsonElement reading = (await rejecting.Post("/api/predict", Drawings.Seven)).Ok();
        Assert.Equal("notADigit", reading.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_the_network_takes_for_no_digit_says_so_and_which_it_would_be()
    {
        await using RunningApi own =
            await RunningApi.Start(settings => settings with { Model = Networks.Rejecting("784-12-11") });
        JsonElement reading = (await own.Post("/api/predict", Drawings.Seven)).Ok();
        Assert.True(reading.IsNull("digit"));
        Assert.False(reading.GetProperty("sure").GetBoolean());
        Assert.Equal(0, reading.GetProperty("confidence").GetSingle());
        float[] probabilities = reading.Floats("probabilities");
        Assert.Equal(1, probabilities.Sum(), tolerance: 1e-5f);
        Assert.Equal(probabilities.Max(), probabilities[reading.GetProperty("likeliest").GetInt32()]);
        Assert.InRange(reading.GetProperty("noDigit").GetSingle(), 1e-6f, 1);
        JsonElement explained = (await own.Post("/api/explain", Drawings.Seven)).Ok();
        Assert.True(explained.GetProperty("reading").IsNull("digit"));
        Assert.Equal(
            11, explained.GetProperty("layers").EnumerateArray().Last().Floats("activations").Length);
        Assert.Equal(10, explained.GetProperty("answer").GetInt32());
        Assert.True(explained.IsNull("drawn"));
        JsonElement model = (await own.Get("/api/model")).Ok();
        Assert.Equal(1e-6f, model.GetProperty("noDigitAbove").GetSingle());
        Assert.Equal(2, model.GetProperty("temperature").GetSingle());
        Assert.Equal(
            11, model.GetProperty("layers").EnumerateArray().Last().GetProperty("channels").GetInt32());
    }

    [Fact]
    public async Task A_drawing_is_read_alike_in_every_form_that_it_is_sent_in()
    {
        GreyImage picture = Drawings.SevenPicture();
        float[] expected = await ProbabilitiesOf(api.Post("/api/predict", Drawings.Seven));
        float[][] others =
        [
            await ProbabilitiesOf(api.Post("/api/predict", Drawings.Pixels(picture))),
            await ProbabilitiesOf(api.Post("/api/predict", Drawings.Numbers(picture, scale: 1))),
            await ProbabilitiesOf(api.Post("/api/predict", Drawings.Numbers(picture, scale: 255))),
            await ProbabilitiesOf(api.Post("/api/predict", Drawings.NumbersInRows(picture))),
            await ProbabilitiesOf(api.Upload("/api/predict", Drawings.Png(picture))),
            await ProbabilitiesOf(api.Post("/api/predict", Drawings.Png(picture), "image/png")),
            await ProbabilitiesOf(
                api.Post("/api/predict", Drawings.Pgm(picture), "image/x-portable-graymap")),
            await ProbabilitiesOf(
                api.Post("/api/predict", Drawings.Pgm(picture), "application/octet-stream")),
        ];
        Assert.All(others, probabilities => Assert.Equal(expected, probabilities));
    }

    [Fact]
    public async Task Dark_ink_is_read_as_light_ink_is()
    {
        float[] light = await ProbabilitiesOf(api.Post("/api/predict", Drawings.SevenIn("light")));
        float[] dark = await ProbabilitiesOf(api.Post("/api/predict", Drawings.SevenIn("dark")));
        Assert.All(
            Enumerable.Range(0, 10),
            digit => Assert.Equal(light[digit], dark[digit], tolerance: 0.01f));
        JsonElement explained = (await api.Post("/api/explain", Drawings.SevenIn("dark"))).Ok();
        Assert.StartsWith("Dark ink", explained.Texts("steps", "text")[0]);
    }

    [Fact]
    public async Task In_a_blank_drawing_no_digit_is_found()
    {
        JsonElement reading = (await api.Post("/api/predict", Drawings.Blank)).Ok();
        Assert.True(reading.IsNull("digit"));
        Assert.False(reading.GetProperty("sure").GetBoolean());
        Assert.Equal(0, reading.GetProperty("confidence").GetSingle());
        Assert.Equal(new float[10], reading.Floats("probabilities"));
        Assert.Equal(1, reading.GetProperty("noDigit").GetSingle());
        Assert.True(reading.IsNull("likeliest"));
    }

    [Fact]
    public async Task Without_preparation_a_small_digit_in_a_corner_is_another_reading()
    {
        string plain = Drawings.Json(Drawings.SmallSeven(null));
        JsonElement prepared = (await api.Post("/api/predict", plain)).Ok();
        Assert.Equal(7, prepared.GetProperty("digit").GetInt32());
        float[] byQuery = await ProbabilitiesOf(api.Post("/api/predict?prepare=false", plain));
        float[] byJson =
            await ProbabilitiesOf(api.Post("/api/predict", Drawings.Json(Drawings.SmallSeven(false))));
        float[] stated = await ProbabilitiesOf(
            api.Post("/api/predict?prepare=true", Drawings.Json(Drawings.SmallSeven(true))));
        Assert.Equal(byQuery, byJson);
        Assert.Equal(prepared.Floats("probabilities"), stated);
        Assert.True(byQuery[7] < 0.5f, $"a speck was read as 7 with {byQuery[7]}");
    }

    [Fact]
    public async Task Without_preparation_the_only_step_is_the_resizing()
    {
        JsonElement byQuery = (await api.Post("/api/explain?prepare=false", Drawings.Seven)).Ok();
        JsonElement byJson = (await api.Post("/api/explain", Drawings.Json(Drawings.SmallSeven(false)))).Ok();
        Assert.Equal(["Resize"], byQuery.Texts("steps", "title"));
        Assert.Equal(["Resize"], byJson.Texts("steps", "title"));
        JsonElement frame = byJson.GetProperty("frame");
        Assert.Equal(
            [0, 0, 280, 280],
            new[] { "left", "top", "width", "height" }.Select(side => frame.GetProperty(side).GetInt32()));
    }

    [Fact]
    public async Task A_confirmed_drawing_is_read_and_told_to_the_terminal()
    {
        await using RunningApi own = await RunningApi.Start();
        JsonElement reading = (await own.Post("/api/confirmations", Drawings.Seven)).Ok();
        Assert.Equal(7, reading.GetProperty("digit").GetInt32());
        Assert.Equal(7, Assert.Single(own.Confirmed).Digit);
        await own.Post("/api/predict", Drawings.One);
        Assert.Single(own.Confirmed);
        await own.Post("/api/confirmations", Drawings.One);
        Assert.Equal([7, 1], own.Confirmed.Select(confirmed => confirmed.Digit));
    }

    [Fact]
    public async Task The_model_is_stated()
    {
        JsonElement model = (await api.Get("/api/model")).Ok();
        Assert.Equal(DigitModel.Default.Metadata.Network, model.GetProperty("network").GetString());
        Assert.Equal(DigitModel.Default.Parameters, model.GetProperty("parameters").GetInt32());
        Assert.Equal(
            DigitModel.Default.Calibration.ConfidenceThreshold,
            model.GetProperty("unsureBelow").GetSingle());
        Assert.InRange(DigitModel.Default.Calibration.ConfidenceThreshold, 0.1f, 1);
        Assert.Equal(
            DigitModel.Default.Calibration.RejectionThreshold,
            model.GetProperty("noDigitAbove").GetSingle());
        Assert.Equal(
            DigitModel.Default.Calibration.Temperature,
            model.GetProperty("temperature").GetSingle());
        JsonElement network = Assert.Single(model.GetProperty("networks").EnumerateArray());
        Assert.Equal(DigitModel.Default.Metadata.Network, network.GetProperty("network").GetString());
        Assert.Equal(DigitModel.Default.Parameters, network.GetProperty("parameters").GetInt32());
        Assert.Equal(0, model.GetProperty("shift").GetInt32());
        Assert.True(model.GetProperty("distilled").GetBoolean());
        Assert.Equal(5, model.GetProperty("teacherNetworks").GetInt32());
        Assert.Equal(32 << 20, model.GetProperty("maxBytes").GetInt64());
        Assert.Equal(51_000_000, model.GetProperty("maxPixels").GetInt64());
    }

    [Fact]
    public async Task Of_several_networks_each_is_stated_and_the_one_whose_layers_are_given_reads_by_itself()
    {
        DigitModel one = Networks.Model("784-12-10"), other = Networks.Model("784-8-10");
        await using RunningApi both = await RunningApi.Start(
            settings => settings with { Model = DigitModel.Ensemble([one, other]) });
        await using RunningApi first = await RunningApi.Start(settings => settings with { Model = one });
        JsonElement model = (await both.Get("/api/model")).Ok();
        Assert.Equal(["784-12-10", "784-8-10"], model.Texts("networks", "network"));
        Assert.Equal([one.Parameters, other.Parameters], model.Integers("networks", "parameters"));
        Assert.False(model.GetProperty("distilled").GetBoolean());
        JsonElement drawn =
            (await both.Post("/api/explain", Drawings.Seven)).Ok().GetProperty("drawn");
        Assert.Equal((1, 2), (drawn.GetProperty("number").GetInt32(), drawn.GetProperty("of").GetInt32()));
        float[] own = drawn.GetProperty("reading").Floats("probabilities");
        float[] alone = (await first.Post("/api/predict", Drawings.Seven)).Ok().Floats("probabilities");
        Assert.All(own.Zip(alone), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public async Task Every_sample_is_read_as_its_name_says()
    {
        string[] samples = Drawings.Samples();
        Assert.Equal(24, samples.Length);
        List<string> expected = [], read = [];
        foreach (string sample in samples)
        {
            string name = Path.GetFileName(sample);
            byte[] bytes = await File.ReadAllBytesAsync(sample, TestContext.Current.CancellationToken);
            JsonElement reading = (await api.Post("/api/predict", bytes, "image/png")).Ok();
            expected.Add($"{name}: {name[0]}");
            read.Add($"{name}: {reading.GetProperty("digit")}");
        }
        Assert.Equal(expected, read);
    }

    private async Task<string?> ReasonOf(string drawing) =>
        (await api.Post("/api/predict", drawing)).Ok().GetProperty("reason").GetString();

    private static async Task<float[]> ProbabilitiesOf(Task<Answer> request) =>
        (await request).Ok().Floats("probabilities");
}

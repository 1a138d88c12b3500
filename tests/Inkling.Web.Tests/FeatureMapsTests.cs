using System.Text.Json;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;

namespace Inkling.Web.Tests;

/// <summary>
/// What the API says of a network of convolutions, which learnt nothing and needs no training for that.
/// </summary>
public sealed class FeatureMapsTests : IAsyncLifetime
{
    private const string Network =
        "1x28x28, conv 32 5x5, maxpool 2x2, batchnorm, relu, conv 64 3x3 pad 1, relu, flatten, dense 16, "
        + "relu, dense 10";

    private readonly DigitModel _model = Networks.Model(Network);
    private RunningApi? _running;

    private RunningApi Api => _running!;

    public async ValueTask InitializeAsync() =>
        _running = await RunningApi.Start(settings => settings with { Model = _model });

    public async ValueTask DisposeAsync() => await Api.DisposeAsync();

    [Fact]
    public async Task Maps_come_as_bytes_with_their_sizes_and_maxima()
    {
        JsonElement[] layers = [.. (await Explain()).GetProperty("layers").EnumerateArray()];
        DigitExplanation explained = new DigitExplainer(_model).Explain(Drawings.SevenPicture());
        Assert.Equal(
            ["convolution 1", "convolution 2", "hidden 1", "output"],
            layers.Select(layer => layer.GetProperty("name").GetString()));
        foreach ((JsonElement layer, LayerActivations expected) in layers.Zip(explained.Layers).Take(2))
        {
            JsonElement maps = layer.GetProperty("maps");
            Assert.Equal(
                ["height", "width", "maxima", "levels"],
                maps.EnumerateObject().Select(key => key.Name));
            Assert.Equal(
                (12, 12),
                (maps.GetProperty("height").GetInt32(), maps.GetProperty("width").GetInt32()));
            float[] maxima = maps.Floats("maxima"), means = layer.Floats("activations");
            byte[] levels = maps.GetProperty("levels").GetBytesFromBase64();
            (int channels, int pixels) = (expected.Shape.Channels, 144);
            Assert.Equal(
                (channels, channels, channels * pixels),
                (maxima.Length, means.Length, levels.Length));
            for (int i = 0; i < expected.Values.Count; i++)
            {
                (int map, int pixel) = (i % channels, i / channels);
                // Half a level, and the last decimal of the maximum.
                float value = levels[(map * pixels) + pixel] / 255f * maxima[map];
                Assert.Equal(expected.Values[i], value, tolerance: (maxima[map] / 510) + 2e-5f);
            }
        }
    }

    [Fact]
    public async Task Units_have_no_maps_and_between_maps_there_is_no_single_weight()
    {
        JsonElement explained = await Explain();
        JsonElement[] layers = [.. explained.GetProperty("layers").EnumerateArray()];
        Assert.True(layers[2].IsNull("maps"));
        Assert.True(layers[3].IsNull("maps"));
        Assert.Equal(
            (16, 10),
            (layers[2].Floats("activations").Length, layers[3].Floats("activations").Length));
        JsonElement[] connections = [.. explained.GetProperty("connections").EnumerateArray()];
        Assert.Equal([2, 1, 0], connections.Select(one => one.GetProperty("layer").GetInt32()).Distinct());
        Assert.All(
            connections,
            one => Assert.Equal(one.GetProperty("layer").GetInt32() < 2, one.IsNull("weight")));
        Assert.All(connections, one => Assert.NotEqual(0, one.GetProperty("contribution").GetSingle()));
    }

    [Fact]
    public async Task The_model_names_its_layers_before_anything_is_drawn()
    {
        JsonElement model = (await Api.Get("/api/model")).Ok();
        JsonElement[] layers = [.. model.GetProperty("layers").EnumerateArray()];
        Assert.Equal(
            ["convolution 1 32×12×12", "convolution 2 64×12×12", "hidden 1 16×1×1", "output 10×1×1"],
            layers.Select(one =>
                $"{one.GetProperty("name").GetString()} {one.GetProperty("channels").GetInt32()}"
                + $"×{one.GetProperty("height").GetInt32()}×{one.GetProperty("width").GetInt32()}"));
    }

    [Fact]
    public async Task An_explanation_with_96_maps_of_12_by_12_is_no_longer_than_a_small_picture()
    {
        Answer answer = await Api.Post("/api/explain", Drawings.Seven);
        answer.Ok();
        int length = answer.Text.Length, maps = 96 * 144 * 4 / 3;
        TestContext.Current.TestOutputHelper?.WriteLine($"{length:N0} bytes, {maps:N0} of them maps");
        Assert.InRange(length, maps, maps + 30_000);
    }

    [Fact]
    public async Task The_description_says_what_a_map_is()
    {
        JsonElement schemas =
            (await Api.Get("/openapi/v1.json")).Ok().GetProperty("components").GetProperty("schemas");
        JsonElement maps = schemas.GetProperty("MapsJson").GetProperty("properties");
        Assert.Equal(
            ["height", "levels", "maxima", "width"],
            maps.EnumerateObject().Select(key => key.Name).Order());
        Assert.Contains("base64", maps.GetProperty("levels").GetProperty("description").GetString());
    }

    private async Task<JsonElement> Explain() => (await Api.Post("/api/explain", Drawings.Seven)).Ok();
}

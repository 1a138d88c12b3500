using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Models;

public sealed class WeightPicturesTests
{
    [Fact]
    public void A_picture_holds_what_its_unit_multiplies_each_pixel_by()
    {
        Network network = Digits.Model("784-70-10").Network;
        WeightPictures weights = WeightPictures.Of(network)!;
        Assert.Equal(("w1", 70, 28, 28), (weights.Tensor, weights.Count, weights.Height, weights.Width));
        Neural.Layers.ParameterTensor tensor = network.Tensors[0].Definition;
        for (int unit = 0; unit < 70; unit += 23)
        {
            for (int pixel = 0; pixel < 784; pixel += 41)
            {
                float atWork = network.Parameters.Span[PanelMatrix.OffsetOf(
                    pixel, unit, tensor.Shape[0], tensor.Shape[1])];
                Assert.Equal(atWork, weights.Picture(unit)[pixel]);
            }
        }
    }

    [Theory]
    [InlineData(new[] { 256, 784 }, 256, 28, 28)]
    [InlineData(new[] { 8, 25 }, 8, 5, 5)]
    [InlineData(new[] { 8, 5, 3, 1 }, 8, 5, 3)]
    [InlineData(new[] { 8, 5, 5 }, 8, 5, 5)]
    public void Weights_over_one_channel_are_pictures(int[] shape, int count, int height, int width) =>
        Assert.Equal((count, height, width), WeightPictures.FormOf(shape));

    [Theory]
    [InlineData(new[] { 64, 255 })]
    [InlineData(new[] { 64, 1 })]
    [InlineData(new[] { 8, 3, 5, 5 })]
    [InlineData(new[] { 10 })]
    [InlineData(new int[0])]
    public void Others_are_none(int[] shape) => Assert.Null(WeightPictures.FormOf(shape));

    [Fact]
    public void The_scale_leaves_out_the_few_that_are_far_out()
    {
        float[] values = new float[2_000];
        Array.Fill(values, -0.5f);
        values[7] = 40;
        Assert.Equal(0.5f, new WeightPictures("w1", 2, 40, 25, values).Scale);
        Assert.Equal(0, new WeightPictures("w1", 1, 1, 2, [float.NaN, float.NaN]).Scale);
    }
}

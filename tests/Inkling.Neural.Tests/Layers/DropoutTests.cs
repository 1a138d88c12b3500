using Inkling.Neural.Layers;

namespace Inkling.Neural.Tests.Layers;

public sealed class DropoutTests
{
    [Fact]
    public void It_keeps_the_mean_and_meets_its_rate()
    {
        float[] y = Run(new Dropout(Shape.Flat(100_000), 0.3f), batch: 1).Y.Span.ToArray();
        Assert.Equal(0.3, y.Count(value => value == 0) / 100_000.0, tolerance: 0.005);
        Assert.Equal(1, y.Average(), tolerance: 0.01f);
    }

    [Fact]
    public void Each_sample_has_a_mask_of_its_own_whatever_its_batch()
    {
        Dropout layer = new(Shape.Flat(3_001), 0.5f);
        Matrix few = Run(layer, batch: 2).Y, many = Run(layer, batch: 16).Y;
        Assert.Equal(few.Span.ToArray(), many.Top(2).Span.ToArray());
        string[] starts =
            [.. Enumerable.Range(0, 16).Select(n => string.Join(' ', many.Row(n)[..50].ToArray()))];
        Assert.Equal(16, starts.Distinct().Count());
    }

    [Fact]
    public void In_inference_it_is_the_identity() =>
        Assert.True(new Dropout(Shape.Flat(3), 0.3f).IsIdentity(isTraining: false));

    private static OperationBuffers Run(Dropout layer, int batch)
    {
        Matrix x = LayerRun.New(batch, layer.Input.Size);
        x.Span.Fill(1);
        OperationBuffers buffers = LayerRun.Buffers(layer, batch, x, default);
        new LayerRun(layer, buffers).Forward();
        return buffers;
    }
}

using System.Numerics.Tensors;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, c] = the mean of X[n, i, c] over the pixels i under the window at p. X [N, H, W, C], Y [N, Down, Across, C], a pixel's
/// channels together. Over the whole picture it is what is called global average pooling (Lin et al. 2014).
/// </summary>
public sealed class AveragePool : Pool
{
    /// <summary>A layer over the window, which has no padding.</summary>
    /// <exception cref="ArgumentException">The window has padding.</exception>
    public AveragePool(Window window)
        : base(window)
    {
    }

    private protected override string Name => "avgpool";

    private float Share => 1f / (Window.Height * Window.Width);

    private protected override void Forward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = pass.X.Row(n), y = pass.Y.Row(n);
            y.Clear();
            for (int place = 0; place < Window.Places; place++)
            {
                Span<float> mean = y.Slice(place * Output.Channels, Output.Channels);
                for (int i = 0; i < Window.Height; i++)
                    Channelwise.AddUp(RowOf(x, place, i), mean);
            }
            TensorPrimitives.Multiply(y, Share, y);
        }
    }

    /// <summary>dX[n, i, c] = Σ dY[n, p, c] / window over the p under which i lies.</summary>
    private protected override void Backward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> dX = pass.DX.Row(n), dY = pass.DY.Row(n);
            dX.Clear();
            for (int place = 0; place < Window.Places; place++)
            {
                ReadOnlySpan<float> gradient = dY.Slice(place * Output.Channels, Output.Channels);
                for (int i = 0; i < Window.Height; i++)
                {
                    Span<float> row = RowOf(dX, place, i);
                    for (int at = 0; at < row.Length; at += Output.Channels)
                    {
                        Span<float> pixel = row.Slice(at, Output.Channels);
                        TensorPrimitives.MultiplyAdd(gradient, Share, pixel, pixel);
                    }
                }
            }
            if (pass.MasksDX)
                Elementwise.ReluGradient(pass.X.Row(n), dX, dX);
        }
    }

    // The i-th row under the window at a place.
    private Span<float> RowOf(Span<float> picture, int place, int i)
    {
        int row = (place / Window.Across * Window.Stride) + i, column = place % Window.Across * Window.Stride;
        return picture.Slice(((row * Window.Input.Width) + column) * Output.Channels, Window.Width * Output.Channels);
    }
}

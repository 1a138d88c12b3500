using System.Numerics.Tensors;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, c] = the mean of X[n, i, c] over the pixels i under the window at p. X [N, H, W, C], Y [N, Down, Across, C], a pixel's
/// channels together. Over the whole picture it is what is called global average pooling (Lin et al. 2014).
/// </summary>
public sealed class AveragePool : Layer
{
    private readonly Window _window;
    private readonly SamplesWork _forward;
    private readonly SamplesWork _backward;

    /// <summary>A layer over the window, which has no padding.</summary>
    /// <exception cref="ArgumentException">The window has padding.</exception>
    public AveragePool(Window window)
        : base(window.Input, window.OutputOf(window.Input.Channels))
    {
        if (window.Padding > 0)
            throw new ArgumentException($"a pool takes no padding, and not {window.Padding}.");
        _window = window;
        (_forward, _backward) = (Forward, Backward);
    }

    private float Share => 1f / (_window.Height * _window.Width);

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => $"avgpool {WindowText.OfPool(_window)}";

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => pass.Samples.Run(pass, _forward);

    /// <summary>dX[n, i, c] = Σ dY[n, p, c] / window over the p under which i lies.</summary>
    public override void Backward(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            pass.Samples.Run(pass, _backward);
    }

    private void Forward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = pass.X.Row(n), y = pass.Y.Row(n);
            y.Clear();
            for (int place = 0; place < _window.Places; place++)
            {
                Span<float> mean = y.Slice(place * Output.Channels, Output.Channels);
                for (int i = 0; i < _window.Height; i++)
                    Channelwise.AddUp(RowOf(x, place, i), mean);
            }
            TensorPrimitives.Multiply(y, Share, y);
        }
    }

    private void Backward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> dX = pass.DX.Row(n), dY = pass.DY.Row(n);
            dX.Clear();
            for (int place = 0; place < _window.Places; place++)
            {
                ReadOnlySpan<float> gradient = dY.Slice(place * Output.Channels, Output.Channels);
                for (int i = 0; i < _window.Height; i++)
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
        int row = (place / _window.Across * _window.Stride) + i, column = place % _window.Across * _window.Stride;
        return picture.Slice(((row * _window.Input.Width) + column) * Output.Channels, _window.Width * Output.Channels);
    }
}

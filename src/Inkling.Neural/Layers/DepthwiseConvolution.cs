using System.Numerics.Tensors;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, c] = b[c] + Σᵢ X[n, the i-th pixel under the window at p, c] · V[i, c]: each channel is convolved with a pattern of its
/// own and sees no other (Sifre 2014; Howard et al. 2017). X [N, H, W, C], V [Height · Width, C], b [C], Y [N, Down, Across, C].
/// </summary>
public sealed class DepthwiseConvolution : Layer
{
    private readonly Window _window;
    private readonly SamplesWork _forward;
    private readonly SamplesWork _backward;

    /// <summary>A layer of as many channels as the window's pictures have.</summary>
    public DepthwiseConvolution(Window window)
        : base(window.Input, window.OutputOf(window.Input.Channels))
    {
        _window = window;
        Parameters =
        [
            new("w", [Pixels, Channels], Pixels, Pixels, ParameterKind.Weights)
            {
                FileShape = [Channels, window.Height, window.Width, 1],
            },
            new("b", [Channels], Pixels, Pixels, ParameterKind.Biases),
        ];
        (_forward, _backward) = (Forward, Backward);
    }

    /// <summary>What it looks through.</summary>
    public Window Window => _window;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <summary>X with its padding, its gradient, and the sample's part of dV and db.</summary>
    public override int KeptPerSample => (2 * _window.PaddedSize) + ((Pixels + 1) * Channels);

    /// <inheritdoc/>
    public override bool CanRectify => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => $"depthwise {WindowText.Of(_window)}";

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)Pixels * Output.Size;

    private int Channels => _window.Input.Channels;

    private int Pixels => _window.Height * _window.Width;

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => pass.Samples.Run(pass, _forward);

    /// <summary>
    /// dV[i, c] = Σₙ Σₚ X[n, the i-th pixel under p, c] · dY[n, p, c], db[c] = Σₙ Σₚ dY[n, p, c], dX[n, j, c] = Σ V[i, c] · dY[n, p, c] over
    /// the p under which j is the i-th pixel.
    /// </summary>
    public override void Backward(in LayerPass pass)
    {
        pass.Samples.Run(pass, _backward);
        Span<float> dWeights = pass.Gradients.Span;
        dWeights.Clear();
        // The samples' parts in their order, whoever made them. They count row by row, and the arena panel by panel.
        for (int n = 0; n < pass.X.Rows; n++)
        {
            Span<float> part = pass.Kept.Row(n)[(2 * _window.PaddedSize)..];
            for (int i = 0; i < Pixels; i++)
                AddTo(pass.Gradients, i, part.Slice(i * Channels, Channels));
            Span<float> dBiases = dWeights[(Pixels * Channels)..];
            TensorPrimitives.Add(dBiases, part[(Pixels * Channels)..], dBiases);
        }
    }

    private void Forward(in LayerPass pass, int first, int end)
    {
        Span<float> scratch = new float[pass.Kept.IsEmpty ? _window.PaddedSize : 0];
        Span<float> weights = stackalloc float[Channels];
        for (int n = first; n < end; n++)
        {
            Span<float> padded = pass.Kept.IsEmpty ? scratch : pass.Kept.Row(n)[.._window.PaddedSize];
            Span<float> y = pass.Y.Row(n);
            Pad(pass.X.Row(n), padded);
            for (int at = 0; at < y.Length; at += Channels)
                pass.Parameters.Span[(Pixels * Channels)..].CopyTo(y[at..]);
            for (int i = 0; i < Pixels; i++)
            {
                CopyTo(pass.Parameters, i, weights);
                for (int place = 0; place < _window.Places; place++)
                {
                    Span<float> to = y.Slice(place * Channels, Channels);
                    TensorPrimitives.MultiplyAdd(padded.Slice(PlaceOf(place, i), Channels), weights, to, to);
                }
            }
            if (pass.Rectifies)
                Elementwise.Relu(y, y);
        }
    }

    private void Backward(in LayerPass pass, int first, int end)
    {
        Span<float> weights = stackalloc float[Channels];
        for (int n = first; n < end; n++)
        {
            Span<float> kept = pass.Kept.Row(n), dY = pass.DY.Row(n);
            Span<float> padded = kept[.._window.PaddedSize], dPadded = kept.Slice(_window.PaddedSize, _window.PaddedSize);
            Span<float> part = kept[(2 * _window.PaddedSize)..];
            part.Clear();
            dPadded.Clear();
            Channelwise.AddUp(dY, part[(Pixels * Channels)..]);
            for (int i = 0; i < Pixels; i++)
            {
                CopyTo(pass.Parameters, i, weights);
                Span<float> dWeights = part.Slice(i * Channels, Channels);
                for (int place = 0; place < _window.Places; place++)
                {
                    ReadOnlySpan<float> gradient = dY.Slice(place * Channels, Channels);
                    int at = PlaceOf(place, i);
                    TensorPrimitives.MultiplyAdd(padded.Slice(at, Channels), gradient, dWeights, dWeights);
                    Span<float> to = dPadded.Slice(at, Channels);
                    TensorPrimitives.MultiplyAdd(gradient, weights, to, to);
                }
            }
            if (pass.DX.IsEmpty)
                continue;
            Span<float> dX = pass.DX.Row(n);
            for (int row = 0; row < Input.Height; row++)
                dPadded.Slice(InnerRow(row), Input.Width * Channels).CopyTo(dX[(row * Input.Width * Channels)..]);
            if (pass.MasksDX)
                Elementwise.ReluGradient(pass.X.Row(n), dX, dX);
        }
    }

    private void Pad(ReadOnlySpan<float> x, Span<float> padded)
    {
        padded.Clear();
        for (int row = 0; row < Input.Height; row++)
            x.Slice(row * Input.Width * Channels, Input.Width * Channels).CopyTo(padded[InnerRow(row)..]);
    }

    // Where a row of X begins in the padded picture.
    private int InnerRow(int row) => (((row + _window.Padding) * _window.PaddedWidth) + _window.Padding) * Channels;

    // Where the i-th pixel under the window at a place begins in the padded picture.
    private int PlaceOf(int place, int i)
    {
        int row = (place / _window.Across * _window.Stride) + (i / _window.Width);
        int column = (place % _window.Across * _window.Stride) + (i % _window.Width);
        return ((row * _window.PaddedWidth) + column) * Channels;
    }

    // The weights of the i-th pixel of all channels, which lie in panels.
    private void CopyTo(Memory<float> arena, int i, Span<float> weights)
    {
        PanelMatrix v = new(arena[..(Pixels * Channels)], Pixels, Channels);
        for (int panel = 0; panel < PanelMatrix.PanelsOf(Channels); panel++)
            v.Panel(panel).Row(i).CopyTo(weights[(panel * PanelMatrix.PanelColumns)..]);
    }

    private void AddTo(Memory<float> arena, int i, ReadOnlySpan<float> weights)
    {
        PanelMatrix v = new(arena[..(Pixels * Channels)], Pixels, Channels);
        for (int panel = 0; panel < PanelMatrix.PanelsOf(Channels); panel++)
        {
            Span<float> row = v.Panel(panel).Row(i);
            TensorPrimitives.Add(row, weights.Slice(panel * PanelMatrix.PanelColumns, row.Length), row);
        }
    }
}

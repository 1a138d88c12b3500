using System.Numerics.Tensors;
using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Convolutions;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, c] = b[c] + Σᵢ X[n, the i-th pixel under the window at p, c] · V[i, c]: each channel has its
/// own window (Sifre 2014; Howard et al. 2017). X [N, H, W, C], V [Height · Width, C], b [C], Y [N,
/// OutputHeight, OutputWidth, C].
/// </summary>
internal sealed class DepthwiseConvolution : Layer
{
    /// <summary>A layer of as many channels as the window's pictures have.</summary>
    public DepthwiseConvolution(Window window)
        : base(window.Input, window.OutputOf(window.Input.Channels))
    {
        Window = window;
        int channels = window.Input.Channels;
        Parameters =
        [
            new("w", [window.Pixels, channels], window.Pixels, window.Pixels, ParameterKind.Weights)
            {
                FileShape = [channels, window.Height, window.Width, 1],
            },
            new("b", [channels], window.Pixels, window.Pixels, ParameterKind.Biases),
        ];
    }

    /// <summary>The window.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <inheritdoc/>
    public override string Text => $"depthwise {WindowText.Of(Window)}";

    /// <inheritdoc/>
    internal override long MultiplyAdds => (long)Window.Pixels * Output.Size;

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new DepthwiseOperation(this, buffers)];
}

/// <summary>A depthwise convolution, sample by sample over its padded picture.</summary>
internal sealed class DepthwiseOperation(DepthwiseConvolution layer, OperationBuffers buffers)
    : Operation(buffers)
{
    private readonly GroupSums _sums = new(buffers.DY.IsEmpty ? 0 : layer.ParameterCount);
    private Memory<float> _weights;

    public override long MultiplyAdds => layer.MultiplyAdds;
    public override bool HasBackward => true;
    protected override bool SumsByGroup => true;

    private Window Window => layer.Window;
    private int Channels => Window.Input.Channels;
    private int Weights => Window.Pixels * Channels;

    /// <summary>Copies the weights row by row, a pixel's together.</summary>
    public override void PrepareForward(in Portion batch)
    {
        Span<float> weights = AlignedBuffer.Ensure(ref _weights, Weights);
        PanelMatrix v = new(Parameters[..Weights], Window.Pixels, Channels);
        for (int i = 0; i < Window.Pixels; i++)
        {
            for (int panel = 0; panel < v.Panels; panel++)
            {
                int to = (i * Channels) + (panel * PanelMatrix.PanelColumns);
                v.Panel(panel).Row(i).CopyTo(weights[to..]);
            }
        }
    }

    /// <summary>Y[n, p, c] = b[c] + Σᵢ X[n, the i-th pixel under p, c] · V[i, c].</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        Buffers buffers = portion.Scratch.Get<Buffers>();
        for (int n = first; n < end; n++)
        {
            ReadOnlySpan<float> x = ZeroPadding.Pad(Window, X.Row(n), ref buffers.Padded);
            Span<float> y = Y.Row(n);
            for (int position = 0; position < Window.OutputPositions; position++)
            {
                Span<float> sums = y.Slice(position * Channels, Channels);
                Parameters.Span[Weights..].CopyTo(sums);
                for (int i = 0; i < Window.Pixels; i++)
                    TensorPrimitives.MultiplyAdd(PixelOf(x, position, i), WeightsOf(i), sums, sums);
            }
        }
    }

    /// <summary>
    /// dV[i, c] = Σₙ Σₚ X[n, the i-th pixel under p, c] · dY[n, p, c], db[c] = Σₙ Σₚ dY[n, p, c], and
    /// dX[n, j, c] = Σ V[i, c] · dY[n, p, c] over the p under which j is the i-th pixel.
    /// </summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        Buffers buffers = portion.Scratch.Get<Buffers>();
        Span<float> sums = _sums.Of(portion.FirstGroup);
        for (int n = first; n < end; n++)
        {
            ReadOnlySpan<float> x = ZeroPadding.Pad(Window, X.Row(n), ref buffers.Padded), dY = DY.Row(n);
            Span<float> dX = AlignedBuffer.Ensure(ref buffers.Gradient, Window.Padded.Size);
            dX.Clear();
            Channelwise.AddUp(dY, sums[Weights..]);
            for (int position = 0; position < Window.OutputPositions; position++)
            {
                ReadOnlySpan<float> gradient = dY.Slice(position * Channels, Channels);
                for (int i = 0; i < Window.Pixels; i++)
                {
                    Span<float> dWeights = sums.Slice(i * Channels, Channels);
                    Span<float> pixel = PixelOf(dX, position, i);
                    TensorPrimitives.MultiplyAdd(PixelOf(x, position, i), gradient, dWeights, dWeights);
                    TensorPrimitives.MultiplyAdd(gradient, WeightsOf(i), pixel, pixel);
                }
            }
            if (DX.IsEmpty)
                continue;
            ZeroPadding.Crop(dX, Window.Padded.Width * Channels, Window.PaddingY, Window.PaddingX * Channels,
                DX.Row(n), Window.Input.Width * Channels);
        }
    }

    protected override void ClearSums(int group) => _sums.Of(group).Clear();

    /// <summary>Sums over the groups, on one worker: the arena lies in panels, the sums do not.</summary>
    public override void SumGradients(in Portion portion)
    {
        if (portion.Part > 0)
            return;
        Span<float> sums = _sums.Of(0);
        for (int group = 1; group < SampleGroups.Count; group++)
            TensorPrimitives.Add(sums, _sums.Of(group), sums);
        PanelMatrix dV = new(Gradients[..Weights], Window.Pixels, Channels);
        for (int i = 0; i < Window.Pixels; i++)
        {
            for (int panel = 0; panel < dV.Panels; panel++)
            {
                Span<float> to = dV.Panel(panel).Row(i);
                sums.Slice((i * Channels) + (panel * PanelMatrix.PanelColumns), to.Length).CopyTo(to);
            }
        }
        sums[Weights..].CopyTo(Gradients.Span[Weights..]);
    }

    // The weights of the i-th pixel.
    private ReadOnlySpan<float> WeightsOf(int i) => _weights.Span.Slice(i * Channels, Channels);

    // The channels of the i-th pixel under the window at a position of the padded picture.
    private ReadOnlySpan<float> PixelOf(ReadOnlySpan<float> padded, int position, int i) =>
        padded.Slice(OffsetOf(position, i), Channels);

    private Span<float> PixelOf(Span<float> padded, int position, int i) =>
        padded.Slice(OffsetOf(position, i), Channels);

    private int OffsetOf(int position, int i)
    {
        int row = (position / Window.OutputWidth * Window.StrideY) + (i / Window.Width);
        int column = (position % Window.OutputWidth * Window.StrideX) + (i % Window.Width);
        return ((row * Window.Padded.Width) + column) * Channels;
    }

    private sealed class Buffers : IScratch<Buffers>
    {
        public Memory<float> Padded, Gradient;

        public static Buffers Create(KernelPath path) => new();
    }
}

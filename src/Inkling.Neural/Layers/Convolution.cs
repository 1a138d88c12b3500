using System.Numerics.Tensors;
using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Convolutions;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under the window at p] · V[k, o]: a cross-correlation (LeCun et
/// al. 1989). X [N, H, W, C], V [window, Out], b [Out], Y [N, OutputHeight, OutputWidth, Out]. A pixel's
/// channels lie together; k runs row by row, pixel by pixel, channel by channel.
/// </summary>
internal sealed class Convolution : Layer
{
    /// <summary>A layer of <paramref name="channels"/> output channels.</summary>
    public Convolution(Window window, int channels)
        : base(window.Input, window.OutputOf(channels))
    {
        Window = window;
        int fanOut = window.Pixels * channels;
        Parameters =
        [
            new("w", [window.Size, channels], window.Size, fanOut, ParameterKind.Weights)
            {
                FileShape = [channels, window.Height, window.Width, window.Input.Channels],
            },
            new("b", [channels], window.Size, fanOut, ParameterKind.Biases),
        ];
    }

    /// <summary>The window.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <inheritdoc/>
    public override string Text => $"conv {Output.Channels} {WindowText.Of(Window)}";

    /// <inheritdoc/>
    internal override long MultiplyAdds => (long)Parameters[0].Length * Window.OutputPositions;

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new ConvolutionOperation(this, buffers)];
}

/// <summary>The three products of a convolution.</summary>
internal sealed class ConvolutionOperation(Convolution layer, OperationBuffers buffers) : Operation(buffers)
{
    private readonly ConvolutionAlgorithm _algorithm =
        ConvolutionAlgorithm.Create(layer.Window, layer.Output.Channels, buffers.Y.Rows, buffers.Path);
    private readonly GroupSums _sums = new(buffers.DY.IsEmpty ? 0 : layer.ParameterCount);

    public override long MultiplyAdds => layer.MultiplyAdds;
    public override bool HasBackward => true;
    protected override bool SumsByGroup => true;
    protected override int SamplesAtOnce => _algorithm.SamplesAtOnce;

    private int Weights => layer.Parameters[0].Length;
    private PanelMatrix V => new(Parameters[..Weights], layer.Window.Size, layer.Output.Channels);

    public override void PrepareForward(in Portion batch) => _algorithm.PrepareForward(V);

    /// <summary>Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under the window at p] · V[k, o].</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion) =>
        _algorithm.Forward(
            X.Between(first, end), Parameters.Span[Weights..], Y.Between(first, end), portion.Scratch);

    public override void PrepareBackward(in Portion batch)
    {
        if (!DX.IsEmpty)
            _algorithm.PrepareBackward(V);
    }

    /// <summary>dX[n, i] = Σ V[k, o] · dY[n, p, o] over p where i is the k-th value; sums dV, db.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        Matrix x = X.Between(first, end), dX = DX.Between(first, end), dY = DY.Between(first, end);
        Span<float> sums = _sums.Of(portion.FirstGroup);
        _algorithm.Backward(x, dY, dX, sums[..Weights], portion.Scratch);
        Channelwise.AddUp(dY.Span, sums[Weights..]);
    }

    protected override void ClearSums(int group) => _sums.Of(group).Clear();

    /// <summary>dV[k, o] = ΣₙΣₚ X[n, k-th value under p] · dY[n, p, o], db[o] = ΣₙΣₚ dY[n, p, o].</summary>
    public override void SumGradients(in Portion portion) => _sums.Add(Gradients.Span, portion);
}

/// <summary>Gradients of a layer's parameters, summed in each group of samples.</summary>
internal sealed class GroupSums(int parameters)
{
    private readonly Memory<float> _sums = AlignedBuffer.Allocate(SampleGroups.Count * parameters);

    public Span<float> Of(int group) => _sums.Span.Slice(group * parameters, parameters);

    /// <summary>Writes a worker's stretch of the sums over all groups, in their order.</summary>
    public void Add(Span<float> gradients, in Portion portion)
    {
        int first = (int)((long)parameters * portion.Part / portion.Parts);
        int end = (int)((long)parameters * (portion.Part + 1) / portion.Parts);
        Span<float> own = gradients[first..end];
        Of(0)[first..end].CopyTo(own);
        for (int group = 1; group < SampleGroups.Count; group++)
            TensorPrimitives.Add(own, Of(group)[first..end], own);
    }
}

using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Convolutions;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under the window at p] · V[k, o]: each output channel looks for the same pattern
/// everywhere (LeCun et al. 1989). X [N, H, W, C], V [window, Out], b [Out], Y [N, Down, Across, Out], where a pixel's channels
/// lie together and a window counts row by row, pixel by pixel, channel by channel. Strictly a cross-correlation, as everywhere.
/// </summary>
public sealed class Convolution : Layer
{
    private readonly Window _window;
    private readonly int _weights;

    /// <summary>A layer of so many output channels.</summary>
    public Convolution(Window window, int channels)
        : base(window.Input, window.OutputOf(channels))
    {
        _window = window;
        _weights = window.Size * channels;
        int fanOut = window.Height * window.Width * channels;
        Parameters =
        [
            new("w", [window.Size, channels], window.Size, fanOut, ParameterKind.Weights)
            {
                FileShape = [channels, window.Height, window.Width, window.Input.Channels],
            },
            new("b", [channels], window.Size, fanOut, ParameterKind.Biases),
        ];
    }

    /// <summary>What it looks through.</summary>
    public Window Window => _window;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <summary>X with its padding, which the gradients want again where windows are not transformed.</summary>
    public override int KeptPerSample => _window.Padding == 0 || WinogradPlan.Fits(_window, Output.Channels) ? 0 : _window.PaddedSize;

    /// <inheritdoc/>
    public override bool CanRectify => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => $"conv {Output.Channels} {WindowText.Of(_window)}";

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)_weights * _window.Places;

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => pass.Product.Convolutions.Outputs(Job(pass), pass.Product);

    /// <summary>
    /// dV[k, o] = Σₙ Σₚ X[n, the k-th value under p] · dY[n, p, o], db = Σₙ Σₚ dY[n, p], and dX[n, i] = Σ V[k, o] · dY[n, p, o] over all
    /// p under which i is the k-th value.
    /// </summary>
    public override void Backward(in LayerPass pass) => pass.Product.Convolutions.Gradients(Job(pass), pass.Product);

    private ConvolutionJob Job(in LayerPass pass) => new()
    {
        Window = _window,
        X = pass.X,
        Padded = pass.Kept,
        V = WeightsIn(pass.Parameters),
        Biases = pass.Parameters[_weights..],
        Y = pass.Y,
        Rectifies = pass.Rectifies,
        ByDefinition = !pass.Training && pass.X.Rows == 1,
        DY = pass.DY,
        DX = pass.DX,
        MasksDX = pass.MasksDX,
        DV = pass.Gradients.IsEmpty ? default : WeightsIn(pass.Gradients),
        DBiases = pass.Gradients.IsEmpty ? default : pass.Gradients[_weights..],
    };

    private PanelMatrix WeightsIn(Memory<float> arena) => new(arena[.._weights], _window.Size, Output.Channels);
}

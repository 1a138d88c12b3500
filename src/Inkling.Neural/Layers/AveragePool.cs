using System.Numerics.Tensors;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, c] = the mean of X[n, i, c] over the pixels i under the window at p. With a window as large as the
/// picture, global average pooling (Lin et al. 2014).
/// </summary>
internal sealed class AveragePool(Window window) : Pool(window)
{
    private protected override string Name => "avgpool";

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new AveragePoolOperation(Window, buffers)];
}

/// <summary>An average pool, position by position.</summary>
internal sealed class AveragePoolOperation(Window window, OperationBuffers buffers) : Operation(buffers)
{
    private readonly int _channels = window.Input.Channels;
    private readonly float _weight = 1f / window.Pixels;

    /// <summary>Y[n, p, c] = Σᵢ X[n, i, c] / window.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = X.Row(n), y = Y.Row(n);
            y.Clear();
            for (int position = 0; position < window.OutputPositions; position++)
            {
                Span<float> mean = y.Slice(position * _channels, _channels);
                for (int i = 0; i < window.Height; i++)
                    Channelwise.AddUp(RowOf(x, position, i), mean);
            }
            TensorPrimitives.Multiply(y, _weight, y);
        }
    }

    /// <summary>dX[n, i, c] = Σ dY[n, p, c] / window over the p under which i lies.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end && !DX.IsEmpty; n++)
        {
            Span<float> dX = DX.Row(n), dY = DY.Row(n);
            dX.Clear();
            for (int position = 0; position < window.OutputPositions; position++)
            {
                ReadOnlySpan<float> gradient = dY.Slice(position * _channels, _channels);
                for (int i = 0; i < window.Height; i++)
                {
                    Span<float> row = RowOf(dX, position, i);
                    for (int at = 0; at < row.Length; at += _channels)
                    {
                        Span<float> pixel = row.Slice(at, _channels);
                        TensorPrimitives.MultiplyAdd(gradient, _weight, pixel, pixel);
                    }
                }
            }
        }
    }

    // The i-th row under the window at a position.
    private Span<float> RowOf(Span<float> picture, int position, int i)
    {
        int row = (position / window.OutputWidth * window.StrideY) + i;
        int column = position % window.OutputWidth * window.StrideX;
        return picture.Slice(((row * window.Input.Width) + column) * _channels, window.Width * _channels);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Layers;

/// <summary>Y[n, p, c] = max X[n, i, c] over the pixels i under p. The first one gets the gradient.</summary>
internal sealed class MaxPool(Window window) : Pool(window)
{
    private protected override string Name => "maxpool";

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new MaxPoolOperation(Window, buffers)];
}

/// <summary>
/// A max pool, position by position, a vector of channels at a time. Backward compares X with Y to find the
/// maximum. Where a fused ReLU has set Y to 0, there is no gradient to pass on.
/// </summary>
internal sealed class MaxPoolOperation(Window window, OperationBuffers buffers) : Operation(buffers)
{
    private readonly int _channels = window.Input.Channels;

    // Windows of 2 × 2 that meet every pixel once: their gradients are written, not added to.
    private readonly bool _isTiling = window is { Height: 2, Width: 2, StrideY: 2, StrideX: 2 }
        && window.Input.Height % 2 == 0 && window.Input.Width % 2 == 0;

    private bool IsTwoByTwo => window is { Height: 2, Width: 2 };

    // Values of a row of X.
    private int Row => window.Input.Width * _channels;

    /// <summary>Y[n, p, c] = max X[n, i, c].</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = X.Row(n), y = Y.Row(n);
            for (int position = 0; position < window.OutputPositions; position++)
                Max(x[OffsetOf(position)..], y.Slice(position * _channels, _channels));
        }
    }

    /// <summary>dX[n, i, c] = Σ dY[n, p, c] over the p whose largest value is i.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end && !DX.IsEmpty; n++)
        {
            Span<float> x = X.Row(n), y = Y.Row(n), dX = DX.Row(n), dY = DY.Row(n);
            if (!_isTiling)
                dX.Clear();
            for (int position = 0; position < window.OutputPositions; position++)
            {
                int at = position * _channels, offset = OffsetOf(position);
                MaxGradient(x[offset..], y.Slice(at, _channels), dY.Slice(at, _channels), dX[offset..]);
            }
        }
    }

    private int OffsetOf(int position) =>
        ((position / window.OutputWidth * window.StrideY * window.Input.Width)
        + (position % window.OutputWidth * window.StrideX)) * _channels;

    private void Max(ReadOnlySpan<float> x, Span<float> y)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        int c = IsTwoByTwo ? MaxOfFour(ref from, Row, _channels, ref MemoryMarshal.GetReference(y)) : 0;
        for (; c + Vector<float>.Count <= _channels; c += Vector<float>.Count)
        {
            Vector<float> max = Vector.LoadUnsafe(ref from, (nuint)c);
            for (int i = 0; i < window.Height; i++)
                for (int j = 0; j < window.Width; j++)
                    max = Vector.Max(
                        max, Vector.LoadUnsafe(ref from, (nuint)((i * Row) + (j * _channels) + c)));
            max.CopyTo(y[c..]);
        }
        for (; c < _channels; c++)
        {
            float max = x[c];
            for (int i = 0; i < window.Height; i++)
                for (int j = 0; j < window.Width; j++)
                    max = MathF.Max(max, x[(i * Row) + (j * _channels) + c]);
            y[c] = max;
        }
    }

    // A pixel is open until its window's largest value is found.
    private void MaxGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dY, Span<float> dX)
    {
        ref float from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(dX);
        int c = !_isTiling ? 0 : GradientOfFour(
            ref from, Row, _channels,
            ref MemoryMarshal.GetReference(y), ref MemoryMarshal.GetReference(dY), ref to);
        for (; c + Vector<float>.Count <= _channels; c += Vector<float>.Count)
        {
            Vector<float> max = new(y[c..]), gradient = new(dY[c..]);
            Vector<int> open = Vector<int>.AllBitsSet;
            for (int i = 0; i < window.Height; i++)
            {
                for (int j = 0; j < window.Width; j++)
                {
                    nuint at = (nuint)((i * Row) + (j * _channels) + c);
                    Vector<int> takes = Vector.Equals(Vector.LoadUnsafe(ref from, at), max) & open;
                    open &= ~takes;
                    Vector<float> part = Vector.AsVectorSingle(Vector.AsVectorInt32(gradient) & takes);
                    (Vector.LoadUnsafe(ref to, at) + part).StoreUnsafe(ref to, at);
                }
            }
        }
        for (; c < _channels; c++)
        {
            bool isOpen = true;
            for (int i = 0; i < window.Height; i++)
            {
                for (int j = 0; j < window.Width; j++)
                {
                    int at = (i * Row) + (j * _channels) + c;
                    bool takes = isOpen && x[at] == y[c];
                    dX[at] = (_isTiling ? 0 : dX[at]) + (takes ? dY[c] : 0);
                    isOpen &= !takes;
                }
            }
        }
    }

    // The usual window, without its loops. Returns how many channels are done.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MaxOfFour(ref float x, int row, int channels, ref float y)
    {
        int c = 0;
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> above = Vector.Max(
                Vector.LoadUnsafe(ref x, (nuint)c), Vector.LoadUnsafe(ref x, (nuint)(c + channels)));
            Vector<float> below = Vector.Max(
                Vector.LoadUnsafe(ref x, (nuint)(c + row)),
                Vector.LoadUnsafe(ref x, (nuint)(c + row + channels)));
            Vector.Max(above, below).StoreUnsafe(ref y, (nuint)c);
        }
        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int GradientOfFour(
        ref float x, int row, int channels, ref float y, ref float dY, ref float dX)
    {
        int c = 0;
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            nuint p0 = (nuint)c, p1 = (nuint)(c + channels);
            nuint p2 = (nuint)(c + row), p3 = (nuint)(c + row + channels);
            Vector<float> max = Vector.LoadUnsafe(ref y, p0);
            Vector<int> gradient = Vector.AsVectorInt32(Vector.LoadUnsafe(ref dY, p0));
            Vector<int> at0 = Vector.Equals(Vector.LoadUnsafe(ref x, p0), max);
            Vector<int> at1 = Vector.Equals(Vector.LoadUnsafe(ref x, p1), max) & ~at0;
            Vector<int> at2 = Vector.Equals(Vector.LoadUnsafe(ref x, p2), max) & ~(at0 | at1);
            Vector<int> at3 = ~(at0 | at1 | at2);
            Vector.AsVectorSingle(gradient & at0).StoreUnsafe(ref dX, p0);
            Vector.AsVectorSingle(gradient & at1).StoreUnsafe(ref dX, p1);
            Vector.AsVectorSingle(gradient & at2).StoreUnsafe(ref dX, p2);
            Vector.AsVectorSingle(gradient & at3).StoreUnsafe(ref dX, p3);
        }
        return c;
    }
}

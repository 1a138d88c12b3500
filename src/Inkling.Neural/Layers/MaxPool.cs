using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y[n, p, c] = the largest X[n, i, c] of the pixels i under the window at p. X [N, H, W, C], Y [N, Down, Across, C], a pixel's
/// channels together. Of equal ones the first takes the gradient.
/// </summary>
public sealed class MaxPool : Pool
{
    private readonly bool _tiles;   // whether the windows are 2 × 2 and meet every pixel once

    /// <summary>A layer over the window, which has no padding.</summary>
    /// <exception cref="ArgumentException">The window has padding.</exception>
    public MaxPool(Window window)
        : base(window) =>
        _tiles = IsTwoByTwo && window.Stride == 2 && Input.Height % 2 == 0 && Input.Width % 2 == 0;

    /// <inheritdoc/>
    public override bool CanRectify => true;

    private protected override string Name => "maxpool";

    private bool IsTwoByTwo => Window.Height == 2 && Window.Width == 2;

    private protected override void Forward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = pass.X.Row(n), y = pass.Y.Row(n);
            for (int place = 0; place < Window.Places; place++)
                Largest(x[StartOf(place)..], y.Slice(place * Output.Channels, Output.Channels));
            if (pass.Rectifies)
                Elementwise.Relu(y, y);
        }
    }

    /// <summary>dX[n, i, c] = Σ dY[n, p, c] over the p whose largest value i is.</summary>
    private protected override void Backward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> x = pass.X.Row(n), y = pass.Y.Row(n), dX = pass.DX.Row(n), dY = pass.DY.Row(n);
            // Where the largest value is not above 0, nobody's is: to mask dX is to take no gradient from there.
            float least = pass.MasksDX ? 0 : float.NegativeInfinity;
            if (!_tiles)
                dX.Clear();
            for (int place = 0; place < Window.Places; place++)
            {
                int at = place * Output.Channels, start = StartOf(place);
                Hand(x[start..], y.Slice(at, Output.Channels), dY.Slice(at, Output.Channels), dX[start..], least);
            }
        }
    }

    private int StartOf(int place) => ((place / Window.Across * Window.Input.Width) + (place % Window.Across))
        * Window.Stride * Output.Channels;

    private void Largest(ReadOnlySpan<float> x, Span<float> y)
    {
        int channels = y.Length, row = Window.Input.Width * channels;
        ref float from = ref MemoryMarshal.GetReference(x);
        int c = IsTwoByTwo ? LargestOfFour(ref from, row, channels, ref MemoryMarshal.GetReference(y)) : 0;
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> largest = Vector.LoadUnsafe(ref from, (nuint)c);
            for (int i = 0; i < Window.Height; i++)
                for (int j = 0; j < Window.Width; j++)
                    largest = Vector.Max(largest, Vector.LoadUnsafe(ref from, (nuint)((i * row) + (j * channels) + c)));
            largest.CopyTo(y[c..]);
        }
        for (; c < channels; c++)
        {
            float largest = x[c];
            for (int i = 0; i < Window.Height; i++)
                for (int j = 0; j < Window.Width; j++)
                    largest = MathF.Max(largest, x[(i * row) + (j * channels) + c]);
            y[c] = largest;
        }
    }

    // The usual window, without its loops; returns how many channels are done.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LargestOfFour(ref float x, int row, int channels, ref float y)
    {
        int c = 0;
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> above = Vector.Max(Vector.LoadUnsafe(ref x, (nuint)c), Vector.LoadUnsafe(ref x, (nuint)(c + channels)));
            Vector<float> below = Vector.Max(
                Vector.LoadUnsafe(ref x, (nuint)(c + row)), Vector.LoadUnsafe(ref x, (nuint)(c + row + channels)));
            Vector.Max(above, below).StoreUnsafe(ref y, (nuint)c);
        }
        return c;
    }

    // The same for the gradient, of windows that meet every pixel once: it is written, and not added to.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int HandToFour(
        ref float x, int row, int channels, ref float y, ref float dY, ref float dX, float least)
    {
        int c = 0;
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            nuint p0 = (nuint)c, p1 = (nuint)(c + channels), p2 = (nuint)(c + row), p3 = (nuint)(c + row + channels);
            Vector<float> largest = Vector.LoadUnsafe(ref y, p0);
            Vector<int> gradient = Vector.AsVectorInt32(Vector.LoadUnsafe(ref dY, p0))
                & Vector.GreaterThan(largest, new Vector<float>(least));
            Vector<int> at0 = Vector.Equals(Vector.LoadUnsafe(ref x, p0), largest);
            Vector<int> at1 = Vector.Equals(Vector.LoadUnsafe(ref x, p1), largest) & ~at0;
            Vector<int> at2 = Vector.Equals(Vector.LoadUnsafe(ref x, p2), largest) & ~(at0 | at1);
            Vector<int> at3 = ~(at0 | at1 | at2);
            Vector.AsVectorSingle(gradient & at0).StoreUnsafe(ref dX, p0);
            Vector.AsVectorSingle(gradient & at1).StoreUnsafe(ref dX, p1);
            Vector.AsVectorSingle(gradient & at2).StoreUnsafe(ref dX, p2);
            Vector.AsVectorSingle(gradient & at3).StoreUnsafe(ref dX, p3);
        }
        return c;
    }

    // What is open has not found its largest value yet.
    private void Hand(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dY, Span<float> dX, float least)
    {
        int channels = y.Length, row = Window.Input.Width * channels;
        ref float from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(dX);
        int c = !_tiles ? 0 : HandToFour(
            ref from, row, channels, ref MemoryMarshal.GetReference(y), ref MemoryMarshal.GetReference(dY), ref to, least);
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> largest = new(y[c..]), gradient = new(dY[c..]);
            Vector<int> open = Vector.GreaterThan(largest, new Vector<float>(least));
            for (int i = 0; i < Window.Height; i++)
            {
                for (int j = 0; j < Window.Width; j++)
                {
                    nuint at = (nuint)((i * row) + (j * channels) + c);
                    Vector<int> takes = Vector.Equals(Vector.LoadUnsafe(ref from, at), largest) & open;
                    open &= ~takes;
                    (Vector.LoadUnsafe(ref to, at) + Vector.AsVectorSingle(Vector.AsVectorInt32(gradient) & takes)).StoreUnsafe(ref to, at);
                }
            }
        }
        for (; c < channels; c++)
        {
            bool isOpen = y[c] > least;
            for (int i = 0; i < Window.Height; i++)
            {
                for (int j = 0; j < Window.Width; j++)
                {
                    int at = (i * row) + (j * channels) + c;
                    bool takes = isOpen && x[at] == y[c];
                    dX[at] = (_tiles ? 0 : dX[at]) + (takes ? dY[c] : 0);
                    isOpen &= !takes;
                }
            }
        }
    }
}

using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Layers;

/// <summary>
/// While learning, Y = X · mask, each mask value 0 with probability p and else 1 / (1 − p), so that the mean
/// of Y is X (Srivastava et al. 2014, "inverted" form: reading needs no scaling). While reading, Y = X.
/// </summary>
public sealed class Dropout : SamplewiseLayer
{
    private readonly float _rate;
    private readonly SamplesWork _forward;
    private readonly SamplesWork _backward;

    /// <summary>A layer that silences each value with probability <paramref name="rate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(Shape shape, float rate)
        : base(shape, shape)
    {
        if (rate is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), $"A dropout rate of {rate} is not at least "
                + "0 and below 1.");
        _rate = rate;
        (_forward, _backward) = (Forward, Backward);
    }

    /// <summary>The mask.</summary>
    public override int KeptPerSample => Input.Size;

    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"dropout {_rate}");

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass)
    {
        if (pass.Training)
            pass.Samples.Run(pass, _forward);
        else
            pass.X.Span.CopyTo(pass.Y.Span);
    }

    /// <summary>dX = dY · mask.</summary>
    public override void InputGradients(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            pass.Samples.Run(pass, _backward);
    }

    // Each sample has random numbers of its own, so that it does not matter who draws them.
    private void Forward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
        {
            Span<float> mask = pass.Kept.Row(n);
            DrawMask(mask, pass.Random.Branch((ulong)(pass.FirstSample + n)));
            TensorPrimitives.Multiply(pass.X.Row(n), mask, pass.Y.Row(n));
        }
    }

    private static void Backward(in LayerPass pass, int first, int end)
    {
        for (int n = first; n < end; n++)
            TensorPrimitives.Multiply(pass.DY.Row(n), pass.Kept.Row(n), pass.DX.Row(n));
    }

    // Four draws of 16 bits from each 64: a rate is met to 1 / 65,536, and masks cost a quarter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawMask(Span<float> mask, RandomSequence random)
    {
        Vector128<float> kept = Vector128.Create(1 / (1 - _rate));
        Vector128<int> threshold = Vector128.Create((int)MathF.Round(_rate * 65_536));
        int i = 0;
        for (; i + Vector128<float>.Count <= mask.Length; i += Vector128<float>.Count)
        {
            Vector128<ushort> bits = Vector128.CreateScalar(random.NextBits()).AsUInt16();
            Vector128<int> draws = Vector128.WidenLower(bits).AsInt32();
            (Vector128.GreaterThanOrEqual(draws, threshold).AsSingle() & kept).CopyTo(mask[i..]);
        }
        ulong last = i < mask.Length ? random.NextBits() : 0;
        for (; i < mask.Length; i++, last >>= 16)
            mask[i] = (int)(last & 0xFFFF) < threshold[0] ? 0 : kept[0];
    }
}

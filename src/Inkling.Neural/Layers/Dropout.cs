using System.Globalization;
using System.Numerics.Tensors;

namespace Inkling.Neural.Layers;

/// <summary>
/// While learning, Y = X · mask, each mask value 0 with probability p and else 1 / (1 − p), so that the mean
/// of Y is X (Srivastava et al. 2014, "inverted" form: reading needs no scaling). While reading, Y = X.
/// </summary>
public sealed class Dropout : Layer
{
    private readonly float _rate;

    /// <summary>A layer that silences each value with probability <paramref name="rate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(Shape shape, float rate)
        : base(shape, shape)
    {
        if (rate is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), $"A dropout rate of {rate} is not at least "
                + "0 and below 1.");
        _rate = rate;
    }

    /// <summary>The mask.</summary>
    public override int KeptPerSample => Input.Size;

    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"dropout {_rate}");

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass)
    {
        if (!pass.Training)
        {
            pass.X.Span.CopyTo(pass.Y.Span);
            return;
        }
        DrawMask(pass.Kept.Span, pass.Random);
        TensorPrimitives.Multiply(pass.X.Span, pass.Kept.Span, pass.Y.Span);
    }

    /// <summary>dX = dY · mask.</summary>
    public override void Backward(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            TensorPrimitives.Multiply(pass.DY.Span, pass.Kept.Span, pass.DX.Span);
    }

    // Four draws of 16 bits from each 64: a rate is met to 1 / 65,536, and masks cost a quarter.
    private void DrawMask(Span<float> mask, RandomSequence random)
    {
        float kept = 1 / (1 - _rate);
        uint threshold = (uint)MathF.Round(_rate * 65_536);
        for (int i = 0; i < mask.Length; i += 4)
        {
            ulong bits = random.NextBits();
            int count = Math.Min(4, mask.Length - i);
            for (int j = 0; j < count; j++, bits >>= 16)
                mask[i + j] = (bits & 0xFFFF) < threshold ? 0 : kept;
        }
    }
}

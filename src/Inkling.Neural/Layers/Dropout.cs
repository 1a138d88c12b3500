using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Layers;

/// <summary>
/// In training, Y = X · mask, where each mask value is 0 with probability p and else 1 / (1 − p), so that the
/// mean of Y is X (Srivastava et al. 2014, "inverted": inference needs no scaling). In inference, Y = X.
/// </summary>
internal sealed class Dropout : Layer
{
    /// <summary>A layer that drops each value with probability <paramref name="rate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(Shape shape, float rate)
        : base(shape, shape)
    {
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rate), $"A dropout rate of {rate} is not at least 0 and below 1.");
        }
        Rate = rate;
    }

    /// <summary>p, the probability that a value is dropped.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"dropout {Rate}");

    internal override bool IsIdentity(bool isTraining) => !isTraining;

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new DropoutOperation(Rate, index, buffers)];
}

/// <summary>Dropout in training: in inference it is the identity.</summary>
internal sealed class DropoutOperation(float rate, int layer, OperationBuffers buffers) : Operation(buffers)
{
    /// <summary>The masks of the last batch, [N, In].</summary>
    public Matrix Masks { get; } = AlignedBuffer.AllocateMatrix(buffers.Y.Rows, buffers.X.Columns);

    /// <summary>Y = X · mask. Each sample has a random stream of its own, whichever thread draws.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        // A step has numbers for 256 layers, which is more than a network may have.
        ulong number = ((ulong)portion.Batch.Step << 8) + (ulong)layer;
        RandomSequence random = new(portion.Batch.Seed, RandomPurpose.Dropout, number);
        for (int n = first; n < end; n++)
        {
            DrawMask(Masks.Row(n), random.Branch((ulong)n));
            TensorPrimitives.Multiply(X.Row(n), Masks.Row(n), Y.Row(n));
        }
    }

    /// <summary>dX = dY · mask.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end && !DX.IsEmpty; n++)
            TensorPrimitives.Multiply(DY.Row(n), Masks.Row(n), DX.Row(n));
    }

    // Four draws of 16 bits from each 64: a rate is met to 1 / 65,536, and masks cost a quarter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawMask(Span<float> mask, RandomSequence random)
    {
        Vector128<float> kept = Vector128.Create(1 / (1 - rate));
        Vector128<int> threshold = Vector128.Create((int)MathF.Round(rate * 65_536));
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

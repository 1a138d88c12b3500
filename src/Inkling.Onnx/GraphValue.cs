using global::Onnx;
using Inkling.Neural;

namespace Inkling.Onnx;

/// <summary>What flows between two nodes.</summary>
/// <param name="Step">The step that gave it; -1 for the pixels.</param>
/// <param name="Picture">Its shape as a picture, also of a vector made from one; else null.</param>
/// <param name="IsVector">Whether it is [N, values].</param>
/// <param name="IsChannelsLast">Whether it is [N, H, W, C], or a vector made from that.</param>
internal sealed record GraphValue(int Step, Shape? Picture, bool IsVector, bool IsChannelsLast)
{
    /// <summary>28 × 28 pixels.</summary>
    public static GraphValue Pixels { get; } =
        new(-1, new Shape(1, GraphInput.Side, GraphInput.Side), IsVector: false, IsChannelsLast: false);

    /// <summary>What goes in.</summary>
    /// <exception cref="InvalidDataException">It is not 28 × 28 pixels of one channel.</exception>
    public static GraphValue OfInput(ValueInfoProto input)
    {
        long[] sizes = [.. (input.Type?.TensorType?.Shape?.Dim ?? []).Select(one => one.DimValue)];
        // The first is the number of samples, often without a number.
        long values = sizes.Skip(1).Where(size => size > 0).Aggregate(1L, (a, b) => a * b);
        bool fits = sizes.Length is 2 or 3 or 4 && values == GraphInput.Side * GraphInput.Side;
        return fits
            ? Pixels with { IsVector = sizes.Length == 2 }
            : throw new InvalidDataException(
                $"its input \"{input.Name}\" is [{string.Join(", ", sizes)}], not samples of 28 × 28 pixels");
    }

    /// <summary>
    /// What belongs to each value of a vector, from the vector's own order to rows, columns, channels.
    /// </summary>
    public float[] ByPixel(float[] values, int units)
    {
        if (IsChannelsLast || !IsVector || Picture is not { } picture || picture.Height * picture.Width == 1)
            return values;
        return new FloatTensor([], values).ByPixel(units, picture.Channels, picture.Height * picture.Width);
    }
}

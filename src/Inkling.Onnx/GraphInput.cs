namespace Inkling.Onnx;

/// <summary>
/// What a graph's own nodes make of its input before the first layer: x = Factor · input + Offset.
/// </summary>
internal sealed class GraphInput
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 28;

    public double Factor { get; private set; } = 1;

    public double Offset { get; private set; }

    public void Multiply(double factor) => (Factor, Offset) = (Factor * factor, Offset * factor);

    public void Add(double offset) => Offset += offset;

    /// <summary>The slope and the offset of x by levels of light ink, 0 to 255.</summary>
    public (double Slope, double Offset) Of(OnnxPixels pixels)
    {
        double slope = Factor / ((double)pixels.Divisor * pixels.Deviation);
        double offset = Offset - (Factor * pixels.Mean / pixels.Deviation);
        return pixels.InkIsDark ? (-slope, offset + (255 * slope)) : (slope, offset);
    }
}

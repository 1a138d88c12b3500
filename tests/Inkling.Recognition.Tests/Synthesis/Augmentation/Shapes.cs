using Inkling.Recognition.Data;

namespace Inkling.Recognition.Tests.Synthesis;

/// <summary>Digits of known measures, and the measures.</summary>
internal static class Shapes
{
    /// <summary>A soft blot about (14, 14) of these deviations.</summary>
    public static byte[] Blot(double deviationX, double deviationY) => Paint((x, y) =>
        250 * Math.Exp(-0.5 * (Math.Pow((x - 14) / deviationX, 2) + Math.Pow((y - 14) / deviationY, 2))));

    /// <summary>A rectangle of hard edges.</summary>
    public static byte[] Box(int left, int top, int width, int height, byte level = 255) =>
        Paint((x, y) => x >= left && x < left + width && y >= top && y < top + height ? level : 0);

    /// <summary>A ring as large as MNIST's digits are: 20 pixels, of a stroke about 3 wide.</summary>
    public static byte[] Ring() =>
        Paint((x, y) => 255 * Math.Clamp(2 - Math.Abs(double.Hypot(x - 14, y - 14) - 8.5), 0, 1));

    public static double Mass(ReadOnlySpan<byte> digit)
    {
        double mass = 0;
        foreach (byte level in digit)
            mass += level;
        return mass;
    }

    /// <summary>Ink in the outermost pixels of the picture.</summary>
    public static double MassOnEdge(byte[] digit) => Enumerable.Range(0, digit.Length)
        .Where(p => p % 28 is 0 or 27 || p / 28 is 0 or 27).Sum(p => (double)digit[p]);

    /// <summary>The sum of squared differences of neighbours.</summary>
    public static double GradientEnergy(byte[] digit)
    {
        double energy = 0;
        for (int p = 0; p < digit.Length - 28; p++)
        {
            energy += Math.Pow(digit[p + 28] - digit[p], 2)
                + (p % 28 < 27 ? Math.Pow(digit[p + 1] - digit[p], 2) : 0);
        }
        return energy;
    }

    /// <summary>The centre of mass, and the second moments about it.</summary>
    public static (double X, double Y, double XX, double XY, double YY) Moments(byte[] digit)
    {
        double mass = Mass(digit), x = 0, y = 0, xx = 0, xy = 0, yy = 0;
        for (int p = 0; p < digit.Length; p++)
        {
            x += digit[p] * (p % 28) / mass;
            y += digit[p] * (p / 28) / mass;
        }
        for (int p = 0; p < digit.Length; p++)
        {
            double dx = (p % 28) - x, dy = (p / 28) - y;
            xx += digit[p] * dx * dx / mass;
            xy += digit[p] * dx * dy / mass;
            yy += digit[p] * dy * dy / mass;
        }
        return (x, y, xx, xy, yy);
    }

    private static byte[] Paint(Func<int, int, double> level) =>
        [.. Enumerable.Range(0, DigitSet.PixelCount).Select(p => (byte)Math.Round(level(p % 28, p / 28)))];
}

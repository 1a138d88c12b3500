using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>The digit elsewhere, larger or slanted, resampled bilinearly, with paper outside.</summary>
internal static class MoveCorruptions
{
    private const double Middle = (Levels.Side - 1) / 2.0; // which stays where it is
    private const double Angle = 0.4; // of shear and rotation; the second severity of five
    private const double Smaller = 0.7; // the third
    private const int Pixels = 3; // the third

    /// <summary>Slanted to either side: places come from (x − y·sin 0.4, y·cos 0.4).</summary>
    public static void Shear(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        (double sin, double cos) = Math.SinCos(Angle * Levels.Sign(ref random));
        Take(digit, to, new(1, -sin, 0, cos), shiftX: 0, shiftY: 0);
    }

    /// <summary>Smaller about the middle.</summary>
    public static void Scale(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random) =>
        Take(digit, to, new(1 / Smaller, 0, 0, 1 / Smaller), shiftX: 0, shiftY: 0);

    /// <summary>Turned about the middle, to either side.</summary>
    public static void Rotate(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        (double sin, double cos) = Math.SinCos(Angle * Levels.Sign(ref random));
        Take(digit, to, new(cos, -sin, sin, cos), shiftX: 0, shiftY: 0);
    }

    /// <summary>Moved in one of the four diagonal directions.</summary>
    public static void Translate(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        int x = Pixels * Levels.Sign(ref random), y = Pixels * Levels.Sign(ref random);
        Take(digit, to, new(1, 0, 0, 1), x, y);
    }

    // to(q) = digit(M·(q − m) + m + shift), bilinear.
    private static void Take(ReadOnlySpan<byte> digit, Span<byte> to, Linear map, int shiftX, int shiftY)
    {
        for (int y = 0; y < Levels.Side; y++)
        {
            for (int x = 0; x < Levels.Side; x++)
            {
                double fromX = (map.XX * (x - Middle)) + (map.XY * (y - Middle)) + Middle + shiftX;
                double fromY = (map.YX * (x - Middle)) + (map.YY * (y - Middle)) + Middle + shiftY;
                to[(y * Levels.Side) + x] = (byte)Math.Round(Between(digit, fromX, fromY));
            }
        }
    }

    private static double Between(ReadOnlySpan<byte> digit, double x, double y)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double right = x - left, down = y - top;
        double upper = Lerp(At(digit, left, top), At(digit, left + 1, top), right);
        double lower = Lerp(At(digit, left, top + 1), At(digit, left + 1, top + 1), right);
        return Lerp(upper, lower, down);

        static double Lerp(double from, double to, double share) => from + (share * (to - from));
    }

    private static double At(ReadOnlySpan<byte> digit, int x, int y) =>
        (uint)x < Levels.Side && (uint)y < Levels.Side ? digit[(y * Levels.Side) + x] : 0;

    /// <summary>The map (XX·x + XY·y, YX·x + YY·y).</summary>
    private readonly record struct Linear(double XX, double XY, double YX, double YY);
}

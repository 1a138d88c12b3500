using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Paper;

/// <summary>
/// Decides whether the ink is darker or lighter than the paper. The border is paper nearly everywhere, and
/// ink is the smaller part of a picture; where these two say different things, as they do of a shadow or a
/// frame, ink is what stands out from its own surroundings. It looks at levels only and knows no shapes.
/// </summary>
internal static class Polarity
{
    // The border counts twice: a bold digit may cover half of its picture, but seldom of the border.
    private const double BorderWeight = 2;

    // So much of the border and of the whole must be of the paper's level for the question to be closed.
    private const double Clear = 0.7;

    // So much of the border alone, if most of the whole agrees: a bold digit may cover nearly half of it.
    private const double ClearBorder = 0.95;

    // Less skewed than this, the surroundings say nothing: a bold digit covers half of them.
    private const double LeastSkew = 0.3;

    /// <summary>True for dark ink on light paper.</summary>
    /// <param name="picture">A small one will do.</param>
    /// <param name="clear">
    /// So much of the border and of the whole closes the question; 1 where a shadow may be most of both.
    /// </param>
    public static bool InkIsDark(GreyImage picture, double clear = Clear)
    {
        (double border, double whole) = LightShares(picture);
        if (Math.Min(border, whole) > clear || (border > ClearBorder && whole > 0.5))
            return true;
        if (Math.Max(border, whole) < 1 - clear || (border < 1 - ClearBorder && whole < 0.5))
            return false;
        double skew = Skew(picture);
        if (Math.Abs(skew) > LeastSkew)
            return skew < 0;
        return (BorderWeight * border) + whole > (BorderWeight + 1) / 2;
    }

    // How much of the border, and of the whole, is lighter than Otsu's threshold.
    private static (double Border, double Whole) LightShares(GreyImage picture)
    {
        var levels = new Histogram(picture.Pixels);
        int threshold = levels.Otsu();
        int ring = Math.Max(1, Math.Min(picture.Width, picture.Height) / 20);
        var border = new Histogram();
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            if (y < ring || y >= picture.Height - ring || 2 * ring >= row.Length)
            {
                border.Add(row);
                continue;
            }
            border.Add(row[..ring]);
            border.Add(row[^ring..]);
        }
        return (border.ShareAbove(threshold), levels.ShareAbove(threshold));
    }

    // Of the differences from the mean around: below 0 if few are far darker, above if few are far lighter.
    private static double Skew(GreyImage picture)
    {
        int radius = Math.Max(4, Math.Max(picture.Width, picture.Height) / 8);
        GreyImage around =
            MaskedWindow.Mean(picture, new GreyImage(picture.Width, picture.Height), radius, picture);
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            double difference = picture.Pixels[i] - around.Pixels[i];
            squares += difference * difference;
            cubes += difference * difference * difference;
        }
        int n = picture.Pixels.Length;
        return squares == 0 ? 0 : cubes / n / Math.Pow(squares / n, 1.5);
    }
}

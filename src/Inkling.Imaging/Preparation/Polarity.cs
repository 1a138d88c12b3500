namespace Inkling.Imaging.Preparation;

/// <summary>
/// Decides whether the ink is darker or lighter than the paper. The border is paper nearly everywhere, and
/// ink is the smaller part of a picture. It looks at levels only and knows no shapes.
/// </summary>
internal static class Polarity
{
    // The border counts twice: a bold digit may cover half of its picture, but seldom of the border.
    private const double BorderWeight = 2;

    /// <summary>True for dark ink on light paper.</summary>
    public static bool InkIsDark(GreyImage picture)
    {
        int threshold = new Histogram(picture.Pixels).Otsu();
        int ring = Math.Max(1, Math.Min(picture.Width, picture.Height) / 20);
        int border = 0;
        int borderLight = 0;
        int light = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int isLight = picture[x, y] > threshold ? 1 : 0;
                bool isBorder = Math.Min(x, picture.Width - 1 - x) < ring
                    || Math.Min(y, picture.Height - 1 - y) < ring;
                light += isLight;
                border += isBorder ? 1 : 0;
                borderLight += isBorder ? isLight : 0;
            }
        }

        double vote = (BorderWeight * borderLight / border) + ((double)light / picture.Pixels.Length);
        return vote > (BorderWeight + 1) / 2;
    }
}

using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Paper;

/// <summary>
/// The axis of chroma along which a picture's colours differ most: the first principal axis of Cb and Cr
/// (ITU-T T.871, sect. 7). Light and shade, which are luma, do not move a pixel along it.
/// </summary>
internal sealed class ColourAxis
{
    // The level that paper gets: ink becomes darker, and grain can be lighter.
    private const int Paper = 235;

    // Ink may be as little as this part of the picture.
    private const double LeastShare = 0.001;

    // Chroma reaches from -181 to 181 along an aslant axis, and a histogram's levels from 0 to 255.
    private const double Reduction = 0.7;

    private static readonly double[] Cb = [-0.168736, -0.331264, 0.5];
    private static readonly double[] Cr = [0.5, -0.418688, -0.081312];

    private readonly int[] _weights; // of R, G and B, in 65,536ths
    private readonly int _offset;

    private ColourAxis(int[] weights, int offset, int spread) =>
        (_weights, _offset, Spread) = (weights, offset, spread);

    /// <summary>How far the rarest colours are from the median one, in levels.</summary>
    public int Spread { get; }

    /// <summary>Finds the axis of a small picture; one without colours has no spread.</summary>
    public static ColourAxis Of(RasterImage picture)
    {
        if (picture.Channels < 3)
            return new([0, 0, 0], 0, spread: 0);
        int count = picture.Width * picture.Height;
        (double[] blue, double[] red) = (new double[count], new double[count]);
        (double sumB, double sumR, double sumBB, double sumRR, double sumBR) = (0, 0, 0, 0, 0);
        for (int i = 0; i < count; i++)
        {
            (double b, double r) = (Sum(Cb, picture, i), Sum(Cr, picture, i));
            (blue[i], red[i]) = (b, r);
            (sumB, sumR, sumBB, sumRR, sumBR) =
                (sumB + b, sumR + r, sumBB + (b * b), sumRR + (r * r), sumBR + (b * r));
        }
        double varianceB = sumBB - (sumB * sumB / count);
        double varianceR = sumRR - (sumR * sumR / count);
        double angle = Math.Atan2(2 * (sumBR - (sumB * sumR / count)), varianceB - varianceR) / 2;
        (double along, double across) = (Math.Cos(angle), Math.Sin(angle));
        byte[] levels = new byte[count];
        for (int i = 0; i < count; i++)
            levels[i] = (byte)Math.Round(128 + (Reduction * ((along * blue[i]) + (across * red[i]))));
        return At(along, across, new Histogram(levels));
    }

    /// <summary>Converts a picture to grey along the axis: light paper, and darker ink.</summary>
    public GreyImage Project(RasterImage picture)
    {
        GreyImage grey = new(picture.Width, picture.Height);
        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            (int red, int green, int blue) = Luma.Colours(picture, i);
            int level = (_weights[0] * red) + (_weights[1] * green) + (_weights[2] * blue) + _offset;
            grey.Pixels[i] = (byte)Math.Clamp((level + 0x8000) >> 16, 0, 255);
        }
        return grey;
    }

    // What is rarer lies on the dark side.
    private static ColourAxis At(double along, double across, Histogram levels)
    {
        int paper = levels.Quantile(0.5);
        int below = paper - levels.Quantile(LeastShare);
        int above = levels.Quantile(1 - LeastShare) - paper;
        int sign = below >= above ? 1 : -1;
        int[] weights = new int[3];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (int)Math.Round(65536 * sign * ((along * Cb[i]) + (across * Cr[i])));
        double offset = Paper - (sign * (paper - 128) / Reduction);
        return new(weights, (int)Math.Round(65536 * offset), (int)(Math.Max(below, above) / Reduction));
    }

    private static double Sum(double[] weights, RasterImage picture, int pixel)
    {
        (int red, int green, int blue) = Luma.Colours(picture, pixel);
        return (weights[0] * red) + (weights[1] * green) + (weights[2] * blue);
    }
}

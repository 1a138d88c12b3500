using System.Numerics;
using System.Runtime.Intrinsics;
using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Paper;

/// <summary>
/// Pictures that look black because they use few of their levels: masks of 0 and 1, palettes of indices, ten
/// bits in sixteen. It stretches drawings; the grain of a dark photograph it leaves as it is.
/// </summary>
internal static class NearBlack
{
    // Twelve bits in sixteen.
    private const int Greatest = 15;

    // A drawing is mostly paper of one level. Its ink is of another, with few levels between, and goes on
    // from pixel to pixel: grain has a roughness of 1, and a drawing by a pen of one pixel 0.6.
    private const double LeastPaper = 0.5;
    private const double LeastSeparability = 0.8;
    private const double MostRoughness = 0.75;

    /// <summary>
    /// Decodes a picture that is nearly black once more, without those of its samples' 16 bits that no colour
    /// uses; the grain of a dark photograph stays black.
    /// </summary>
    /// <param name="picture">The high bytes of its samples.</param>
    /// <param name="decode">Decodes it without so many of the highest bits, 4 to 8.</param>
    public static RasterImage WithAllBits(RasterImage picture, Func<int, RasterImage> decode)
    {
        int most = Range(picture).Most;
        if (most > Greatest)
            return picture;
        RasterImage whole = decode(BitOperations.LeadingZeroCount((uint)most) - 24);
        return Roughness(whole.ToGrey()) > MostRoughness ? picture : whole;
    }

    /// <summary>Stretches the levels to 0 … 255 if they are a drawing next to black.</summary>
    public static RasterImage Stretch(RasterImage picture)
    {
        (int least, int most) = Range(picture);
        if (most > Greatest || least == most)
            return picture;
        int colours = picture.Channels - HasAlpha(picture);
        byte[] samples = [.. picture.Samples];
        for (int i = 0; i < samples.Length; i++)
        {
            if (i % picture.Channels < colours)
                samples[i] = (byte)((((samples[i] - least) * 255) + ((most - least) / 2)) / (most - least));
        }
        RasterImage stretched = new(picture.Width, picture.Height, picture.Channels, samples);
        return IsDrawing(stretched.ToGrey()) ? stretched : picture;
    }

    // The least and the greatest level of a colour, until one is above Greatest. What is clear shows paper,
    // which is white.
    private static (int Least, int Most) Range(RasterImage picture)
    {
        if (IsBright(picture))
            return (0, 255);
        int alpha = picture.Channels - HasAlpha(picture); // or beyond the pixel
        (int least, int most) = (255, 0);
        for (int pixel = 0; pixel < picture.Samples.Length && most <= Greatest; pixel += picture.Channels)
        {
            ReadOnlySpan<byte> samples = picture.Samples.AsSpan(pixel, picture.Channels);
            if (alpha < samples.Length && samples[alpha] < 255)
                return (0, 255);
            foreach (byte level in samples[..alpha])
                (least, most) = (Math.Min(least, level), Math.Max(most, level));
        }
        return (least, most);
    }

    // Whether it is seen at once that a colour is above Greatest, or a pixel not solid.
    private static bool IsBright(RasterImage picture)
    {
        Vector128<byte> colours = picture.Channels switch
        {
            2 => Vector128.Create((ushort)0x00FF).AsByte(),
            4 => Vector128.Create(0x00FF_FFFFu).AsByte(),
            _ => Vector128<byte>.AllBitsSet,
        };
        for (int i = 0; i <= picture.Samples.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> samples = Vector128.LoadUnsafe(ref picture.Samples[i]);
            if (Vector128.GreaterThanAny(samples & colours, Vector128.Create((byte)Greatest))
                || (samples | colours) != Vector128<byte>.AllBitsSet)
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsDrawing(GreyImage picture)
    {
        var histogram = new Histogram(picture.Pixels);
        int paper = histogram.Quantile(0.5);
        return histogram.Share(paper) > LeastPaper
            && histogram.Separability(histogram.Otsu()) >= LeastSeparability
            && Roughness(picture) <= MostRoughness;
    }

    // The mean square of the differences of neighbours, in twice the variance (von Neumann 1941).
    private static double Roughness(GreyImage picture)
    {
        (long squares, long pairs) = (0, 0);
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            if ((i + 1) % picture.Width != 0)
                Add(picture.Pixels[i + 1] - picture.Pixels[i]);
            if (i + picture.Width < picture.Pixels.Length)
                Add(picture.Pixels[i + picture.Width] - picture.Pixels[i]);
        }
        double deviation = new Histogram(picture.Pixels).Deviation(0, 255);
        return squares == 0 ? 0 : squares / (2 * deviation * deviation * pairs);

        void Add(int difference) => (squares, pairs) = (squares + (difference * difference), pairs + 1);
    }

    private static int HasAlpha(RasterImage picture) => picture.Channels is 2 or 4 ? 1 : 0;
}

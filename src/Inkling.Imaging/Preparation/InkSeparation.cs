using Inkling.Imaging.Filters;
using Inkling.Imaging.Paper;

namespace Inkling.Imaging.Preparation;

/// <summary>
/// Converts a picture to the grey that shows its ink: luma over white paper wherever that shows it, and else
/// alpha (white ink on clear) or the axis along which colours differ most (pink on grey). Levels next to
/// black are stretched first. It chooses among whole pictures and finds no digit.
/// </summary>
internal static class InkSeparation
{
    // Colours and alpha are looked at in so many pixels a side; each is taken as it is, so that a thin stroke
    // keeps its colour.
    private const int SampleSide = 128;

    // Colours that differ less are a JPEG's loss; alpha that does is no drawing.
    private const int LeastSpread = 16;

    // Luma of this contrast shows the ink at a glance.
    private const int ClearContrast = 48;

    // More than any reason for which there is none.
    private const int Digit = int.MaxValue;

    /// <summary>Converts a picture to grey; one that has no colour and no alpha shares its samples.</summary>
    /// <param name="picture">The picture, upright or not.</param>
    /// <param name="isExact">Whether its levels are those that were saved, as a JPEG's are not.</param>
    public static GreyImage ToGrey(RasterImage picture, bool isExact)
    {
        if (isExact)
            picture = NearBlack.Stretch(picture);
        GreyImage luma = picture.ToGrey();
        if (picture.Channels == 1)
            return luma;
        GreyImage small = Sample(new(luma.Width, luma.Height, 1, luma.Pixels)).ToGrey();
        if (IsClear(small))
            return luma;
        RasterImage sample = Sample(picture);
        bool hasDrawnAlpha = AlphaSpread(sample) >= LeastSpread;
        var axis = ColourAxis.Of(sample);
        bool isColoured = axis.Spread >= LeastSpread;
        if ((!hasDrawnAlpha && !isColoured) || Contrast(small) >= ClearContrast)
            return luma;
        return BestOf(luma, [
            .. hasDrawnAlpha ? (Func<GreyImage>[])[() => AlphaAsInk(picture)] : [],
            .. isColoured ? (Func<GreyImage>[])[() => axis.Project(picture)] : []]);
    }

    // The first that shows a digit, or else the first that shows most: ink, then what is faint.
    private static GreyImage BestOf(GreyImage luma, Func<GreyImage>[] others)
    {
        (GreyImage best, int most) = (luma, Shown(luma));
        for (int i = 0; i < others.Length && most < Digit; i++)
        {
            GreyImage other = others[i]();
            int shown = Shown(other);
            if (shown > most)
                (best, most) = (other, shown);
        }
        return best;
    }

    private static int Shown(GreyImage picture) =>
        DigitPreparation.Prepare(picture).Reason is { } reason ? (int)reason : Digit;

    private static RasterImage Sample(RasterImage picture)
    {
        int step = (Math.Max(picture.Width, picture.Height) + SampleSide - 1) / SampleSide;
        if (step == 1)
            return picture;
        (int width, int height) = ((picture.Width + step - 1) / step, (picture.Height + step - 1) / step);
        int channels = picture.Channels;
        byte[] samples = new byte[width * height * channels];
        for (int y = 0, to = 0; y < height; y++)
        {
            int row = Math.Min((y * step) + (step / 2), picture.Height - 1) * picture.Width;
            for (int x = 0; x < width; x++)
            {
                int from = (row + Math.Min((x * step) + (step / 2), picture.Width - 1)) * channels;
                for (int channel = 0; channel < channels; channel++)
                    samples[to++] = picture.Samples[from + channel];
            }
        }
        return new(width, height, channels, samples);
    }

    private static int AlphaSpread(RasterImage picture)
    {
        if (picture.Channels == 3)
            return 0;
        (byte least, byte most) = (byte.MaxValue, 0);
        for (int i = picture.Channels - 1; i < picture.Samples.Length; i += picture.Channels)
        {
            least = Math.Min(least, picture.Samples[i]);
            most = Math.Max(most, picture.Samples[i]);
        }
        return most - least;
    }

    // Solid is black, clear is white.
    private static GreyImage AlphaAsInk(RasterImage picture)
    {
        GreyImage ink = new(picture.Width, picture.Height);
        for (int i = 0; i < ink.Pixels.Length; i++)
            ink.Pixels[i] = (byte)~picture.Samples[((i + 1) * picture.Channels) - 1];
        return ink;
    }

    // As most pictures are: paper all around, and ink far from it. This is seen without taking shade away.
    private static bool IsClear(GreyImage small)
    {
        var histogram = new Histogram(small.Pixels);
        int threshold = histogram.Otsu();
        bool isOneLevel = histogram.Share(small[0, 0]) == 1;
        if (isOneLevel || histogram.Contrast(threshold) < 2 * ClearContrast)
            return false;
        bool isLight = small[0, 0] > threshold;
        bool IsPaper(int x, int y) => small[x, y] > threshold == isLight;
        (int right, int bottom) = (small.Width - 1, small.Height - 1);
        return Enumerable.Range(0, small.Width).All(x => IsPaper(x, 0) && IsPaper(x, bottom))
            && Enumerable.Range(0, small.Height).All(y => IsPaper(0, y) && IsPaper(right, y));
    }

    private static int Contrast(GreyImage small)
    {
        Histogram above = Background.Subtract(small, small, Polarity.InkIsDark(small)).Levels;
        return above.Contrast(above.Otsu());
    }
}

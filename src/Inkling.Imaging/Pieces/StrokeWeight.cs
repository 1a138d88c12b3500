using System.Runtime.Intrinsics;
using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Pieces;

/// <summary>Thickens thin strokes of large drawings: MNIST's are two of its pixels wide or more.</summary>
internal static class StrokeWeight
{
    // The median of MNIST's own digits, measured as Width does.
    private const double LeastWidth = 2.2;

    /// <summary>Thickens the ink so that it keeps its least width when its longer side becomes 20.</summary>
    public static GreyImage Thicken(GreyImage ink, PixelBox box)
    {
        int longest = box.LongerSide;
        double width = Width(ink, box);

        // (width + 2r) · 20 / (longest + 2r) = LeastWidth, for r.
        double radius = ((LeastWidth * longest) - (20 * width)) / (40 - (2 * LeastWidth));
        for (int step = 0; step < radius; step++)
        {
            GreyImage thicker = step % 2 == 0 ? DilateByCross(ink) : SlidingWindow.Dilate(ink, 1);
            ink = Blend(ink, thicker, Math.Min(1, radius - step));
        }
        return ink;
    }

    /// <summary>
    /// The mean stroke width in the picture's pixels, as it is at twice MNIST's size, where the grain of a
    /// stroke's edge is gone: twice its area over its outline, which is the sum of all slopes (the coarea
    /// formula), soft or not.
    /// </summary>
    public static double Width(GreyImage ink, PixelBox box)
    {
        double scale = Math.Min(1, 2.0 * Cropping.LongestSide / box.LongerSide);
        GreyImage small = Resampling.Scale(ink, box, scale);
        int stride = small.Width + 1;
        byte[] framed = new byte[stride * (small.Height + 2)]; // by 0, which ends one row and begins the next
        for (int y = 0; y < small.Height; y++)
            small.Row(y).CopyTo(framed.AsSpan((y + 1) * stride));
        double area = 0;
        double outline = 0;
        for (int i = 0; i < framed.Length - stride; i++)
        {
            int level = framed[i];
            area += level;
            int across = framed[i + 1] - level;
            int down = framed[i + stride] - level;
            if ((across | down) != 0)
                outline += Math.Sqrt((across * across) + (down * down));
        }
        return 2 * area / outline / scale;
    }

    /// <summary>Computes the mean stroke width in pixels: twice the area over the outline.</summary>
    public static double Width(List<InkComponent> digit)
    {
        // Steps of a staircase are longer than the slope: over all directions by 4/π.
        return 2 * digit.Sum(piece => piece.Area) / (digit.Sum(piece => piece.Outline) * Math.PI / 4);
    }

    /// <summary>A digit's box with room for the thickest that <see cref="Thicken"/> may make it.</summary>
    public static PixelBox RoomFor(PixelBox digit, GreyImage within)
    {
        // A stroke grows by half the least width at most, in twentieths of the digit; soft edges by a pixel.
        int room = 3 + (int)(digit.LongerSide * LeastWidth / 2 / (Cropping.LongestSide - LeastWidth));
        int left = Math.Max(0, digit.Left - room);
        int top = Math.Max(0, digit.Top - room);
        int right = Math.Min(within.Width, digit.Right + room);
        int bottom = Math.Min(within.Height, digit.Bottom + room);
        return new PixelBox(left, top, right - left, bottom - top);
    }

    /// <summary>Returns the bounding box of several pieces.</summary>
    public static PixelBox BoundingBox(List<InkComponent> digit)
    {
        PixelBox box = digit[0].Box;
        foreach (InkComponent piece in digit)
            box = box.With(piece.Box);
        return box;
    }

    // A fraction of a step: tiny drawings need less than a whole pixel.
    private static GreyImage Blend(GreyImage thin, GreyImage thick, double share)
    {
        int part = (int)Math.Round(share * 256);
        if (part == 256)
            return thick;
        var blend = GreyImage.Unset(thin.Width, thin.Height);
        int i = 0;
        for (; i <= blend.Pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> level = Vector128.LoadUnsafe(ref thin.Pixels[i]);
            Vector128<byte> more = Vector128.LoadUnsafe(ref thick.Pixels[i]) - level;
            Vector128<ushort> low = (Vector128.WidenLower(more) * (ushort)part) >> 8;
            Vector128<ushort> high = (Vector128.WidenUpper(more) * (ushort)part) >> 8;
            (level + Vector128.Narrow(low, high)).StoreUnsafe(ref blend.Pixels[i]);
        }
        for (; i < blend.Pixels.Length; i++)
            blend.Pixels[i] = (byte)(thin.Pixels[i] + ((part * (thick.Pixels[i] - thin.Pixels[i])) >> 8));
        return blend;
    }

    // Alternating with the square, the cross makes an octagon: nearly round pens.
    private static GreyImage DilateByCross(GreyImage ink)
    {
        int last = ink.Width - 1;
        var output = GreyImage.Unset(ink.Width, ink.Height);
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<byte> same = ink.Row(y);
            ReadOnlySpan<byte> above = ink.Row(Math.Max(0, y - 1));
            ReadOnlySpan<byte> below = ink.Row(Math.Min(ink.Height - 1, y + 1));
            Span<byte> row = output.Row(y);
            row[0] = Greatest(same, above, below, 0);
            int x = 1;
            for (; x <= last - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                Vector128<byte> across = Vector128.Max(
                    Vector128.LoadUnsafe(in same[x - 1]), Vector128.LoadUnsafe(in same[x + 1]));
                Vector128<byte> down = Vector128.Max(
                    Vector128.LoadUnsafe(in above[x]), Vector128.LoadUnsafe(in below[x]));
                Vector128.Max(Vector128.LoadUnsafe(in same[x]), Vector128.Max(across, down))
                    .StoreUnsafe(ref row[x]);
            }
            for (; x <= last; x++)
                row[x] = Greatest(same, above, below, x);
        }
        return output;
    }

    private static byte Greatest(
        ReadOnlySpan<byte> same, ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, int x)
    {
        byte across = Math.Max(same[Math.Max(0, x - 1)], same[Math.Min(same.Length - 1, x + 1)]);
        return Math.Max(Math.Max(same[x], across), Math.Max(above[x], below[x]));
    }
}

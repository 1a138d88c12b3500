namespace Inkling.Imaging.Preparation;

/// <summary>
/// Keeps thin strokes from fading when a large drawing is made small: MNIST's pens leave strokes of at least
/// two of its pixels. It only ever thickens.
/// </summary>
internal static class StrokeWeight
{
    // A pixel fully inked, and its soft edges; most of MNIST's digits are bolder.
    private const double LeastWidth = 2.0;

    /// <summary>
    /// Thickens the ink so far that it keeps its least width when its longest side becomes 20.
    /// </summary>
    public static GreyImage Thicken(GreyImage ink, List<InkComponent> digit)
    {
        double width = Width(ink.Width, digit);
        int longest = BoxOf(digit).Longest;
        if (longest <= Cropping.LongestSide)
            return ink; // It is not made smaller, so nothing fades.

        // (width + 2r) · 20 / (longest + 2r) = LeastWidth, for r.
        double radius = ((LeastWidth * longest) - (20 * width)) / (40 - (2 * LeastWidth));
        for (int step = 0; step < radius; step++)
        {
            GreyImage thicker = step % 2 == 0 ? GreatestInCross(ink) : SlidingWindow.Greatest(ink, 1);
            ink = Blend(ink, thicker, Math.Min(1, radius - step));
        }

        return ink;
    }

    /// <summary>
    /// The mean stroke width in pixels: a long stroke's outline is twice its area over its width.
    /// </summary>
    public static double Width(int imageWidth, List<InkComponent> digit)
    {
        int area = 0;
        double outline = 0;
        foreach (InkComponent piece in digit)
        {
            bool[] inked = new bool[piece.Box.Bottom * imageWidth];
            foreach (int place in piece.Places)
                inked[place] = true;
            foreach (int place in piece.Places)
            {
                ReadOnlySpan<int> sides = [place - 1, place + 1, place - imageWidth, place + imageWidth];
                foreach (int side in sides)
                    outline += (uint)side < inked.Length && inked[side] ? 0 : 1;
            }

            area += piece.Area;
        }

        // Steps of a staircase are longer than the slope: over all directions by 4/π.
        return 2 * area / (outline * Math.PI / 4);
    }

    /// <summary>The box of several pieces.</summary>
    public static PixelBox BoxOf(List<InkComponent> digit)
    {
        int left = digit.Min(piece => piece.Box.Left);
        int top = digit.Min(piece => piece.Box.Top);
        int right = digit.Max(piece => piece.Box.Right);
        int bottom = digit.Max(piece => piece.Box.Bottom);
        return new PixelBox(left, top, right - left, bottom - top);
    }

    // A fraction of a step: tiny drawings need less than a whole pixel.
    private static GreyImage Blend(GreyImage thin, GreyImage thick, double share)
    {
        byte[] output = new byte[thin.Pixels.Length];
        for (int i = 0; i < output.Length; i++)
            output[i] = (byte)Math.Round(thin.Pixels[i] + (share * (thick.Pixels[i] - thin.Pixels[i])));
        return new GreyImage(thin.Width, thin.Height, output);
    }

    // Alternating with the square, the cross makes an octagon: nearly round pens.
    private static GreyImage GreatestInCross(GreyImage ink)
    {
        int width = ink.Width;
        byte[] output = new byte[ink.Pixels.Length];
        for (int i = 0; i < output.Length; i++)
        {
            int x = i % width;
            byte level = ink.Pixels[i];
            if (x > 0)
                level = Math.Max(level, ink.Pixels[i - 1]);
            if (x < width - 1)
                level = Math.Max(level, ink.Pixels[i + 1]);
            if (i >= width)
                level = Math.Max(level, ink.Pixels[i - width]);
            if (i + width < output.Length)
                level = Math.Max(level, ink.Pixels[i + width]);
            output[i] = level;
        }

        return new GreyImage(width, ink.Height, output);
    }
}

using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Pieces;

/// <summary>Brings the chosen ink to MNIST's levels: 255 within a stroke, soft edges, all else 0.</summary>
internal static class InkLevels
{
    // Most of a stroke's pixels are its soft edges; the level that a fifth of them exceed becomes 255.
    private const double FullInk = 0.8;

    // In MNIST a tenth of the pixels with any ink are at 255 or next to it, even of thin strokes.
    private const double FullPixel = 0.9;

    /// <summary>Cuts out the area; stretches the levels of the digit and its soft edges to 255.</summary>
    public static GreyImage Stretch(GreyImage above, List<InkComponent> digit, PixelBox area)
    {
        GreyImage mask = new(area.Width, area.Height);
        List<byte> levels = [];
        foreach (InkComponent piece in digit)
        {
            foreach (int place in piece.Indices)
            {
                mask.Pixels[(((place / above.Width) - area.Top) * area.Width)
                    + (place % above.Width) - area.Left] = 255;
                levels.Add(above.Pixels[place]);
            }
        }
        int full = Math.Max(1, new Histogram([.. levels]).Quantile(FullInk));
        byte[] near = SlidingWindow.Dilate(mask, 1).Pixels;
        GreyImage ink = above.Crop(area);
        for (int i = 0; i < near.Length; i++)
            ink.Pixels[i] =
                (byte)(near[i] == 0 ? 0 : Math.Min(255, ((ink.Pixels[i] * 255) + (full / 2)) / full));
        return ink;
    }

    /// <summary>Raises all levels in proportion until a tenth of the inked pixels are at 255.</summary>
    public static GreyImage Saturate(GreyImage ink)
    {
        byte[] inked = Array.FindAll(ink.Pixels, level => level > 0);
        int full = Math.Max(1, new Histogram(inked).Quantile(FullPixel));
        GreyImage raised = ink.Copy();
        for (int i = 0; i < raised.Pixels.Length; i++)
            raised.Pixels[i] = (byte)Math.Min(255, ink.Pixels[i] * 255 / full);
        return raised;
    }
}

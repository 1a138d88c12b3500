using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Pieces;

/// <summary>Brings the chosen ink to MNIST's levels: 255 within a stroke, soft edges, all else 0.</summary>
internal static class InkLevels
{
    // Most of a stroke's pixels are its soft edges; the level that a fifth of them exceed becomes 255.
    private const double FullInk = 0.8;

    // In MNIST a tenth of the pixels with any ink are at 255 or next to it, even of thin strokes.
    private const double FullPixel = 0.9;

    /// <summary>Counts the levels of some pieces.</summary>
    public static Histogram Of(GreyImage above, List<InkComponent> pieces)
    {
        var levels = new Histogram();
        foreach (InkComponent piece in pieces)
        {
            foreach (InkRun run in piece.Runs)
                levels.Add(run.Of(above));
        }
        return levels;
    }

    /// <summary>Cuts out the area; stretches the levels of the digit and its soft edges to 255.</summary>
    public static GreyImage Stretch(GreyImage above, List<InkComponent> digit, PixelBox area)
    {
        int full = Math.Max(1, Of(above, digit).Quantile(FullInk));
        byte[] stretched = new byte[256];
        for (int level = 0; level < stretched.Length; level++)
            stretched[level] = (byte)Math.Min(255, ((level * 255) + (full / 2)) / full);

        // The digit's pixels and all beside them.
        GreyImage ink = new(area.Width, area.Height);
        foreach (InkComponent piece in digit)
        {
            foreach (InkRun run in piece.Runs)
                CopyAround(run, above, area, ink);
        }
        Span<byte> rest = ink.Pixels;
        while (rest.IndexOfAnyExcept((byte)0) is var next and >= 0)
        {
            for (; next < rest.Length && rest[next] > 0; next++)
                rest[next] = stretched[rest[next]];
            rest = rest[next..];
        }
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

    private static void CopyAround(InkRun run, GreyImage above, PixelBox area, GreyImage ink)
    {
        int left = Math.Max(area.Left, run.Left - 1), right = Math.Min(area.Right, run.Right + 1);
        for (int y = Math.Max(area.Top, run.Row - 1); y < Math.Min(area.Bottom, run.Row + 2); y++)
            above.Row(y)[left..right].CopyTo(ink.Row(y - area.Top)[(left - area.Left)..]);
    }
}

namespace Inkling.Imaging.Preparation;

/// <summary>
/// A small picture that was cut out along its digit, as data sets and readers of forms do: its ink goes from edge to edge. It
/// is given paper around it, because for other pictures what reaches an edge is a neighbour, a shadow or a ruled line, and the
/// border is paper. One of very few pixels is enlarged first, so that a stroke has a width. It reads no digit.
/// </summary>
/// <param name="Picture">The picture with its paper, or as it was.</param>
/// <param name="Margin">How many pixels of paper were added at each side.</param>
internal readonly record struct CloseCut(GreyImage Picture, int Margin)
{
    // Nobody photographs with so few pixels: such pictures are cut out of others.
    private const int LongestSide = 64;

    // A digit of fewer has strokes and gaps of a pixel or two; it is given about so many.
    private const int FewestPixels = 24, Enough = 48;

    // Of the picture's width or height: so far the ink goes.
    private const double LeastReach = 0.9;

    // Paper goes all around a digit that is not cut closely, and so does a frame.
    private const double MostOfEdge = 0.75;

    // What is less like a digit than this has neighbours, or is cut itself.
    private const double LeastLikeness = 0.4;

    // In levels; less is shade, or the grain of a picture without ink.
    private const int LeastContrast = 40;

    /// <summary>The picture with paper around it if it was cut closely, else as it is.</summary>
    public static CloseCut Of(GreyImage picture)
    {
        int longest = Math.Max(picture.Width, picture.Height);
        if (longest > LongestSide)
            return new(picture, 0);
        if (longest < FewestPixels)
        {
            int times = (Enough + (longest / 2)) / longest;
            picture = Resampling.Enlarge(picture, times * picture.Width, times * picture.Height);
        }

        var histogram = new Histogram(picture.Pixels);
        int threshold = histogram.Otsu();
        (double dark, double light) = (histogram.Mean(0, threshold), histogram.Mean(threshold + 1, 255));
        (double likeDark, double likeLight) = (Likeness(picture.Inverted(), 254 - threshold), Likeness(picture, threshold));
        return Math.Max(likeDark, likeLight) < LeastLikeness || likeDark == likeLight || light - dark < LeastContrast
            ? new(picture, 0)
            : Surround(picture, (byte)Math.Round(likeDark > likeLight ? light : dark));
    }

    // How much what is above the threshold is like a digit that was cut closely, 0 to 1: one piece that goes from edge to edge
    // and meets them here and there. The paper around a digit is in several parts, and the digit hardly ever.
    private static double Likeness(GreyImage picture, int threshold)
    {
        int ink = 0;
        InkComponent? main = null;
        foreach (InkComponent piece in InkComponent.FindAll(picture, threshold, threshold))
        {
            ink += piece.Area;
            if (main is null || piece.Area > main.Area)
                main = piece;
        }

        if (main is null)
            return 0;
        double reach = Math.Max((double)main.Box.Width / picture.Width, (double)main.Box.Height / picture.Height);
        double whole = (double)main.Area / ink;
        int edge = picture.Pixels.Length - (Math.Max(0, picture.Width - 2) * Math.Max(0, picture.Height - 2));
        double onEdge = (double)main.OnEdge / edge;
        return reach < LeastReach || onEdge > MostOfEdge ? 0 : whole * whole * (1 - onEdge);
    }

    private static CloseCut Surround(GreyImage picture, byte paper)
    {
        int margin = Math.Max(picture.Width, picture.Height) / 4;
        int width = picture.Width + (2 * margin);
        byte[] pixels = new byte[width * (picture.Height + (2 * margin))];
        pixels.AsSpan().Fill(paper);
        for (int y = 0; y < picture.Height; y++)
        {
            picture.Pixels.AsSpan(y * picture.Width, picture.Width)
                .CopyTo(pixels.AsSpan(((y + margin) * width) + margin));
        }

        return new(new GreyImage(width, picture.Height + (2 * margin), pixels), margin);
    }
}

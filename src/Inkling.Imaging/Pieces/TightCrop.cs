using Inkling.Imaging.Filters;
using Inkling.Imaging.Paper;

namespace Inkling.Imaging.Pieces;

/// <summary>
/// A picture that was cut out along its digit, as people, data sets and readers of forms do: its ink goes
/// from edge to edge. It is given paper around it, because for other pictures what reaches an edge is a
/// neighbour, a shadow or a ruled line, and the border is paper. One of very few pixels is enlarged first, so
/// that a stroke has a width. It reads no digit.
/// </summary>
internal readonly record struct TightCrop(GreyImage Picture, int Margin)
{
    // So small a picture was cut out of another, and an upright 1 may reach only two of its edges.
    private const int Small = 64;

    // A digit of fewer has strokes and gaps of a pixel or two; it is given about so many.
    private const int FewestPixels = 24, Enough = 48;

    // How a picture was cut shows in a small copy.
    private const int CopySide = 96;

    // Of the picture's width and height: so far the ink goes.
    private const double LeastReach = 0.9;

    // Paper goes all around a digit that is not cut closely, and so does a frame.
    private const double MostOfEdge = 0.75;

    // A digit meets the edges in a few places, squared paper in many.
    private const int MostContacts = 8;

    // What is less like a digit than this has neighbours, or is cut itself, or is half of the picture.
    private const double LeastLikeness = 0.4, LeastLikenessOfLarge = 0.55;

    // In levels; less is shade, or the grain of a picture without ink.
    private const int LeastContrast = 40;

    /// <summary>The picture with paper around it if it was cut closely, else as it is.</summary>
    public static TightCrop Of(GreyImage picture)
    {
        int longest = Math.Max(picture.Width, picture.Height);
        if (longest < FewestPixels)
        {
            int times = (Enough + (longest / 2)) / longest;
            picture = Enlargement.Of(picture, times * picture.Width, times * picture.Height);
        }
        if (HasPlainBorder(picture, (longest + CopySide - 1) / CopySide))
            return new(picture, 0);
        GreyImage copy = Resampling.ReduceTo(picture, CopySide);
        var histogram = new Histogram(copy.Pixels);
        int threshold = histogram.Otsu();
        (double dark, double light) = (histogram.Mean(0, threshold), histogram.Mean(threshold + 1, 255));
        if (light - dark < LeastContrast || !HasBoth(BorderOf(copy), threshold))
            return new(picture, 0);
        bool isSmall = longest <= Small;
        (double likeDark, double likeLight) =
            (Likeness(copy.Inverted(), 254 - threshold, isSmall), Likeness(copy, threshold, isSmall));
        bool isLike = likeDark != likeLight
            && Math.Max(likeDark, likeLight) >= (isSmall ? LeastLikeness : LeastLikenessOfLarge);
        if (!isLike && longest >= FewestPixels)
            return new(picture, 0);
        // Few pixels show a digit's thin strokes in pieces: there is nothing else in so small a picture.
        bool inkIsDark = isLike ? likeDark > likeLight : Polarity.InkIsDark(copy);
        return Surround(picture, (byte)Math.Round(inkIsDark ? light : dark));
    }

    // How much what is above the threshold is like a digit that was cut closely, 0 to 1: one piece that goes
    // from edge to edge and meets them here and there. The paper around a digit is in several parts, and the
    // digit hardly ever.
    private static double Likeness(GreyImage picture, int threshold, bool isSmall)
    {
        int ink = 0;
        InkComponent? main = null;
        foreach (InkComponent piece in InkComponent.FindAll(picture, threshold, threshold))
        {
            ink += piece.Area;
            main = main is null || piece.Area > main.Area ? piece : main;
        }
        if (main is null)
            return 0;
        (double across, double down) =
            ((double)main.Box.Width / picture.Width, (double)main.Box.Height / picture.Height);
        byte[] border = BorderOf(picture);
        double whole = (double)main.Area / ink;
        double onEdge = (double)main.OnEdge / border.Length;
        return (isSmall ? Math.Max(across, down) : Math.Min(across, down)) < LeastReach || onEdge > MostOfEdge
            || Contacts(border, threshold) > MostContacts
            ? 0
            : whole * whole * (1 - onEdge);
    }

    // Nothing goes on to the edge where so many rows and columns along it are of one level.
    private static bool HasPlainBorder(GreyImage picture, int wide)
    {
        byte level = picture[0, 0];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            bool isWhole = y < wide || y >= picture.Height - wide || row.Length <= 2 * wide;
            if (isWhole ? row.ContainsAnyExcept(level)
                : row[..wide].ContainsAnyExcept(level) || row[^wide..].ContainsAnyExcept(level))
            {
                return false;
            }
        }
        return true;
    }

    private static bool HasBoth(byte[] border, int threshold)
    {
        int above = 0;
        foreach (byte level in border)
            above += level > threshold ? 1 : 0;
        return above > 0 && above < border.Length;
    }

    // How often the border goes from paper to ink, once around.
    private static int Contacts(byte[] border, int threshold)
    {
        int contacts = 0;
        for (int i = 0; i < border.Length; i++)
            contacts += border[i] > threshold && border[i == 0 ? ^1 : i - 1] <= threshold ? 1 : 0;
        return contacts;
    }

    // The outermost pixels, once around.
    private static byte[] BorderOf(GreyImage picture)
    {
        (int right, int bottom) = (picture.Width - 1, picture.Height - 1);
        List<byte> border = [];
        for (int x = 0; x <= right; x++)
            border.Add(picture[x, 0]);
        for (int y = 1; y <= bottom; y++)
            border.Add(picture[right, y]);
        for (int x = right - 1; bottom > 0 && x >= 0; x--)
            border.Add(picture[x, bottom]);
        for (int y = bottom - 1; right > 0 && y > 0; y--)
            border.Add(picture[0, y]);
        return [.. border];
    }

    private static TightCrop Surround(GreyImage picture, byte paper)
    {
        int margin = Math.Max(picture.Width, picture.Height) / 4;
        GreyImage surrounded = new(picture.Width + (2 * margin), picture.Height + (2 * margin));
        surrounded.Pixels.AsSpan().Fill(paper);
        surrounded.Paste(picture, margin, margin);
        return new(surrounded, margin);
    }
}

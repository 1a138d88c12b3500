namespace Inkling.Imaging.Panels;

/// <summary>A point in pixels and parts of them; (0, 0) is the picture's left upper corner.</summary>
internal readonly record struct Place(double X, double Y);

/// <summary>
/// Four corners of an upright or slightly turned rectangle in perspective, clockwise from the left upper one,
/// and the way between it and an upright picture of it (Heckbert 1989, sect. 2.2.3).
/// </summary>
internal sealed class Quadrilateral
{
    private readonly double _a, _b, _c, _d, _e, _f, _g, _h;

    /// <summary>Makes one of its corners.</summary>
    public Quadrilateral(Place leftTop, Place rightTop, Place rightBottom, Place leftBottom)
    {
        Corners = [leftTop, rightTop, rightBottom, leftBottom];
        (double dx1, double dy1) = (rightTop.X - rightBottom.X, rightTop.Y - rightBottom.Y);
        (double dx2, double dy2) = (leftBottom.X - rightBottom.X, leftBottom.Y - rightBottom.Y);
        double sx = leftTop.X - rightTop.X + rightBottom.X - leftBottom.X;
        double sy = leftTop.Y - rightTop.Y + rightBottom.Y - leftBottom.Y;
        double determinant = (dx1 * dy2) - (dx2 * dy1);
        _g = ((sx * dy2) - (dx2 * sy)) / determinant;
        _h = ((dx1 * sy) - (sx * dy1)) / determinant;
        (_a, _b, _c) = (rightTop.X - leftTop.X + (_g * rightTop.X),
            leftBottom.X - leftTop.X + (_h * leftBottom.X), leftTop.X);
        (_d, _e, _f) = (rightTop.Y - leftTop.Y + (_g * rightTop.Y),
            leftBottom.Y - leftTop.Y + (_h * leftBottom.Y), leftTop.Y);
    }

    /// <summary>From the left upper one, clockwise.</summary>
    public IReadOnlyList<Place> Corners { get; }

    /// <summary>The mean length of its upper and lower side.</summary>
    public double Width =>
        (Distance(Corners[0], Corners[1]) + Distance(Corners[3], Corners[2])) / 2;

    /// <summary>The mean length of its left and right side.</summary>
    public double Height =>
        (Distance(Corners[0], Corners[3]) + Distance(Corners[1], Corners[2])) / 2;

    /// <summary>Its area (Gauss's formula).</summary>
    public double Area
    {
        get
        {
            double twice = 0;
            for (int i = 0; i < 4; i++)
            {
                (Place one, Place next) = (Corners[i], Corners[(i + 1) % 4]);
                twice += (one.X * next.Y) - (next.X * one.Y);
            }
            return Math.Abs(twice) / 2;
        }
    }

    /// <summary>The place at parts u of its width and v of its height.</summary>
    public Place At(double u, double v)
    {
        double depth = (_g * u) + (_h * v) + 1;
        return new(((_a * u) + (_b * v) + _c) / depth, ((_d * u) + (_e * v) + _f) / depth);
    }

    /// <summary>The same one in a picture of so many times the width and height.</summary>
    public Quadrilateral Enlarged(double by)
    {
        Place Of(int i) => new(Corners[i].X * by, Corners[i].Y * by);
        return new(Of(0), Of(1), Of(2), Of(3));
    }

    /// <summary>Without a part of its width and height along each side.</summary>
    public Quadrilateral Inset(double part) =>
        new(At(part, part), At(1 - part, part), At(1 - part, 1 - part), At(part, 1 - part));

    /// <summary>Interpolates its upright picture; edge pixels go on beyond the picture.</summary>
    public GreyImage Unwarp(GreyImage picture, int width, int height)
    {
        GreyImage upright = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Place from = At((x + 0.5) / width, (y + 0.5) / height);
                upright.Pixels[(y * width) + x] = Level(picture, from);
            }
        }
        return upright;
    }

    private static byte Level(GreyImage picture, Place at)
    {
        double x = Math.Clamp(at.X - 0.5, 0, picture.Width - 1);
        double y = Math.Clamp(at.Y - 0.5, 0, picture.Height - 1);
        (int left, int top) = ((int)x, (int)y);
        int right = Math.Min(left + 1, picture.Width - 1);
        int bottom = Math.Min(top + 1, picture.Height - 1);
        (double across, double down) = (x - left, y - top);
        double upper = picture[left, top] + (across * (picture[right, top] - picture[left, top]));
        double lower = picture[left, bottom] + (across * (picture[right, bottom] - picture[left, bottom]));
        return (byte)(upper + (down * (lower - upper)) + 0.5);
    }

    private static double Distance(Place one, Place other) =>
        Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}

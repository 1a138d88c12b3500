namespace Inkling.Imaging;

/// <summary>An upright rectangle of pixels.</summary>
/// <param name="Left">Its first column.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Width">Columns; 0 for no rectangle.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelBox(int Left, int Top, int Width, int Height)
{
    /// <summary>The column behind its last.</summary>
    public int Right => Left + Width;

    /// <summary>The row below its last.</summary>
    public int Bottom => Top + Height;

    /// <summary>Its longer side.</summary>
    public int LongerSide => Math.Max(Width, Height);

    /// <summary>The pixels that this covers in a picture of so many times the width and height.</summary>
    internal PixelBox Enlarged(double by)
    {
        int left = (int)Math.Floor(Left * by);
        int top = (int)Math.Floor(Top * by);
        return new PixelBox(
            left, top, (int)Math.Ceiling(Right * by) - left, (int)Math.Ceiling(Bottom * by) - top);
    }

    /// <summary>The smallest rectangle that holds this one and the pixel (x, y).</summary>
    internal PixelBox With(int x, int y) => With(new PixelBox(x, y, 1, 1));

    /// <summary>The smallest rectangle that holds this one and another.</summary>
    internal PixelBox With(PixelBox other)
    {
        if (Width == 0)
            return other;
        int left = Math.Min(Left, other.Left);
        int top = Math.Min(Top, other.Top);
        return new PixelBox(
            left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }
}

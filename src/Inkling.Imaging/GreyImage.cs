using System.Runtime.Intrinsics;

namespace Inkling.Imaging;

/// <summary>A picture of one grey level per pixel; it does not know which levels are ink.</summary>
public sealed class GreyImage
{
    /// <summary>Wraps <paramref name="pixels"/>, which the image then owns.</summary>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    /// <param name="pixels">[height × width] levels, row by row from the top, 0 black to 255 white.</param>
    /// <exception cref="ArgumentNullException">There are no pixels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">There are not width × height pixels.</exception>
    public GreyImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        CheckSize(width, height, pixels.Length);
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Makes a black picture.</summary>
    internal GreyImage(int width, int height) : this(width, height, new byte[width * height]) { }

    /// <summary>
    /// Makes a picture of any levels, to be overwritten: clearing takes as long as a filter.
    /// </summary>
    internal static GreyImage Unset(int width, int height) =>
        new(width, height, GC.AllocateUninitializedArray<byte>(width * height));

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>[Height × Width] levels, row by row from the top, 0 black to 255 white.</summary>
    public byte[] Pixels { get; }

    /// <summary>The level at column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    public byte this[int x, int y] => Pixels[(y * Width) + x];

    /// <summary>Whether all levels are the same.</summary>
    internal bool IsOfOneLevel => !Pixels.AsSpan().ContainsAnyExcept(Pixels[0]);

    /// <summary>The levels of a row, to read or overwrite.</summary>
    internal Span<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);

    /// <summary>Copies the picture.</summary>
    internal GreyImage Copy() => new(Width, Height, [.. Pixels]);

    /// <summary>Copies a rectangle, all of which is within the picture.</summary>
    internal GreyImage Crop(PixelBox box)
    {
        GreyImage part = Unset(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
        {
            Pixels.AsSpan(((box.Top + y) * Width) + box.Left, box.Width)
                .CopyTo(part.Pixels.AsSpan(y * box.Width));
        }
        return part;
    }

    /// <summary>Overwrites a rectangle, all of which is within the picture, with another picture.</summary>
    internal void Paste(GreyImage part, int left, int top)
    {
        for (int y = 0; y < part.Height; y++)
            part.Pixels.AsSpan(y * part.Width, part.Width).CopyTo(Pixels.AsSpan(((top + y) * Width) + left));
    }

    /// <summary>Returns the negative: each level v becomes 255 − v.</summary>
    internal GreyImage Inverted()
    {
        GreyImage negative = Unset(Width, Height);
        int i = 0;
        for (; i <= Pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            (~Vector128.LoadUnsafe(ref Pixels[i])).StoreUnsafe(ref negative.Pixels[i]);
        for (; i < Pixels.Length; i++)
            negative.Pixels[i] = (byte)~Pixels[i];
        return negative;
    }

    /// <summary>Returns 1 for each level above a threshold, else 0.</summary>
    internal GreyImage Above(int threshold) => Above(threshold, Unset(Width, Height));

    /// <summary>As the other, into a picture of the same size, which is returned.</summary>
    internal GreyImage Above(int threshold, GreyImage above)
    {
        int i = 0;
        for (; i <= Pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> isAbove = Vector128.GreaterThan(
                Vector128.LoadUnsafe(ref Pixels[i]), Vector128.Create((byte)threshold));
            (isAbove & Vector128<byte>.One).StoreUnsafe(ref above.Pixels[i]);
        }
        for (; i < above.Pixels.Length; i++)
            above.Pixels[i] = (byte)(Pixels[i] > threshold ? 1 : 0);
        return above;
    }

    /// <summary>Throws unless so many pixels are a picture of that size.</summary>
    internal static void CheckSize(int width, int height, int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels != (long)width * height)
        {
            throw new ArgumentException(
                $"{pixels:N0} pixels are not an image of {width:N0} × {height:N0}.", nameof(pixels));
        }
    }
}

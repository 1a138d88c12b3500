namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>Pictures with zeros around them, as windows that hang over an edge want them.</summary>
internal static class ZeroBorder
{
    /// <summary>Puts rows of values into a larger picture, so many rows down and values right, and zeros around them.</summary>
    /// <param name="rows">The rows, one behind the other.</param>
    /// <param name="length">Values of each.</param>
    /// <param name="picture">The picture; overwritten.</param>
    /// <param name="stride">Values of a row of it.</param>
    /// <param name="down">Its rows above the first.</param>
    /// <param name="right">Values left of each.</param>
    public static void Put(ReadOnlySpan<float> rows, int length, Span<float> picture, int stride, int down, int right)
    {
        int end = right + (down * stride);
        picture[..end].Clear();
        for (int at = 0; at < rows.Length; at += length)
        {
            rows.Slice(at, length).CopyTo(picture[end..]);
            // What is right of this row and left of the next lies together.
            picture.Slice(end + length, Math.Min(stride - length, picture.Length - end - length)).Clear();
            end += stride;
        }
        if (end < picture.Length)
            picture[end..].Clear();
    }

    /// <summary>The other way: takes the rows out of the picture.</summary>
    public static void Remove(ReadOnlySpan<float> picture, int stride, int down, int right, Span<float> rows, int length)
    {
        int from = right + (down * stride);
        for (int at = 0; at < rows.Length; at += length, from += stride)
            picture.Slice(from, length).CopyTo(rows[at..]);
    }
}

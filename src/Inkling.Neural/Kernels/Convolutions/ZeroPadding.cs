namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>Pictures with zeros around them, for windows that hang over an edge.</summary>
internal static class ZeroPadding
{
    /// <summary>Returns a picture with its window's padding: itself where there is none.</summary>
    public static ReadOnlySpan<float> Pad(Window window, ReadOnlySpan<float> x, ref Memory<float> buffer)
    {
        if (!window.IsPadded)
            return x;
        Span<float> padded = AlignedBuffer.Ensure(ref buffer, window.Padded.Size);
        int channels = window.Input.Channels;
        Pad(x, window.Input.Width * channels, padded, window.Padded.Width * channels,
            window.PaddingY, window.PaddingX * channels);
        return padded;
    }

    /// <summary>
    /// Copies rows of so many values, one after the other, into a larger picture, whose rows are
    /// <c>stride</c> apart, and writes zeros around them.
    /// </summary>
    public static void Pad(
        ReadOnlySpan<float> rows, int length, Span<float> picture, int stride, int top, int left)
    {
        int end = left + (top * stride);
        picture[..end].Clear();
        for (int at = 0; at < rows.Length; at += length)
        {
            rows.Slice(at, length).CopyTo(picture[end..]);
            // The zeros right of this row and left of the next lie together.
            picture.Slice(end + length, Math.Min(stride - length, picture.Length - end - length)).Clear();
            end += stride;
        }
        if (end < picture.Length)
            picture[end..].Clear();
    }

    /// <summary>Copies the rows out of such a picture.</summary>
    public static void Crop(
        ReadOnlySpan<float> picture, int stride, int top, int left, Span<float> rows, int length)
    {
        int from = left + (top * stride);
        for (int at = 0; at < rows.Length; at += length, from += stride)
            picture.Slice(from, length).CopyTo(rows[at..]);
    }
}

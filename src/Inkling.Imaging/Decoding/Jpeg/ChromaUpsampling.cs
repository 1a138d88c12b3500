namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Brings a coarsely sampled component to the picture's width, one row at a time. Halved components get
/// libjpeg's "fancy" triangle filter, ¾ of the nearer sample and ¼ of the farther in each direction, with its
/// alternating roundings; other ratios repeat samples, as libjpeg does. It knows no colours.
/// </summary>
internal static class ChromaUpsampling
{
    /// <summary>The component's samples along the picture's row <paramref name="y"/>.</summary>
    /// <param name="frame">The frame, for its finest sampling.</param>
    /// <param name="component">Which plane.</param>
    /// <param name="y">The picture's row.</param>
    /// <param name="scratch">Room for twice the component's width and for the picture's width.</param>
    /// <returns>
    /// At least as many samples as the picture is wide: of the plane itself, or in the scratch.
    /// </returns>
    public static ReadOnlySpan<byte> Row(JpegFrame frame, JpegComponent component, int y, Span<byte> scratch)
    {
        int across = frame.MaxHorizontal / component.Horizontal;
        int down = frame.MaxVertical / component.Vertical;
        ReadOnlySpan<byte> near = component.Row(y / down);
        ReadOnlySpan<byte> far = component.Row(y % 2 == 0 ? (y / 2) - 1 : (y / 2) + 1);
        bool upper = y % 2 == 0;

        switch (across, down)
        {
            case (1, 1):
                return near;
            case (1, 2):
                BlendRows(near, far, upper ? 1 : 2, scratch);
                return scratch;
            case (2, 1) when component.Width > 2:
                WidenRow(near, scratch);
                return scratch;
            case (2, 2) when component.Width > 2:
                WidenRows(near, far, scratch);
                return scratch;
            default:
                for (int x = 0; x < frame.Width; x++)
                    scratch[x] = near[x / across];
                return scratch;
        }
    }

    /// <summary>out = (3·near + far + bias) / 4; the bias of the upper row is 1, of the lower 2.</summary>
    private static void BlendRows(
        ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int bias, Span<byte> output)
    {
        for (int x = 0; x < near.Length; x++)
            output[x] = (byte)(((3 * near[x]) + far[x] + bias) >> 2);
    }

    /// <summary>
    /// Two samples out of one: ¾ itself and ¼ its left, then its right neighbour; the ends stay.
    /// </summary>
    private static void WidenRow(ReadOnlySpan<byte> row, Span<byte> output)
    {
        int last = row.Length - 1;
        output[0] = row[0];
        for (int x = 0; x < last; x++)
        {
            output[(2 * x) + 1] = (byte)(((3 * row[x]) + row[x + 1] + 2) >> 2);
            output[(2 * x) + 2] = (byte)(((3 * row[x + 1]) + row[x] + 1) >> 2);
        }

        output[(2 * last) + 1] = row[last];
    }

    /// <summary>Both at once, rounded only at the end: weights 9, 3, 3 and 1 of 16.</summary>
    private static void WidenRows(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> output)
    {
        int last = near.Length - 1;
        int here = (3 * near[0]) + far[0];
        output[0] = (byte)(((4 * here) + 8) >> 4);
        for (int x = 0; x < last; x++)
        {
            int next = (3 * near[x + 1]) + far[x + 1];
            output[(2 * x) + 1] = (byte)(((3 * here) + next + 7) >> 4);
            output[(2 * x) + 2] = (byte)(((3 * next) + here + 8) >> 4);
            here = next;
        }

        output[(2 * last) + 1] = (byte)(((4 * here) + 7) >> 4);
    }
}

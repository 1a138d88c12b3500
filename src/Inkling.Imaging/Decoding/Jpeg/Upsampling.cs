namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Brings a coarsely sampled component to the picture's width, one row at a time. Halved components get
/// libjpeg's "fancy" triangle filter, ¾ of the nearer sample and ¼ of the farther in each direction, with its
/// alternating roundings; other ratios repeat samples, as libjpeg does. It knows no colours.
/// </summary>
internal static class Upsampling
{
    /// <summary>How many of the picture's rows can be made of the rows that have come.</summary>
    public static int RowsPossible(JpegFrame frame, JpegComponent component) =>
        component.RowsReady >= component.Height
            ? frame.Height
            : (component.RowsReady - 1) * frame.MaxVertical / component.Vertical;

    /// <summary>The samples along row y; scratch has twice the component's and the picture's width.</summary>
    /// <returns>As many samples as the picture is wide or more: the plane's, or in scratch.</returns>
    public static ReadOnlySpan<byte> Row(JpegFrame frame, JpegComponent component, int y, Span<byte> scratch)
    {
        // Samples of the component against pixels of the picture: 1 to 1, 1 to 2, 2 to 3 ...
        int across = component.Horizontal, acrossOf = frame.MaxHorizontal;
        int down = component.Vertical, downOf = frame.MaxVertical;
        ReadOnlySpan<byte> near = component.Row(y * down / downOf);
        bool sameWidth = across == acrossOf;
        bool sameHeight = down == downOf;
        bool halfWidth = 2 * across == acrossOf && component.Width > 2;
        bool halfHeight = 2 * down == downOf;
        bool upper = y % 2 == 0;
        if (sameWidth && sameHeight)
            return near;

        if (sameWidth && halfHeight)
            BlendRows(near, Far(), upper ? 1 : 2, scratch);
        else if (halfWidth && sameHeight)
            WidenRow(near, scratch);
        else if (halfWidth && halfHeight)
            WidenRows(near, Far(), scratch);
        else if (sameWidth)
            return near;
        else
            Repeat(near, across, acrossOf, scratch[..frame.Width]);
        return scratch;

        ReadOnlySpan<byte> Far() => component.Row(upper ? (y / 2) - 1 : (y / 2) + 1);
    }

    /// <summary>out[x] = row[⌊x · across / acrossOf⌋], without a division for each.</summary>
    private static void Repeat(ReadOnlySpan<byte> row, int across, int acrossOf, Span<byte> output)
    {
        int place = 0;
        int rest = 0;
        for (int x = 0; x < output.Length; x++)
        {
            output[x] = row[place];
            rest += across;
            if (rest >= acrossOf)
            {
                rest -= acrossOf;
                place++;
            }
        }
    }

    /// <summary>out = (3·near + far + bias) / 4; the bias of the upper row is 1, of the lower 2.</summary>
    private static void BlendRows(
        ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int bias, Span<byte> output)
    {
        for (int x = 0; x < near.Length; x++)
            output[x] = (byte)(((3 * near[x]) + far[x] + bias) >> 2);
    }

    /// <summary>Two samples out of one: ¾ itself, ¼ its left or right neighbour; the ends stay.</summary>
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

namespace Inkling.Imaging.Decoding.Bmp;

/// <summary>Decodes BI_RLE8 and BI_RLE4. A run is cut at the end of its row, as every reader does.</summary>
internal static class BmpRuns
{
    private const string What = "a BMP run";

    /// <summary>Fills the pixels [height × width] that the runs name; others stay as they are.</summary>
    public static void Decode(
        ReadOnlySpan<byte> runs, bool isHalfBytes, int width, int height, Span<byte> places,
        CancellationToken cancellation)
    {
        var reader = new ByteReader(runs);
        int x = 0;
        int y = 0;
        while (y < height && (reader.Remaining > 0 || x < width || y < height - 1))
        {
            x = Math.Min(x, width);
            int count = reader.Byte(What);
            int value = reader.Byte(What);
            if (count > 0)
            {
                for (int i = 0; i < count; i++)
                    Put(places, width, x++, y, isHalfBytes ? Half(value, i) : value);
                continue;
            }
            switch (value)
            {
                case 0: // The row ends.
                    cancellation.ThrowIfCancellationRequested();
                    x = 0;
                    y++;
                    break;
                case 1: // The picture ends.
                    return;
                case 2: // A jump, to the right and on to later rows.
                    x += reader.Byte(What);
                    y += reader.Byte(What);
                    break;
                default: // So many pixels as they are, filled up to a whole word.
                    ReadOnlySpan<byte> bytes = reader.Take(isHalfBytes ? (value + 1) / 2 : value, What);
                    for (int i = 0; i < value; i++)
                        Put(places, width, x++, y, isHalfBytes ? Half(bytes[i / 2], i) : bytes[i]);
                    reader.Position = Math.Min(runs.Length, reader.Position + (bytes.Length & 1));
                    break;
            }
        }
    }

    private static int Half(int pair, int i) => i % 2 == 0 ? pair >> 4 : pair & 15;

    private static void Put(Span<byte> places, int width, int x, int y, int value)
    {
        if (x < width)
            places[(y * width) + x] = (byte)value;
    }
}

using System.Buffers.Binary;

namespace Inkling.Imaging.Filters;

/// <summary>
/// Eight by eight pixels, a row in each of eight words, exchange rows and columns: halves of words, then
/// quarters, then bytes (Warren 2012, sect. 7-3).
/// </summary>
internal static class Tile
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = sizeof(ulong);

    /// <summary>Transposes one tile of a picture, or what is left of it at the right and lower edge.</summary>
    public static void Transpose(GreyImage from, GreyImage to, int left, int top)
    {
        int width = Math.Min(Side, from.Width - left), height = Math.Min(Side, from.Height - top);
        if (width == Side && height == Side)
        {
            TransposeWhole(from, to, left, top);
            return;
        }
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
                to.Row(x)[y] = from[x, y];
        }
    }

    private static void TransposeWhole(GreyImage from, GreyImage to, int left, int top)
    {
        Span<ulong> rows = stackalloc ulong[Side];
        for (int i = 0; i < Side; i++)
            rows[i] = BinaryPrimitives.ReadUInt64LittleEndian(from.Row(top + i)[left..]);
        Exchange(rows, 4, 0x0000_0000_FFFF_FFFF);
        Exchange(rows, 2, 0x0000_FFFF_0000_FFFF);
        Exchange(rows, 1, 0x00FF_00FF_00FF_00FF);
        for (int i = 0; i < Side; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(to.Row(left + i)[top..], rows[i]);
    }

    // The right half of each upper row changes places with the left half of the row so far below it.
    private static void Exchange(Span<ulong> rows, int apart, ulong leftHalves)
    {
        for (int i = 0; i < Side; i++)
        {
            if ((i & apart) != 0)
                continue;
            ulong unlike = ((rows[i] >> (8 * apart)) ^ rows[i + apart]) & leftHalves;
            rows[i + apart] ^= unlike;
            rows[i] ^= unlike << (8 * apart);
        }
    }
}

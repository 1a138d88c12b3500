using System.Buffers.Binary;

namespace Inkling.Imaging.Filters;

/// <summary>
/// Exchanges rows and columns, in tiles of eight by eight pixels. A row of a tile is a word: halves of words
/// change places, then quarters, then bytes (Warren 2012, sect. 7-3).
/// </summary>
internal static class Transposition
{
    private const int Side = sizeof(ulong);

    /// <summary>Returns the picture with rows and columns exchanged.</summary>
    public static GreyImage Of(GreyImage picture)
    {
        GreyImage transposed = new(picture.Height, picture.Width);
        for (int top = 0; top < picture.Height; top += Side)
        {
            for (int left = 0; left < picture.Width; left += Side)
            {
                if (left + Side <= picture.Width && top + Side <= picture.Height)
                    TransposeTile(picture, transposed, left, top);
                else
                    TransposeRest(picture, transposed, left, top);
            }
        }
        return transposed;
    }

    // What is left of a tile at the right and lower edge.
    private static void TransposeRest(GreyImage from, GreyImage to, int left, int top)
    {
        for (int y = top; y < Math.Min(top + Side, from.Height); y++)
        {
            for (int x = left; x < Math.Min(left + Side, from.Width); x++)
                to.Row(x)[y] = from[x, y];
        }
    }

    private static void TransposeTile(GreyImage from, GreyImage to, int left, int top)
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

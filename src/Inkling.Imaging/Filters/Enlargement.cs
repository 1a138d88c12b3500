using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>
/// A picture that is enlarged row by row, by bilinear interpolation in 256ths; edge pixels are repeated.
/// </summary>
internal sealed class Enlargement
{
    private readonly GreyImage _picture;
    private readonly (int First, int Share)[] _columns, _rows;
    private readonly byte[] _row;
    private ushort[] _upper, _lower;
    private int _widened; // rows that lie in upper and lower
    private int _next;

    /// <summary>Begins before the first row.</summary>
    public Enlargement(GreyImage picture, int width, int height)
    {
        _picture = picture;
        (_columns, _rows) = (Steps(picture.Width, width), Steps(picture.Height, height));
        (_upper, _lower, _row) = (new ushort[width], new ushort[width], new byte[width]);
    }

    /// <summary>Enlarges all of a picture.</summary>
    public static GreyImage Of(GreyImage picture, int width, int height)
    {
        Enlargement rows = new(picture, width, height);
        var enlarged = GreyImage.Unset(width, height);
        for (int y = 0; y < height; y++)
            rows.Next().CopyTo(enlarged.Row(y));
        return enlarged;
    }

    /// <summary>The next row; until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        (int row, int share) = _rows[_next++];
        for (; _widened < row + 2; _widened++)
        {
            (_upper, _lower) = (_lower, _upper);
            Widen(_picture.Row(Math.Min(_widened, _picture.Height - 1)), _columns, _lower);
        }
        if (_upper[0] == _lower[0] && !_upper.AsSpan().ContainsAnyExcept(_upper[0])
            && !_lower.AsSpan().ContainsAnyExcept(_upper[0]))
        {
            Array.Fill(_row, (byte)(_upper[0] / 256)); // between two rows of one level there is no other
        }
        else
        {
            Blend(_upper, _lower, share, _row);
        }
        return _row;
    }

    // One row of the smaller picture in 256ths.
    private static void Widen(
        ReadOnlySpan<byte> levels, (int First, int Share)[] columns, Span<ushort> widened)
    {
        if (!levels.ContainsAnyExcept(levels[0]))
        {
            widened.Fill((ushort)(levels[0] * 256));
            return;
        }
        for (int x = 0; x < widened.Length && x < columns.Length; x++)
        {
            (int first, int share) = columns[x];
            int next = first + 1 < levels.Length ? levels[first + 1] : levels[^1];
            widened[x] = (ushort)((levels[first] << 8) + ((next - levels[first]) * share));
        }
    }

    private static void Blend(
        ReadOnlySpan<ushort> upper, ReadOnlySpan<ushort> lower, int share, Span<byte> output)
    {
        int x = 0;
        for (; x <= output.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            int half = x + Vector128<ushort>.Count;
            Vector128<ushort> low = Blend(in upper[x], in lower[x], share);
            Vector128.Narrow(low, Blend(in upper[half], in lower[half], share)).StoreUnsafe(ref output[x]);
        }
        for (; x < output.Length; x++)
            output[x] = (byte)(((upper[x] * (256 - share)) + (lower[x] * share) + 32768) >> 16);
    }

    private static Vector128<ushort> Blend(in ushort upper, in ushort lower, int share)
    {
        Vector128<ushort> above = Vector128.LoadUnsafe(in upper), below = Vector128.LoadUnsafe(in lower);
        Vector128<uint> ofUpper = Vector128.Create((uint)(256 - share));
        Vector128<uint> ofLower = Vector128.Create((uint)share), half = Vector128.Create(32768u);
        return Vector128.Narrow(
            ((Vector128.WidenLower(above) * ofUpper) + (Vector128.WidenLower(below) * ofLower) + half) >> 16,
            ((Vector128.WidenUpper(above) * ofUpper) + (Vector128.WidenUpper(below) * ofLower) + half) >> 16);
    }

    // For each pixel of the larger side the one before it of the smaller, and how far on to the next it is.
    private static (int First, int Share)[] Steps(int from, int to)
    {
        var steps = new (int First, int Share)[to];
        for (int i = 0; i < to; i++)
        {
            double place = Math.Clamp(((i + 0.5) * from / to) - 0.5, 0, from - 1);
            steps[i] = ((int)place, (int)((place - (int)place) * 256));
        }
        return steps;
    }
}

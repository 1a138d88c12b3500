using System.Numerics.Tensors;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Numpy;

/// <summary>
/// Numbers of any type on their way to pixels or labels. Each is kept as two bytes, as it is and times 255,
/// since only the last one tells which was meant. Its memory grows as numbers arrive.
/// </summary>
/// <param name="expected">How many are to come: it never keeps room for more.</param>
/// <param name="areFloats">Whether they may lie between 0 and 1; whole numbers are kept once.</param>
internal sealed class NumberBytes(int expected, bool areFloats)
{
    private const int FirstRoom = 1 << 20;
    private const double White = 255;

    private byte[] _plain = new byte[Math.Min(expected, FirstRoom)];
    private byte[] _scaled = new byte[areFloats ? Math.Min(expected, FirstRoom) : 0];
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;
    private bool _areWhole = true;

    /// <summary>How many have come.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a block of numbers: no more than are expected.</summary>
    public void Add(ReadOnlySpan<double> block)
    {
        if (block.IsEmpty)
            return;
        if (Count + block.Length > _plain.Length)
            Grow(Count + block.Length);
        _least = Math.Min(_least, TensorPrimitives.Min(block)); // NaN stays
        _most = Math.Max(_most, TensorPrimitives.Max(block));
        for (int i = 0; i < block.Length; i++)
        {
            double value = block[i], whole = Math.Round(value);
            _areWhole &= value == whole;
            _plain[Count + i] = ToByte(whole);
        }
        for (int i = 0; areFloats && i < block.Length; i++)
            _scaled[Count + i] = ToByte(Math.Round(block[i] * White));
        Count += block.Length;
    }

    /// <summary>They as pixels: 0 to 255 as they are, 0 to 1 scaled. It gives its memory away.</summary>
    /// <exception cref="DataException">They are neither; says how far they reach.</exception>
    public byte[] ToPixels(string where)
    {
        if (!(_least >= 0 && _most <= White))
        {
            throw new DataException($"{where}: has pixels from {_least:0.###} to {_most:0.###}; pixels are "
                + "0 to 255, or 0 to 1: scale them to that.");
        }
        if (_most > 1)
            return Trimmed(_plain);
        if (areFloats)
            return Trimmed(_scaled);
        foreach (ref byte pixel in _plain.AsSpan(0, Count))
            pixel *= byte.MaxValue;
        return Trimmed(_plain);
    }

    /// <summary>They as labels 0 to 9, one a digit or a row of ten with a single 1.</summary>
    /// <exception cref="DataException">They are none; says why.</exception>
    public byte[] ToLabels(string where, bool oneHot)
    {
        int most = oneHot ? 1 : DigitSet.Classes - 1;
        if (!_areWhole || !(_least >= 0 && _most <= most))
        {
            string which = _areWhole || double.IsNaN(_most) ? "" : ", not all whole";
            throw new DataException($"{where}: has labels from {_least:0.###} to {_most:0.###}{which}; "
                + (oneHot ? "rows of ten are a single 1 and nine 0." : "only the digits 0 to 9 are read."));
        }
        return oneHot ? PlacesOfOnes(where) : Trimmed(_plain);
    }

    /// <summary>Brings columns-first order to rows-first: [columns, rows, count] to its reverse.</summary>
    public void Reverse(int count, int rows, int columns)
    {
        _plain = Reversed(_plain, count, rows, columns);
        if (areFloats)
            _scaled = Reversed(_scaled, count, rows, columns);
    }

    /// <summary>Brings columns-first order to rows-first: both hold count × rows × columns bytes.</summary>
    public static void Reverse(ReadOnlySpan<byte> from, Span<byte> to, int count, int rows, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<byte> values = from.Slice(count * ((column * rows) + row), count);
                for (int n = 0; n < count; n++)
                    to[(((n * rows) + row) * columns) + column] = values[n];
            }
        }
    }

    private static byte[] Reversed(byte[] from, int count, int rows, int columns)
    {
        byte[] to = new byte[count * rows * columns];
        Reverse(from, to, count, rows, columns);
        return to;
    }

    private static byte ToByte(double whole) => (byte)Math.Clamp(whole, byte.MinValue, byte.MaxValue);

    private byte[] PlacesOfOnes(string where)
    {
        byte[] labels = new byte[Count / DigitSet.Classes];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<byte> row = _plain.AsSpan(i * DigitSet.Classes, DigitSet.Classes);
            if (row.Count((byte)1) != 1)
            {
                throw new DataException($"{where}: row {i + 1:N0} of its labels has {row.Count((byte)1)} "
                    + "ones; rows of ten are a single 1 and nine 0.");
            }
            labels[i] = (byte)row.IndexOf((byte)1);
        }
        return labels;
    }

    private byte[] Trimmed(byte[] bytes)
    {
        Array.Resize(ref bytes, Count);
        return bytes;
    }

    private void Grow(int needed)
    {
        int room = (int)Math.Min(expected, Math.Max(needed, _plain.Length * 2L));
        Array.Resize(ref _plain, room);
        if (areFloats)
            Array.Resize(ref _scaled, room);
    }
}

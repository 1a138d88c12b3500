using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding;

/// <summary>
/// Walks over a file's bytes and throws <see cref="ImageFormatException"/> where they end.
/// It knows no format: the caller says what it was after.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The offset of the next byte.</summary>
    public int Position { get; set; }

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>The next byte.</summary>
    public byte Byte(string what) => Take(1, what)[0];

    /// <summary>The next two bytes, big-endian.</summary>
    public int UInt16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Take(2, what));

    /// <summary>The next four bytes, big-endian.</summary>
    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, what));

    /// <summary>The next two bytes, little-endian.</summary>
    public int UInt16Little(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    /// <summary>The next four bytes, little-endian.</summary>
    public uint UInt32Little(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    /// <summary>The next <paramref name="count"/> bytes, borrowed.</summary>
    public ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > Remaining)
        {
            throw ImageFormatException.CutShort(
                $"{what} at byte {Position:N0} needs {count:N0} bytes, and {Remaining:N0} are left");
        }
        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}

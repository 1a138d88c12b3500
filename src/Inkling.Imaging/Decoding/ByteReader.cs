using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding;

/// <summary>Walks over bytes of any format; where they end, says what was wanted of them.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; set; }
    public readonly int Remaining => _bytes.Length - Position;
    public byte Byte(string what) => Take(1, what)[0];
    public int UInt16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Take(2, what));
    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, what));
    public int UInt16Little(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));
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

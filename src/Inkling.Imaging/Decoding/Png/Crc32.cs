using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// The checksum behind each PNG chunk (ISO/IEC 15948, 5.5 and annex D): CRC-32, reflected, 0xEDB88320; eight
/// bytes at a time where there are as many (Kounavis &amp; Berry 2005, "slicing-by-8").
/// </summary>
internal static class Crc32
{
    // Table[256·n + b]: what byte b does to the checksum when n more bytes follow it.
    private static readonly uint[] Table = BuildTable();

    /// <summary>
    /// The checksum of some bytes, or of bytes that follow those of <paramref name="sofar"/>.
    /// </summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint sofar = 0)
    {
        uint[] table = Table;
        uint crc = ~sofar;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[0x700 + (low & 0xFF)] ^ table[0x600 + ((low >> 8) & 0xFF)]
                ^ table[0x500 + ((low >> 16) & 0xFF)] ^ table[0x400 + (low >> 24)]
                ^ table[0x300 + (high & 0xFF)] ^ table[0x200 + ((high >> 8) & 0xFF)]
                ^ table[0x100 + ((high >> 16) & 0xFF)] ^ table[high >> 24];
        }
        foreach (byte b in bytes)
            crc = table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[8 * 256];
        for (uint n = 0; n < 256; n++)
        {
            uint crc = n;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            table[n] = crc;
        }
        for (int i = 256; i < table.Length; i++)
            table[i] = table[table[i - 256] & 0xFF] ^ (table[i - 256] >> 8);
        return table;
    }
}

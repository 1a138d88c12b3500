namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// The checksum behind each PNG chunk (ISO/IEC 15948, 5.5 and annex D): CRC-32, reflected, 0xEDB88320.
/// </summary>
internal static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>
    /// The checksum of some bytes, or of bytes that follow those of <paramref name="sofar"/>.
    /// </summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint sofar = 0)
    {
        uint crc = ~sofar;
        foreach (byte b in bytes)
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint crc = n;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            table[n] = crc;
        }

        return table;
    }
}

namespace Inkling.Imaging.Decoding.Gif;

/// <summary>Reads codes, lowest bit first, out of data sub-blocks (GIF89a, section 15, appendix F).</summary>
internal ref struct GifData(ByteReader reader)
{
    private const string What = "GIF data";

    private ByteReader _reader = reader;
    private int _left;
    private int _bits;
    private int _count;

    /// <summary>Steps over sub-blocks, with the empty one at their end.</summary>
    public static void Skip(ref ByteReader reader)
    {
        for (int length = reader.Byte(What); length > 0; length = reader.Byte(What))
            reader.Take(length, What);
    }

    /// <summary>The next <paramref name="size"/> bits, at most 12; −1 where the data end.</summary>
    public int Code(int size)
    {
        while (_count < size)
        {
            if (_left == 0)
                _left = _reader.Byte(What);
            if (_left == 0)
                return -1;
            _bits |= _reader.Byte(What) << _count;
            _count += 8;
            _left--;
        }
        int code = _bits & ((1 << size) - 1);
        _bits >>= size;
        _count -= size;
        return code;
    }
}

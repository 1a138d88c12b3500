using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;
using Inkling.Imaging;
using static Inkling.Imaging.ImageFormatException;

namespace Inkling.Pictures;

/// <summary>
/// Checks the first directory of a TIFF (TIFF 6.0, section 2) before LibTiff reads it, which allocates
/// whatever a directory claims. It reads no pixels.
/// </summary>
internal readonly ref struct TiffDirectory
{
    /// <summary>Pixels of what is decoded as a whole, such as a tile; a strip goes row by row.</summary>
    public const long MaxTilePixels = 1 << 24;

    private const int Short = 3;
    private const int Long = 4;
    private const int EntryLength = 12;

    // Files have some 20 tags; LibTiff's time grows with the square of their number.
    private const int MaxEntries = 1_000;

    // Strips or tiles, for each of which LibTiff starts anew. A page at 600 dpi has 7,000 rows.
    private const long MaxSegments = 100_000;

    private readonly ReadOnlySpan<byte> _content;
    private readonly bool _isBigEndian;

    private TiffDirectory(ReadOnlySpan<byte> content)
    {
        _content = content;
        _isBigEndian = content[0] == 'M';
    }

    /// <summary>Throws unless everything the directory claims is within the content and the limits.</summary>
    /// <param name="content">A file that starts with a TIFF's signature.</param>
    /// <param name="limits">What the picture, and what one of its tiles may cost.</param>
    /// <exception cref="ImageFormatException">It is damaged, or above the limits.</exception>
    public static void Check(ReadOnlySpan<byte> content, DecodeLimits limits)
    {
        TiffDirectory directory = new(content);
        long start = content.Length < 8 ? content.Length : directory.UInt32(4);
        if (start + 2 > content.Length)
            throw CutShort("its directory is missing");
        int entries = directory.UInt16((int)start);
        if (entries is 0 or > MaxEntries)
            throw Damaged($"its directory has {entries:N0} tags");
        if (start + 2 + (entries * EntryLength) > content.Length)
            throw CutShort("the end of its directory is missing");
        CheckSizes(directory.Sizes((int)start + 2, entries), limits);
    }

    // The numbers by which LibTiff allocates; what each tag claims is checked on the way.
    private Dictionary<TiffTag, long> Sizes(int start, int entries)
    {
        Dictionary<TiffTag, long> sizes = [];
        long claimed = 0;
        for (int at = start; at < start + (entries * EntryLength); at += EntryLength)
        {
            (var tag, int type, long count) = ((TiffTag)UInt16(at), UInt16(at + 2), UInt32(at + 4));
            long bytes = count * Tiff.DataWidth((TiffType)type);
            claimed += bytes;
            if (bytes > 4 && UInt32(at + 8) + bytes > _content.Length)
                throw CutShort($"the values of its tag {(int)tag} are missing");
            if (!IsSize(tag))
                continue;
            long value = type == Short ? UInt16(at + 8) : UInt32(at + 8);
            if (type is not (Short or Long) || count != 1 || !sizes.TryAdd(tag, value))
                throw Damaged($"its tag {(int)tag} is not one number");
        }
        return claimed <= _content.Length ? sizes : throw Damaged("its tags claim more bytes than it has");
    }

    private static bool IsSize(TiffTag tag) => tag is TiffTag.IMAGEWIDTH or TiffTag.IMAGELENGTH
        or TiffTag.IMAGEDEPTH or TiffTag.TILEWIDTH or TiffTag.TILELENGTH or TiffTag.TILEDEPTH
        or TiffTag.ROWSPERSTRIP or TiffTag.SAMPLESPERPIXEL or TiffTag.PLANARCONFIG;

    private static void CheckSizes(Dictionary<TiffTag, long> sizes, DecodeLimits limits)
    {
        (long width, long height) = (Size(TiffTag.IMAGEWIDTH, 0), Size(TiffTag.IMAGELENGTH, 0));
        limits.CheckPixels(width, height);
        bool isTiled = sizes.ContainsKey(TiffTag.TILEWIDTH) || sizes.ContainsKey(TiffTag.TILELENGTH);
        (long across, long down) = isTiled
            ? (Size(TiffTag.TILEWIDTH, 0), Size(TiffTag.TILELENGTH, 0))
            : (width, Math.Min(height, Size(TiffTag.ROWSPERSTRIP, height)));
        limits.CheckPixels(across, down);
        if (isTiled && across * down > MaxTilePixels)
            throw TooLarge($"has tiles of {across:N0} × {down:N0} pixels");
        bool isPlanar = Size(TiffTag.PLANARCONFIG, 1) == (long)PlanarConfig.SEPARATE;
        long segments = (((width - 1) / across) + 1) * (((height - 1) / down) + 1)
            * (isPlanar ? Size(TiffTag.SAMPLESPERPIXEL, 1) : 1);
        if (segments is 0 or > MaxSegments)
            throw Damaged($"it claims {segments:N0} strips or tiles");
        if (Size(TiffTag.IMAGEDEPTH, 1) != 1 || Size(TiffTag.TILEDEPTH, 1) != 1)
            throw Damaged("it claims a third dimension");

        long Size(TiffTag tag, long missing) => sizes.GetValueOrDefault(tag, missing);
    }

    private int UInt16(int at) => _isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_content[at..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_content[at..]);

    private long UInt32(int at) => _isBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_content[at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_content[at..]);
}

using BitMiracle.LibTiff.Classic;
using Inkling.Imaging;

namespace Inkling.Pictures;

/// <summary>
/// The first page of a TIFF by LibTiff, upright: grey, palette, RGB or CMYK, which becomes RGB. Samples are
/// whole numbers of 1 to 16 bits, of 16 the high byte; alpha is straight. It parses no compression.
/// </summary>
internal sealed class TiffDecoder
{
    // Of a JPEG in a TIFF; Skia has the same limit.
    private const int MaxScans = 100;

    private readonly Tiff _file;
    private readonly int _width;
    private readonly int _height;
    private readonly int _bits;
    private readonly int _stored; // samples of a pixel in the file, and how many of them are kept
    private readonly int _kept;
    private readonly bool _isPlanar;
    private readonly Compression _compression;
    private readonly Photometric _colours;
    private readonly ExtraSample _extra;
    private readonly byte[] _samples;
    private readonly int _unusedBits;

    private TiffDecoder(Tiff file, int unusedBits)
    {
        _file = file;
        (_width, _height) = (Number(TiffTag.IMAGEWIDTH), Number(TiffTag.IMAGELENGTH));
        (_bits, _stored) = (Number(TiffTag.BITSPERSAMPLE), Number(TiffTag.SAMPLESPERPIXEL));
        _isPlanar = Number(TiffTag.PLANARCONFIG) == (int)PlanarConfig.SEPARATE;
        _compression = (Compression)Number(TiffTag.COMPRESSION);
        _colours = Colours();
        _kept = _colours switch { Photometric.RGB => 3, Photometric.SEPARATED => 4, _ => 1 };
        CheckKind();
        // Without the tag a further sample is alpha, as Pillow has it.
        _extra = file.GetField(TiffTag.EXTRASAMPLES)?[1].Value is ExtraSample[] and [ExtraSample first, ..]
            ? first
            : ExtraSample.UNASSALPHA;
        bool canHaveAlpha = _colours is not (Photometric.PALETTE or Photometric.SEPARATED);
        if (_stored > _kept && canHaveAlpha && _extra is ExtraSample.ASSOCALPHA or ExtraSample.UNASSALPHA)
            _kept++;
        _samples = new byte[_width * _height * _kept];
        _unusedBits = _colours is Photometric.MINISBLACK or Photometric.RGB ? unusedBits : 0;
    }

    private static ReadOnlySpan<byte> StartOfScan => [0xFF, 0xDA];

    /// <summary>
    /// Decodes to grey, grey and alpha, RGB or RGBA; of samples of 16 bits without the highest unused ones.
    /// </summary>
    /// <exception cref="ImageFormatException">It is damaged, unsupported, or above the limits.</exception>
    public static RasterImage Decode(
        ReadOnlyMemory<byte> content, DecodeLimits limits, int unusedBits = 0)
    {
        TiffDirectory.Check(content.Span, limits);
        TiffContent tiff = new(content);
        try
        {
            using Tiff file = tiff.Open() ?? throw tiff.Failure();
            TiffDecoder decoder = new(file, unusedBits);
            decoder.CheckSegments(content.Span);
            if (!decoder.ReadSamples())
                throw tiff.Failure();
            return Orientation.Apply(decoder.ToRaster(), decoder.Number(TiffTag.ORIENTATION));
        }
        catch (Exception failure) when (failure is not ImageFormatException)
        {
            throw tiff.Failure(failure); // of a damaged file LibTiff throws whatever comes
        }
    }

    private int Number(TiffTag tag) => _file.GetFieldDefaulted(tag)[0].ToInt();

    private Photometric Colours()
    {
        bool isFax = _compression is >= Compression.CCITTRLE and <= Compression.CCITTFAX4;
        Photometric colours = (Photometric?)_file.GetField(TiffTag.PHOTOMETRIC)?[0].ToInt()
            ?? (_stored >= 3 ? Photometric.RGB : isFax ? Photometric.MINISWHITE : Photometric.MINISBLACK);
        if (colours != Photometric.YCBCR || _compression != Compression.JPEG)
            return colours;
        _file.SetField(TiffTag.JPEGCOLORMODE, JpegColorMode.RGB);
        return Photometric.RGB;
    }

    private void CheckKind()
    {
        bool isWhole = Number(TiffTag.SAMPLEFORMAT) is (int)SampleFormat.UINT or (int)SampleFormat.VOID;
        bool isRead = _colours switch
        {
            Photometric.MINISWHITE or Photometric.MINISBLACK or Photometric.RGB => true,
            Photometric.PALETTE => _bits <= 8,
            Photometric.SEPARATED => Number(TiffTag.INKSET) == (int)InkSet.CMYK,
            _ => false,
        };
        bool isUnpacked = _compression != Compression.OJPEG && _file.IsCodecConfigured(_compression);
        if (!isRead || !isWhole || !isUnpacked || _bits is not (1 or 2 or 4 or 8 or 16) || _stored > 8)
        {
            throw new ImageFormatException(
                $"is a TIFF picture of {_stored:N0} × {_bits:N0} bits a pixel (colours {_colours}, "
                + $"compression {_compression}), which Inkling can't read: save it as JPEG or PNG")
            {
                Fault = ImageFault.UnsupportedFormat,
            };
        }
        if (_stored < _kept)
            throw ImageFormatException.Damaged($"a pixel has {_stored} of {_kept} colours");
    }

    // LibTiff allocates and reads what a strip or tile claims, and follows a JPEG through all its scans.
    private void CheckSegments(ReadOnlySpan<byte> content)
    {
        var starts = (ulong[])_file.GetField(TiffTag.STRIPOFFSETS)[0].Value;
        var lengths = (ulong[])_file.GetField(TiffTag.STRIPBYTECOUNTS)[0].Value;
        ulong left = (ulong)content.Length;
        for (int i = 0; i < starts.Length; i++)
        {
            if (lengths[i] > left || starts[i] > (ulong)content.Length - lengths[i])
                throw ImageFormatException.CutShort($"strip {i + 1:N0} of {starts.Length:N0} is missing");
            left -= lengths[i];
            ReadOnlySpan<byte> segment = content.Slice((int)starts[i], (int)lengths[i]);
            if (_compression == Compression.JPEG)
                CheckScans(segment.Count(StartOfScan));
        }
    }

    // A JPEG of several scans is decoded as a whole, as a tile is, and takes 12 bytes a pixel more.
    private void CheckScans(int scans)
    {
        if (scans > MaxScans)
            throw ImageFormatException.Damaged($"a JPEG in it has more than {MaxScans} scans");
        long rows = Math.Min(_height, (uint)Number(TiffTag.ROWSPERSTRIP));
        if (scans > 1 && !_file.IsTiled() && _width * rows > TiffDirectory.MaxTilePixels)
            throw ImageFormatException.TooLarge($"has a progressive JPEG of {_width:N0} × {rows:N0} pixels");
    }

    // Plane by plane, and strips row by row: a strip may be as large as the picture.
    private bool ReadSamples()
    {
        bool isTiled = _file.IsTiled();
        byte[] buffer = new byte[isTiled ? _file.TileSize() : _file.ScanlineSize()];
        int step = isTiled ? Number(TiffTag.TILELENGTH) : 1;
        for (short plane = 0; plane < (_isPlanar ? _kept : 1); plane++)
        {
            for (int y = 0; y < _height; y += step)
            {
                if (!(isTiled ? ReadTiles(buffer, y, plane) : ReadRow(buffer, y, plane)))
                    return false;
            }
        }
        return true;
    }

    private bool ReadRow(byte[] buffer, int y, short plane)
    {
        bool isRead = _file.ReadScanline(buffer, y, plane);
        Keep(buffer, 0, y, _width, plane);
        return isRead;
    }

    private bool ReadTiles(byte[] buffer, int top, short plane)
    {
        (int across, int down) = (Number(TiffTag.TILEWIDTH), Number(TiffTag.TILELENGTH));
        int rowSize = _file.TileRowSize();
        for (int left = 0; left < _width; left += across)
        {
            if (_file.ReadTile(buffer, 0, left, top, 0, plane) < 0)
                return false;
            for (int y = top; y < Math.Min(_height, top + down); y++)
                Keep(buffer.AsSpan((y - top) * rowSize), left, y, Math.Min(across, _width - left), plane);
        }
        return true;
    }

    private void Keep(ReadOnlySpan<byte> row, int x, int y, int pixels, int plane)
    {
        Span<byte> kept = _samples.AsSpan(((y * _width) + x) * _kept, pixels * _kept);
        if (_bits == 8 && !_isPlanar && _stored == _kept)
        {
            row[..kept.Length].CopyTo(kept);
            return;
        }
        (int step, int taken) = _isPlanar ? (1, 1) : (_stored, _kept);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int sample = 0; sample < taken; sample++)
                kept[(pixel * _kept) + plane + sample] = Sample(row, (pixel * step) + sample);
        }
    }

    private byte Sample(ReadOnlySpan<byte> row, int index)
    {
        if (_bits >= 8)
            return _bits == 8 ? row[index] : HighByte(row[2 * index] | (row[(2 * index) + 1] << 8));
        long bit = (long)index * _bits;
        int greatest = (1 << _bits) - 1;
        int value = (row[(int)(bit / 8)] >> (8 - _bits - (int)(bit % 8))) & greatest;
        return (byte)(_colours == Photometric.PALETTE ? value : value * byte.MaxValue / greatest);
    }

    private byte HighByte(int value) => (byte)Math.Min(255, (value << _unusedBits) >> 8);

    private RasterImage ToRaster()
    {
        if (_colours == Photometric.MINISWHITE)
        {
            for (int i = 0; i < _samples.Length; i += _kept)
                _samples[i] ^= byte.MaxValue;
        }
        if (_kept is 2 or 4 && _colours != Photometric.SEPARATED && _extra == ExtraSample.ASSOCALPHA)
            TiffColours.DivideByAlpha(_samples, _kept);
        return _colours switch
        {
            Photometric.PALETTE => new(_width, _height, 3, TiffColours.FromPalette(_samples, Palette())),
            Photometric.SEPARATED => new(_width, _height, 3, TiffColours.FromCmyk(_samples)),
            _ => new(_width, _height, _kept, _samples),
        };
    }

    private FieldValue[] Palette() =>
        _file.GetField(TiffTag.COLORMAP) ?? throw ImageFormatException.Damaged("its palette is missing");
}

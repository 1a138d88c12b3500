using System.Text;
using Inkling.Imaging;
using Inkling.Imaging.Paper;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;

namespace Inkling.Pictures;

/// <summary>
/// Picture files to pixels. The format is told by the content, never by the name; the limits are checked
/// before anything is decoded.
/// </summary>
public static class PictureFile
{
    private const string SaveIt = "save it as JPEG or PNG";
    private const string UseOne = "use a JPEG or PNG picture";

    // In the order in which they are tried: the first whose signature matches decides.
    private static readonly Row[] Rows =
    [
        new(bytes => bytes.IsEmpty, "is empty: there is nothing to read"),
        Skia(bytes => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])), // JPEG
        Skia(bytes => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n\x1A\n"u8])),
        Skia(bytes => bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)),
        Skia(IsBmp),
        Skia(bytes => bytes.StartsWith("RIFF"u8) && Has(bytes, 8, "WEBP"u8)),
        new(PnmDecoder.Recognises, Decode: PnmDecoder.Decode),
        // Called and not named: LibTiff is loaded for a TIFF only.
        new(bytes => bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8),
            Decode: (content, limits, unusedBits) => TiffDecoder.Decode(content, limits, unusedBits)),
        Unsupported(bytes => bytes.StartsWith("II+\0"u8) || bytes.StartsWith("MM\0+"u8), "a BigTIFF picture"),
        Unsupported(bytes => IsBrand(bytes, "avif"u8, "avis"u8), "an AVIF picture"),
        Unsupported(IsHeic, "a HEIC picture"),
        Unsupported(IsPam, "a PAM picture"),
        Unsupported(bytes => bytes.StartsWith("%PDF"u8), "a PDF document"),
        new(
            bytes => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8),
            "is a ZIP archive, which Inkling can't read: unpack it and use the pictures inside"),
        Unsupported(bytes => Text(bytes).StartsWith('<'), "an SVG, XML or HTML text"),
        new(bytes => Text(bytes).Length > 0, "is a text, not a picture: " + UseOne),
        new(_ => true, $"is in no format that Inkling knows: {SaveIt}"),
    ];

    private delegate bool Signature(ReadOnlySpan<byte> bytes);

    // Of samples of 16 bits those behind the highest unused ones are kept.
    private delegate RasterImage Decoder(
        ReadOnlyMemory<byte> content, DecodeLimits limits, int unusedBits = 0);

    /// <summary>Decodes a picture file: JPEG, PNG, GIF, BMP, WebP, TIFF or PNM.</summary>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="limits">What it may cost at most; <see cref="DecodeLimits.Default"/> if null.</param>
    /// <returns>The picture, or its first frame: upright, 8 bits a sample, straight alpha.</returns>
    /// <exception cref="ImageFormatException">It is no picture, unsupported, damaged or large.</exception>
    /// <exception cref="DllNotFoundException">SkiaSharp's native library is missing.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> content, DecodeLimits? limits = null)
    {
        Row format = Recognise(content, ref limits);
        return format.Decode!(content, limits);
    }

    /// <summary>Decodes a picture file to grey, as <see cref="RasterImage.ToGrey"/> does.</summary>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="limits">What it may cost at most; <see cref="DecodeLimits.Default"/> if null.</param>
    /// <param name="enoughSide">
    /// What the longer side needs: a larger JPEG may come at a reduced scale, in a quarter of the time. Never
    /// less than this, and never enlarged.
    /// </param>
    /// <inheritdoc cref="Decode" path="/exception"/>
    public static GreyImage DecodeGrey(
        ReadOnlyMemory<byte> content, DecodeLimits? limits = null, int enoughSide = int.MaxValue) =>
        DecodeGrey(content, limits, enoughSide, out _);

    /// <summary>As the other; <paramref name="size"/> is that of the whole picture, upright.</summary>
    internal static GreyImage DecodeGrey(
        ReadOnlyMemory<byte> content, DecodeLimits? limits, int enoughSide, out (int Width, int Height) size)
    {
        Row format = Recognise(content, ref limits);
        if (format.IsBySkia)
            return SkiaDecoder.DecodeGrey(content, limits, enoughSide, out size);
        GreyImage picture = format.Decode!(content, limits).ToGrey();
        size = (picture.Width, picture.Height);
        return picture;
    }

    /// <summary>
    /// Decodes a picture file as a form needs it: to the grey that shows its ink, whatever its colour, if it
    /// is to be prepared, and else to luma. A JPEG may come at a reduced scale.
    /// </summary>
    /// <param name="form">How the picture will become a digit.</param>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="limits">What it may cost at most.</param>
    /// <param name="size">That of the whole picture, upright.</param>
    /// <inheritdoc cref="Decode" path="/exception"/>
    internal static GreyImage DecodeFor(
        PictureForm form, ReadOnlyMemory<byte> content, DecodeLimits limits,
        out (int Width, int Height) size)
    {
        if (form != PictureForm.Prepare)
            return DecodeGrey(content, limits, form.EnoughSide, out size);
        DecodeLimits? given = limits;
        Row format = Recognise(content, ref given);
        if (format.IsBySkia)
            return SkiaDecoder.DecodeInk(content, limits, form.EnoughSide, out size);
        RasterImage picture = format.Decode!(content, limits);
        picture = NearBlack.WithAllBits(picture, unused => format.Decode(content, limits, unused));
        size = (picture.Width, picture.Height);
        return InkSeparation.ToGrey(picture, isExact: true);
    }

    /// <summary>Reads a file and decodes it as a form needs it.</summary>
    /// <exception cref="DataException">It is missing, or no picture that can be read; says which.</exception>
    internal static GreyImage ReadFor(PictureForm form, string path, DecodeLimits limits)
    {
        ReadOnlyMemory<byte> content = ContentFault.Guard(path, () => PictureContent.OfFile(path, limits));
        return PictureFault.Guard(path, () => DecodeFor(form, content, limits, out _));
    }

    // The format of content that can be decoded.
    private static Row Recognise(
        ReadOnlyMemory<byte> content, [System.Diagnostics.CodeAnalysis.NotNull] ref DecodeLimits? limits)
    {
        limits ??= DecodeLimits.Default;
        limits.CheckBytes(content.Length);
        int row = 0;
        while (!Rows[row].Matches(content.Span))
            row++;
        return Rows[row].Decode is not null
            ? Rows[row]
            : throw new ImageFormatException(Rows[row].Refusal) { Fault = ImageFault.UnsupportedFormat };
    }

    private static Row Skia(Signature matches) =>
        new(matches, Decode: (content, limits, _) => SkiaDecoder.Decode(content, limits)) { IsBySkia = true };

    private static Row Unsupported(Signature matches, string name) =>
        new(matches, $"is {name}, which Inkling can't read: {SaveIt}");

    // "BM" may begin a text; the length of the header behind it can't be one.
    private static bool IsBmp(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("BM"u8) && bytes.Length > 18 && bytes[14] is >= 12 and <= 124
        && bytes[15..18].IndexOfAnyExcept((byte)0) < 0;

    private static bool IsPam(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("P7"u8) && bytes.Length > 2 && IsSpace(bytes[2]);

    private static bool IsHeic(ReadOnlySpan<byte> bytes) =>
        IsBrand(bytes, "heic"u8, "heix"u8)
        || IsBrand(bytes, "hevc"u8, "hevx"u8)
        || IsBrand(bytes, "mif1"u8, "msf1"u8);

    // An ISO media file starts with a box "ftyp" whose first word is the major brand (ISO 14496-12, 4.3).
    private static bool IsBrand(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        Has(bytes, 4, "ftyp"u8) && (Has(bytes, 8, one) || Has(bytes, 8, other));

    private static bool Has(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<byte> word) =>
        bytes.Length >= offset && bytes[offset..].StartsWith(word);

    // The first characters if they are text, without leading blanks; empty if they are not.
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, 256)];
        if (start.StartsWith("\uFEFF"u8))
            start = start[3..];
        foreach (byte b in start)
        {
            if (b < 0x20 && !IsSpace(b))
                return string.Empty;
        }
        return Encoding.UTF8.GetString(start).TrimStart();
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>One format: how to tell it, and either its decoder or the clause that refuses it.</summary>
    private sealed record Row(Signature Matches, string Refusal = "", Decoder? Decode = null)
    {
        /// <summary>Whether SkiaSharp decodes it, at a reduced scale if that is enough.</summary>
        public bool IsBySkia { get; init; }
    }
}

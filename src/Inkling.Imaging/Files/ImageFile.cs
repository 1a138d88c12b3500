using Inkling.Imaging.Decoding;
using Inkling.Imaging.Decoding.Bmp;
using Inkling.Imaging.Decoding.Gif;
using Inkling.Imaging.Decoding.Jpeg;
using Inkling.Imaging.Decoding.Png;
using Inkling.Imaging.Decoding.Pnm;

namespace Inkling.Imaging.Files;

/// <summary>Recognises a picture by its content, never by its name, and hands it to its decoder.</summary>
public static class ImageFile
{
    private const string SaveIt = "save it as JPEG or PNG";
    private const string UseOne = "use a JPEG or PNG picture";

    // In the order in which they are tried: the first whose signature matches decides.
    private static readonly Row[] Rows =
    [
        new(bytes => bytes.IsEmpty, "is empty: there is nothing to read"),
        new(bytes => bytes.StartsWith(JpegDecoder.Signature), Decode: JpegDecoder.Decode),
        new(bytes => bytes.StartsWith(PngDecoder.Signature), Decode: PngDecoder.Decode),
        new(GifDecoder.Recognises, Decode: GifDecoder.Decode),
        new(BmpDecoder.Recognises, Decode: BmpDecoder.Decode),
        new(PnmDecoder.Recognises, Decode: PnmDecoder.Decode),
        Unsupported(IsTiff, "a TIFF picture"),
        Unsupported(IsWebP, "a WebP picture"),
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

    private delegate RasterImage Decoder(DecodeRequest request);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="limits">What it may cost at most; <see cref="DecodeLimits.Default"/> if null.</param>
    /// <param name="cancellation">Ends the decoding within a row of blocks.</param>
    /// <returns>The picture, 8 bits a sample, upright.</returns>
    /// <exception cref="ImageFormatException">It is no picture, unsupported, damaged or large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RasterImage Decode(
        ReadOnlyMemory<byte> bytes, DecodeLimits? limits = null, CancellationToken cancellation = default) =>
        Decode(new DecodeRequest(bytes, limits ?? DecodeLimits.Default, GreyOnly: false, cancellation));

    /// <summary>Decodes to grey as <see cref="RasterImage.ToGrey"/> does; a JPEG's luma as it is.</summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, DecodeLimits?, CancellationToken)"/>
    public static GreyImage DecodeGrey(
        ReadOnlyMemory<byte> bytes, DecodeLimits? limits = null, CancellationToken cancellation = default) =>
        Decode(new DecodeRequest(bytes, limits ?? DecodeLimits.Default, GreyOnly: true, cancellation))
            .ToGrey();

    private static RasterImage Decode(DecodeRequest request)
    {
        request.Limits.CheckBytes(request.File.Length);
        int row = 0;
        while (!Rows[row].Matches(request.File.Span))
            row++;
        return Rows[row].Decode?.Invoke(request)
            ?? throw new ImageFormatException(Rows[row].Refusal) { Fault = ImageFault.UnsupportedFormat };
    }

    private static Row Unsupported(Signature matches, string name) =>
        new(matches, $"is {name}, which Inkling can't read: {SaveIt}");

    private static bool IsWebP(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("RIFF"u8) && Has(bytes, 8, "WEBP"u8);

    private static bool IsTiff(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8);

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
        return System.Text.Encoding.UTF8.GetString(start).TrimStart();
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>One format: how to tell it, and either its decoder or the clause that refuses it.</summary>
    private sealed record Row(Signature Matches, string Refusal = "", Decoder? Decode = null);
}

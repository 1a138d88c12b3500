using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Report;

/// <summary>Small pictures as PNG in data URIs, on clear paper: they suit light and dark pages.</summary>
internal static class EmbeddedPicture
{
    // Every kind of colour vision tells blue from orange; these two can be seen on white and on black.
    private static ReadOnlySpan<byte> Plus => [0x2f, 0x7f, 0xe0];

    private static ReadOnlySpan<byte> Minus => [0xe8, 0x59, 0x0c];

    /// <summary>Writes a digit: black ink, as solid as its pixels are bright.</summary>
    public static void WriteDigit(HtmlWriter html, ReadOnlySpan<byte> ink, string alt, string title)
    {
        const int Side = DigitSet.Side;
        byte[] samples = new byte[ink.Length * 2];
        for (int i = 0; i < ink.Length; i++)
            samples[(i * 2) + 1] = ink[i];
        html.AddVoid("img", ("class", "ink"), ("width", $"{Side}"), ("height", $"{Side}"),
            ("alt", alt), ("title", title), ("src", ToUri(new(Side, Side, 2, samples))));
    }

    /// <summary>Encodes values around 0: blue above, orange below, full colour from ±scale on.</summary>
    public static string OfSigned(ReadOnlySpan<float> values, int width, int height, float scale)
    {
        byte[] samples = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            (values[i] < 0 ? Minus : Plus).CopyTo(samples.AsSpan(i * 4));
            bool isShown = scale > 0 && float.IsFinite(values[i]);
            float share = isShown ? Math.Min(Math.Abs(values[i]) / scale, 1) : 0;
            samples[(i * 4) + 3] = (byte)MathF.Round(share * byte.MaxValue);
        }
        return ToUri(new(width, height, 4, samples));
    }

    private static string ToUri(RasterImage image)
    {
        using MemoryStream png = new();
        PngWriter.Write(png, image);
        return $"data:image/png;base64,{Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)}";
    }
}

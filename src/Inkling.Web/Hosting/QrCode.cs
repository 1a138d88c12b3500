using System.Collections;
using System.Text;
using QRCoder;

namespace Inkling.Web.Hosting;

/// <summary>A text as a QR code, for a phone to scan: as a PNG file, or as lines of a terminal.</summary>
public static class QrCode
{
    private const int PixelsPerModule = 8;

    /// <summary>Makes a PNG file, black on white, with the margin that scanners need.</summary>
    public static byte[] ToPng(string text)
    {
        using QRCodeData code = Encode(text);
        using PngByteQRCode png = new(code);
        return png.GetGraphic(PixelsPerModule);
    }

    /// <summary>
    /// Makes lines of half blocks, two modules of a column in each letter: dark letters on a light ground.
    /// </summary>
    public static IReadOnlyList<string> ToLines(string text)
    {
        using QRCodeData code = Encode(text);
        List<BitArray> rows = code.ModuleMatrix;
        List<string> lines = [];
        for (int y = 0; y < rows.Count; y += 2)
        {
            StringBuilder line = new(rows.Count);
            for (int x = 0; x < rows.Count; x++)
            {
                bool isBelow = y + 1 < rows.Count && rows[y + 1][x];
                line.Append((rows[y][x], isBelow) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }
            lines.Add(line.ToString());
        }
        return lines;
    }

    // Of a screen nothing is torn or stained: the least correction gives the largest modules.
    private static QRCodeData Encode(string text) =>
        QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
}

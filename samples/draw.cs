#:project ../src/Inkling.Pictures
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
// Draws the sample digits of this folder, and the sheet of them that the README shows:
// dotnet run samples/draw.cs
// Each is one row of the table below: a digit, a pen, a paper. It knows no network and tunes nothing to one.

using Inkling.Imaging;
using Inkling.Pictures;

(string Name, int Digit, int Width, int Height, double Tall, double Pen, double Slant, double Turn,
    Rgb Ink, Rgb Paper, Ground Ground)[] table =
[
    ("chalk", 0, 300, 300, 0.62, 9, 0.05, 0, new(240, 240, 235), new(38, 60, 48), Ground.Grain),
    ("ballpoint", 0, 160, 200, 0.70, 2.2, 0.18, 0, new(28, 46, 140), new(252, 250, 244), Ground.Plain),
    ("pencil", 1, 220, 260, 0.60, 2.6, 0.12, 0, new(120, 118, 120), new(246, 244, 238), Ground.Grain),
    ("marker", 1, 640, 480, 0.72, 16, 0.05, -2, new(20, 20, 20), new(255, 255, 255), Ground.Plain),
    ("fineliner", 2, 400, 420, 0.55, 4.5, 0.10, 3, new(16, 16, 20), new(250, 250, 250), Ground.Shade),
    ("red-pen", 2, 180, 180, 0.66, 4, 0.15, 0, new(196, 24, 32), new(255, 253, 248), Ground.Plain),
    ("ruled", 3, 320, 320, 0.52, 6.5, 0.08, 0, new(22, 30, 88), new(253, 253, 250), Ground.Ruled),
    ("whiteboard", 3, 900, 700, 0.60, 17, 0.02, -3, new(0, 110, 70), new(244, 247, 248), Ground.Shade),
    ("fountain-pen", 4, 240, 300, 0.60, 5.5, 0.14, 0, new(18, 34, 96), new(250, 245, 228), Ground.Grain),
    ("screen", 4, 280, 280, 0.74, 13, 0, 0, new(255, 255, 255), new(0, 0, 0), Ground.Plain),
    ("brush", 5, 300, 300, 0.62, 10, 0.10, 4, new(30, 20, 16), new(238, 226, 200), Ground.Grain),
    ("tiny", 5, 28, 28, 0.72, 1.3, 0.04, 0, new(255, 255, 255), new(0, 0, 0), Ground.Plain),
    ("squared", 6, 300, 300, 0.56, 6, 0.06, 0, new(20, 20, 60), new(254, 254, 252), Ground.Squared),
    ("crayon", 6, 240, 280, 0.66, 9, 0.10, -4, new(230, 90, 20), new(255, 255, 252), Ground.Grain),
    ("ballpoint", 7, 150, 150, 0.64, 3, 0.06, 0, new(24, 40, 150), new(250, 248, 240), Ground.Plain),
    ("corner", 7, 800, 600, 0.34, 9, 0.04, 0, new(10, 10, 10), new(255, 255, 255), Ground.Corner),
    ("felt-tip", 8, 340, 380, 0.66, 11, 0.10, 2, new(120, 20, 140), new(255, 255, 255), Ground.Plain),
    ("shadow", 8, 700, 700, 0.58, 15, 0.06, 0, new(26, 26, 30), new(240, 238, 232), Ground.Shade),
    ("transparent", 9, 256, 256, 0.70, 9, 0.08, 0, new(10, 10, 40), new(255, 255, 255), Ground.Transparent),
    ("pencil", 9, 200, 240, 0.60, 3.2, 0.10, 0, new(112, 112, 116), new(248, 246, 240), Ground.Grain),
    ("neon", 2, 420, 420, 0.66, 12, 0.12, 0, new(90, 255, 160), new(12, 10, 40), Ground.Plain),
    ("wide", 4, 900, 300, 0.70, 8, 0.05, 0, new(16, 16, 16), new(250, 250, 246), Ground.Shade),
    ("tall", 6, 240, 800, 0.24, 7, 0.08, 0, new(14, 40, 90), new(252, 252, 252), Ground.Plain),
    ("poster", 0, 1000, 1000, 0.70, 46, 0, 0, new(180, 20, 30), new(250, 244, 230), Ground.Plain),
];

List<RasterImage> pictures = [];
foreach (var row in table)
{
    pictures.Add(Draw(
        row.Digit, row.Width, row.Height, row.Tall, row.Pen, row.Slant, row.Turn,
        row.Ink, row.Paper, row.Ground));
    Save(pictures[^1], $"samples/{row.Digit}-{row.Name}.png");
}
Save(Sheet(pictures, columns: 8, side: 112, gap: 6), "docs/samples.png");
Console.WriteLine($"{table.Length} samples in samples, a sheet of them in docs/samples.png");

static void Save(RasterImage picture, string path)
{
    using FileStream file = File.Create(path);
    PngWriter.Write(file, picture);
}

// Each picture as large as its cell allows, in its middle; a pixel is the mean of those that it stands for.
static RasterImage Sheet(List<RasterImage> pictures, int columns, int side, int gap)
{
    int rows = (pictures.Count + columns - 1) / columns,
        width = (columns * (side + gap)) + gap,
        height = (rows * (side + gap)) + gap;
    byte[] sheet = new byte[width * height * 3];
    Array.Fill(sheet, (byte)225);
    for (int i = 0; i < pictures.Count; i++)
    {
        RasterImage picture = pictures[i];
        double scale = Math.Max(picture.Width, picture.Height) / (double)side;
        int wide = (int)(picture.Width / scale), tall = (int)(picture.Height / scale);
        int left = gap + (i % columns * (side + gap)) + ((side - wide) / 2),
            top = gap + (i / columns * (side + gap)) + ((side - tall) / 2);
        for (int y = 0; y < tall; y++)
            for (int x = 0; x < wide; x++)
                for (int c = 0; c < 3; c++)
                    sheet[((((top + y) * width) + left + x) * 3) + c] =
                        Mean(picture, x * scale, y * scale, scale, c);
    }
    return new RasterImage(width, height, 3, sheet);
}

static byte Mean(RasterImage picture, double left, double top, double scale, int channel)
{
    double sum = 0;
    int count = 0;
    for (int y = (int)top; y < Math.Min(picture.Height, Math.Max((int)top + 1, (int)(top + scale))); y++)
    {
        for (int x = (int)left;
            x < Math.Min(picture.Width, Math.Max((int)left + 1, (int)(left + scale)));
            x++, count++)
        {
            int at = ((y * picture.Width) + x) * picture.Channels;
            double alpha = picture.Channels == 4 ? picture.Samples[at + 3] / 255.0 : 1;
            sum += 255 + (alpha * (picture.Samples[at + channel] - 255));
        }
    }
    return (byte)(sum / Math.Max(1, count));
}

static RasterImage Draw(
    int digit, int width, int height, double tall, double pen, double slant, double turn,
    Rgb ink, Rgb paper, Ground ground)
{
    double size = tall * height;
    (double X, double Y) centre =
        ground == Ground.Corner ? (width * 0.8, height * 0.26) : (width * 0.5, height * 0.5);
    List<(double X, double Y)[]> strokes = [.. Outlines.Of(digit).Select(stroke => Outlines.Smooth(stroke)
        .Select(point => Place(point, size, slant, turn, centre)).ToArray())];
    int channels = ground == Ground.Transparent ? 4 : 3;
    byte[] samples = new byte[width * height * channels];
    Random grain = new(digit * 1_000 + width);
    for (int y = 0; y < height; y++)
    {
        for (int x = 0; x < width; x++)
        {
            double coverage = Math.Clamp(pen - strokes.Min(stroke => Distance(stroke, x, y)) + 0.5, 0, 1);
            double light = Light(ground, x, y, width, height, grain);
            Span<byte> pixel = samples.AsSpan(((y * width) + x) * channels, channels);
            if (ground == Ground.Transparent)
                (pixel[0], pixel[1], pixel[2], pixel[3]) =
                    ((byte)ink.R, (byte)ink.G, (byte)ink.B, (byte)(255 * coverage));
            else
                for (int c = 0; c < 3; c++)
                    pixel[c] =
                        (byte)Math.Clamp(((paper[c] * (1 - coverage)) + (ink[c] * coverage)) * light, 0, 255);
        }
    }
    return new RasterImage(width, height, channels, samples);
}

// Unit box to pixels: slant, then turn, about the middle. Digits are two thirds as wide as tall.
static (double X, double Y) Place(
    (double X, double Y) point, double size, double slant, double turn, (double X, double Y) centre)
{
    double y = (point.Y - 0.5) * size;
    double x = ((point.X - 0.5) * size * 0.66) - (slant * y);
    (double sin, double cos) = Math.SinCos(turn * Math.PI / 180);
    return (centre.X + (x * cos) - (y * sin), centre.Y + (x * sin) + (y * cos));
}

static double Distance((double X, double Y)[] line, double x, double y)
{
    double least = double.MaxValue;
    for (int i = 1; i < line.Length; i++)
    {
        (double ax, double ay) = line[i - 1];
        (double dx, double dy) = (line[i].X - ax, line[i].Y - ay);
        double t = Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / ((dx * dx) + (dy * dy) + 1e-12), 0, 1);
        double px = x - ax - (t * dx), py = y - ay - (t * dy);
        least = Math.Min(least, (px * px) + (py * py));
    }
    return Math.Sqrt(least);
}

static double Light(Ground ground, int x, int y, int width, int height, Random grain) => ground switch
{
    Ground.Grain => 0.97 + (0.05 * grain.NextDouble()),
    Ground.Shade => 1 - (0.35 * x / width) - (0.15 * y / height),
    Ground.Ruled => y % 40 == 20 ? 0.82 : 1,
    Ground.Squared => x % 25 == 12 || y % 25 == 12 ? 0.86 : 1,
    _ => 1,
};

internal enum Ground { Plain, Grain, Shade, Ruled, Squared, Corner, Transparent }

internal readonly record struct Rgb(int R, int G, int B)
{
    public int this[int channel] => channel switch { 0 => R, 1 => G, _ => B };
}

/// <summary>Each digit as a person writes it: strokes of points in a unit box, y down.</summary>
internal static class Outlines
{
    private static readonly double[][][] Digits =
    [
        [[.5, .03, .22, .2, .13, .5, .22, .82, .5, .97, .78, .8, .87, .5, .78, .18, .5, .03]],
        [[.36, .2, .54, .04, .53, .3, .52, .65, .52, .97]],
        [
            [.16, .25, .32, .07, .6, .05, .79, .24, .7, .47, .42, .74, .13, .95],
            [.13, .95, .4, .91, .65, .94, .9, .92],
        ],
        [
            [.15, .12, .5, .03, .8, .2, .7, .41, .4, .48],
            [.4, .48, .74, .54, .85, .75, .6, .95, .35, .96, .12, .87],
        ],
        [[.3, .06, .24, .3, .14, .56], [.14, .56, .5, .55, .88, .54], [.68, .1, .66, .5, .64, .97]],
        [
            [.8, .06, .55, .06, .28, .07],
            [.28, .07, .25, .25, .22, .44],
            [.22, .44, .5, .38, .78, .52, .8, .77, .6, .94, .36, .97, .13, .88],
        ],
        [[.68, .03, .42, .22, .22, .55, .24, .82, .45, .97, .72, .9, .8, .72, .66, .56, .42, .58, .25, .74]],
        [[.12, .09, .45, .08, .86, .07], [.86, .07, .66, .4, .52, .68, .44, .97]],
        [
            [.75, .17, .52, .03, .28, .14, .32, .34, .55, .48, .76, .68, .72, .9,
                .48, .97, .25, .87, .28, .66, .5, .48, .7, .34, .75, .17],
        ],
        [
            [.76, .24, .56, .04, .3, .1, .2, .3, .34, .48, .58, .46, .76, .24],
            [.76, .24, .76, .5, .7, .75, .64, .97],
        ],
    ];

    public static double[][] Of(int digit) => Digits[digit];

    /// <summary>
    /// A Catmull-Rom curve through the points (Catmull &amp; Rom 1974), eight pieces between each two.
    /// </summary>
    public static IEnumerable<(double X, double Y)> Smooth(double[] flat)
    {
        (double X, double Y)[] p = [.. flat.Chunk(2).Select(pair => (pair[0], pair[1]))];
        for (int i = 0; i < p.Length - 1; i++)
        {
            (double X, double Y) a = p[Math.Max(i - 1, 0)], b = p[i];
            (double X, double Y) c = p[i + 1], d = p[Math.Min(i + 2, p.Length - 1)];
            for (int step = 0; step < 8; step++)
                yield return (Curve(a.X, b.X, c.X, d.X, step / 8.0), Curve(a.Y, b.Y, c.Y, d.Y, step / 8.0));
        }
        yield return p[^1];
    }

    private static double Curve(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t)
            + (((2 * a) - (5 * b) + (4 * c) - d) * t * t)
            + (((3 * b) - a - (3 * c) + d) * t * t * t));
}

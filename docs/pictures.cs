#:project ../src/Inkling.Pictures
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
// Draws the pictures of how-it-works.md and handwriting.md into this folder: dotnet run docs/pictures.cs
// The steps of preparation on some of the samples, synthetic digits of every form, synthetic negatives, and
// digits as training augments them. Each is a grid of small pictures, dark ink on white paper.

using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

const int Small = 56, Large = 112;
string root = FindRoot();
string docs = Path.Combine(root, "docs");
string[] samples = ["3-ruled", "6-squared", "8-shadow", "1-pencil", "0-chalk", "7-corner"];

Save("preparation.png", Large,
    [.. samples.Select(name => Steps(Sample(name))), Steps(CutOut(Sample("8-felt-tip")))]);
Save("synthetic.png", Small, [.. Enumerable.Range(0, 10).Select(digit =>
    Enumerable.Range(0, 16).Select(i => Synthetic(digit + (10 * i))).ToArray())]);
Save("no-digit.png", Small, [.. Enumerable.Range(0, 5).Select(row =>
    Enumerable.Range(0, 16).Select(i => Negative((16 * row) + i)).ToArray())]);
Save("augmented.png", Small, [.. Enumerable.Range(0, 10).Select(digit => Augmented(digit))]);

GreyImage Sample(string name) =>
    PictureFile.DecodeGrey(File.ReadAllBytes(Path.Combine(root, "samples", name + ".png")));

// What is within the ink's box, but for the soft edge of the pen: a picture without paper around its digit.
static GreyImage CutOut(GreyImage picture)
{
    const int Edge = 3;
    PixelBox box = DigitPreparation.Prepare(picture).Crop;
    return picture.Crop(
        new(box.Left + Edge, box.Top + Edge, box.Width - (2 * Edge), box.Height - (2 * Edge)));
}

// The picture, then what each step leaves of it, ink dark again.
static GreyImage[] Steps(GreyImage picture)
{
    List<GreyImage> steps = [picture];
    DigitPreparation.Prepare(picture, (_, left) => steps.Add(left.Inverted()));
    return [.. steps];
}

static GreyImage Synthetic(int number)
{
    byte[] pixels = new byte[DigitSet.PixelCount];
    SyntheticDigits.Draw(seed: 0, number, pixels);
    return Ink(pixels);
}

static GreyImage Negative(int number)
{
    byte[] pixels = new byte[DigitSet.PixelCount];
    SyntheticNegatives.Draw(seed: 0, number, pixels);
    return Ink(pixels);
}

static GreyImage[] Augmented(int digit)
{
    Augmenter augmenter = new(AugmentationSettings.Strong);
    byte[] pixels = new byte[DigitSet.PixelCount], changed = new byte[DigitSet.PixelCount];
    SyntheticDigits.Draw(seed: 0, digit, pixels);
    List<GreyImage> row = [Ink(pixels)];
    for (ulong i = 0; i < 15; i++)
    {
        RandomSequence random = new(0, RandomPurpose.Augmentation, ((ulong)digit * 100) + i);
        augmenter.Augment(pixels, changed, ref random);
        row.Add(Ink(changed));
    }
    return [.. row];
}

static GreyImage Ink(byte[] pixels) => new GreyImage(DigitSet.Side, DigitSet.Side, [.. pixels]).Inverted();

void Save(string name, int side, GreyImage[][] rows)
{
    const int Gap = 6;
    int width = (rows.Max(row => row.Length) * (side + Gap)) + Gap,
        height = (rows.Length * (side + Gap)) + Gap;
    var sheet = new GreyImage(width, height, new byte[width * height]);
    Array.Fill(sheet.Pixels, byte.MaxValue);
    for (int y = 0; y < rows.Length; y++)
    {
        for (int x = 0; x < rows[y].Length; x++)
            Lay(rows[y][x], side, sheet, Gap + (x * (side + Gap)), Gap + (y * (side + Gap)));
    }
    using FileStream stream = File.Create(Path.Combine(docs, name));
    PngWriter.Write(stream, sheet);
    Console.WriteLine($"docs/{name}");
}

// As large as fits, in the middle: the mean of the pixels beneath each, or the nearest where it is enlarged.
static void Lay(GreyImage picture, int side, GreyImage sheet, int left, int top)
{
    double scale = Math.Max(picture.Width, picture.Height) / (double)side;
    int wide = Math.Max(1, (int)(picture.Width / scale)), tall = Math.Max(1, (int)(picture.Height / scale));
    for (int y = 0; y < tall; y++)
    {
        for (int x = 0; x < wide; x++)
        {
            int fromX = (int)(x * scale),
                toX = Math.Min(picture.Width, Math.Max(fromX + 1, (int)((x + 1) * scale)));
            int fromY = (int)(y * scale),
                toY = Math.Min(picture.Height, Math.Max(fromY + 1, (int)((y + 1) * scale)));
            int sum = 0;
            for (int row = fromY; row < toY; row++)
            {
                for (int column = fromX; column < toX; column++)
                    sum += picture[column, row];
            }
            int at = ((top + ((side - tall) / 2) + y) * sheet.Width) + left + ((side - wide) / 2) + x;
            sheet.Pixels[at] = (byte)(sum / ((toX - fromX) * (toY - fromY)));
        }
    }
}

static string FindRoot()
{
    string? folder = Environment.CurrentDirectory;
    while (folder is not null && !File.Exists(Path.Combine(folder, "Inkling.slnx")))
        folder = Path.GetDirectoryName(folder);
    return folder ?? throw new InvalidOperationException("run it from within the project");
}

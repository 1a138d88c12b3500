using Inkling.Datasets;
using Inkling.Imaging;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.EndToEnd.Tests;

/// <summary>A folder of one test's own, with small data made for it; gone when the test is done.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inkling-end-to-end-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder, path)).Order();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// Blots that differ by class and blur into each other a little: learnable, not trivial.
    /// </summary>
    public static DigitSet Blots(int count, int seed)
    {
        Random random = new(seed);
        byte[] pixels = new byte[count * DigitSet.PixelCount];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(10);
            double angle = (labels[i] + random.NextDouble() - 0.5) * Math.Tau / 10;
            (double x, double y) = (13.5 + (8 * Math.Cos(angle)), 13.5 + (8 * Math.Sin(angle)));
            for (int p = 0; p < DigitSet.PixelCount; p++)
            {
                double distance = Math.Pow((p % 28) - x, 2) + Math.Pow((p / 28) - y, 2);
                double ink = (230 * Math.Exp(-distance / 8)) + (20 * random.NextDouble());
                pixels[(i * DigitSet.PixelCount) + p] = (byte)ink;
            }
        }
        return new(pixels, labels);
    }

    /// <summary>Writes the four files that MNIST has, of blots.</summary>
    public string WriteIdx(string name, int training, int test)
    {
        Directory.CreateDirectory(this[name]);
        DigitSetWriter.Write(
            Blots(training, seed: 1), Path.Combine(this[name], "train-images-idx3-ubyte.gz"));
        DigitSetWriter.Write(Blots(test, seed: 2), Path.Combine(this[name], "t10k-images-idx3-ubyte.gz"));
        return this[name];
    }

    /// <summary>Writes class folders of pictures: blots, each in a picture of the given size.</summary>
    public string WritePictures(string name, int count, int side = 28)
    {
        DigitSet blots = Blots(count, seed: 3);
        for (int i = 0; i < count; i++)
        {
            byte[] canvas = new byte[side * side];
            for (int p = 0; p < DigitSet.PixelCount; p++)
                canvas[((p / 28) * side) + (p % 28)] = blots.Image(i)[p];
            string folder = Path.Combine(this[name], $"{blots.Labels[i]}");
            Directory.CreateDirectory(folder);
            WritePicture(Path.Combine(folder, $"{i}.png"), new GreyImage(side, side, canvas));
        }
        return this[name];
    }

    public string WriteBlank(string name)
    {
        byte[] paper = new byte[60 * 60];
        Array.Fill(paper, (byte)250);
        WritePicture(this[name], new GreyImage(60, 60, paper));
        return this[name];
    }

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Copies one of the project's sample digits.</summary>
    public void WriteSample(string sample, string name) =>
        File.Copy(Path.Combine(Inkling.Root, "samples", sample), this[name]);

    /// <summary>Writes a network that learnt nothing, with thresholds of its own.</summary>
    public string WriteModel(
        string name, string network, float? unsureBelow = null, float? noDigitAbove = null)
    {
        Network built = NetworkDescription.Parse(network).Build();
        built.Initialise(Initialisation.He, seed: 11);
        ModelFile.Write(this[name], new(built, new()
        {
            Network = network,
            ConfidenceThreshold = unsureBelow,
            RejectionThreshold = noDigitAbove,
        }));
        return this[name];
    }

    private static void WritePicture(string path, GreyImage picture)
    {
        using FileStream file = File.Create(path);
        PngWriter.Write(file, picture);
    }
}

using System.IO.Compression;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests;

/// <summary>Small data and networks made for tests.</summary>
internal static class Digits
{
    /// <summary>A bright bar at a height that tells the class, in noise.</summary>
    public static DigitSet Bars(int count, int seed)
    {
        Random random = new(seed);
        byte[] pixels = new byte[count * DigitSet.PixelCount], labels = new byte[count];
        random.NextBytes(pixels);
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(10);
            Span<byte> image = pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount);
            foreach (ref byte pixel in image)
                pixel /= 4;
            image.Slice(((labels[i] * 2) + 4) * DigitSet.Side, DigitSet.Side).Fill(250);
        }
        return new(pixels, labels);
    }

    public static DigitModel Model(string network = "784-12-10", ulong seed = 1)
    {
        Network built = NetworkDescription.Parse(network).Build();
        built.Initialise(Initialisation.He, seed);
        return new(built, new() { Network = network });
    }

    /// <summary>Puts other words in the place of some of a model file's metadata.</summary>
    public static void ChangeMetadata(string path, string from, string to)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = zip.GetEntry("inkling.json")!;
        string text;
        using (StreamReader reader = new(entry.Open()))
            text = reader.ReadToEnd();
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0);
        entry.Delete();
        using StreamWriter writer = new(zip.CreateEntry("inkling.json").Open());
        writer.Write(text[..at] + to + text[(at + from.Length)..]);
    }
}

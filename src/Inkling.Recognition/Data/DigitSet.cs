using System.Security.Cryptography;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;

namespace Inkling.Recognition.Data;

/// <summary>Labelled digits in MNIST's form: 28 × 28 grey pixels, row by row, ink 255 on 0.</summary>
public sealed class DigitSet
{
    /// <summary>Classes of digits; labels are 0 to 9.</summary>
    public const int Classes = 10;

    /// <summary>The class of what is no digit: the eleventh of networks that know it, and no label.</summary>
    public const int NoDigit = Classes;

    /// <summary>Pixels of a digit's side.</summary>
    public const int Side = 28;

    /// <summary>Pixels of a digit.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>Takes pixels [Count × 784] and labels [Count], each 0 … 9, without copying them.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is above 9.</exception>
    public DigitSet(byte[] pixels, byte[] labels)
    {
        if (pixels.Length != (long)labels.Length * PixelCount)
        {
            throw new ArgumentException($"labels has {labels.Length:N0} entries, images has "
                + $"{pixels.Length / (double)PixelCount:#,0.##}.");
        }
        int bad = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9);
        if (bad >= 0)
            throw new ArgumentException($"label {bad + 1} is {labels[bad]}, not 0 to 9.");
        Pixels = pixels;
        Labels = labels;
    }

    /// <summary>How many digits.</summary>
    public int Count => Labels.Length;

    /// <summary>All pixels, digit after digit.</summary>
    public byte[] Pixels { get; }

    /// <summary>All labels, 0 … 9.</summary>
    public byte[] Labels { get; }

    /// <summary>Where each digit came from, for sets that were read from picture files.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Digits whose pictures showed no ink when they were prepared: their pixels are 0.</summary>
    public IReadOnlyList<int> NotFound { get; init; } = [];

    /// <summary>The 784 pixels of one digit.</summary>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * PixelCount, PixelCount);

    /// <summary>The digits at the given places, in that order, as a set of their own.</summary>
    public DigitSet Subset(ReadOnlySpan<int> places)
    {
        byte[] pixels = new byte[places.Length * PixelCount];
        byte[] labels = new byte[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            Image(places[i]).CopyTo(pixels.AsSpan(i * PixelCount));
            labels[i] = Labels[places[i]];
        }
        return new(pixels, labels);
    }

    /// <summary>Prepares each digit as a picture is; those without ink are all 0 and in NotFound.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet Prepare(CancellationToken cancellation)
    {
        byte[] pixels = new byte[Pixels.Length];
        bool[] found = new bool[Count];
        Parallel.For(0, Count, new() { CancellationToken = cancellation }, i =>
        {
            PreparedDigit prepared = DigitPreparation.Prepare(new GreyImage(Side, Side, Image(i).ToArray()));
            prepared.Pixels.CopyTo(pixels, i * PixelCount);
            found[i] = prepared.Found;
        });
        return new(pixels, Labels)
        {
            Names = Names,
            NotFound = [.. Enumerable.Range(0, found.Length).Where(i => !found[i])],
        };
    }

    /// <summary>SHA-256 of labels and pixels, in hex: equal for the same data in the same order.</summary>
    public string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Labels);
        hash.AppendData(Pixels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Security.Cryptography;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Neural.Training;

namespace Inkling.Recognition.Data;

/// <summary>
/// Labelled digits in MNIST's form: 28 × 28 grey pixels, row by row, ink 255 on 0. They are samples to train
/// a network on, with 784 inputs and 10 classes.
/// </summary>
public sealed class DigitSet : ISampleSource
{
    /// <summary>Classes of digits; labels are 0 to 9.</summary>
    public const int Classes = 10;

    /// <summary>The class of what is no digit: the eleventh of networks that know it, and no label.</summary>
    internal const int NoDigit = Classes;

    /// <summary>Pixels of a digit's side.</summary>
    public const int Side = 28;

    /// <summary>Pixels of a digit.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>Makes a set, which then owns both arrays.</summary>
    /// <param name="pixels">[Count × 784] levels, digit after digit, 255 ink to 0 paper.</param>
    /// <param name="labels">[Count], 0 to 9.</param>
    /// <exception cref="ArgumentNullException">There are no pixels or no labels.</exception>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is above 9.</exception>
    public DigitSet(byte[] pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.Length != (long)labels.Length * PixelCount)
        {
            throw new ArgumentException(
                $"labels has {labels.Length:N0} entries, images has "
                + $"{pixels.Length / (double)PixelCount:#,0.##}.", nameof(pixels));
        }
        int bad = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9);
        if (bad >= 0)
            throw new ArgumentException($"label {bad + 1} is {labels[bad]}, not 0 to 9.", nameof(labels));
        Pixels = pixels;
        Labels = labels;
    }

    /// <summary>How many digits.</summary>
    public int Count => Labels.Length;

    /// <summary>[Count × 784] levels, digit after digit, 255 ink to 0 paper.</summary>
    public byte[] Pixels { get; }

    /// <summary>[Count], 0 to 9.</summary>
    public byte[] Labels { get; }

    int ISampleSource.InputSize => PixelCount;

    int ISampleSource.Outputs => Classes;

    /// <summary>Where each digit came from, for sets that were read from picture files.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Digits whose pictures showed no ink when they were prepared: their pixels are 0.</summary>
    public IReadOnlyList<int> NotFound { get; init; } = [];

    /// <summary>What a user should know of how they were read, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The 784 pixels of one digit, row by row from the top.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such digit.</exception>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * PixelCount, PixelCount);

    /// <summary>The digits named by their indices, divided by 255; writes their labels.</summary>
    SampleBatch ISampleSource.Take(ReadOnlyMemory<int> indices, Span<int> labels)
    {
        for (int n = 0; n < labels.Length; n++)
            labels[n] = Labels[indices.Span[n]];
        return new(Pixels, indices, PixelCount, scale: 255);
    }

    /// <summary>Copies the digits at the given places, in that order, without their names.</summary>
    /// <param name="places">Each 0 to Count − 1; one may occur more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such digit.</exception>
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

    /// <summary>The digits of several sets, one set after the other.</summary>
    internal static DigitSet Join(params IReadOnlyList<DigitSet> sets)
    {
        if (sets.Count == 1)
            return sets[0];
        int count = sets.Sum(set => set.Count), first = 0;
        byte[] pixels = new byte[count * PixelCount], labels = new byte[count];
        List<int> notFound = [];
        foreach (DigitSet set in sets)
        {
            set.Pixels.CopyTo(pixels, first * PixelCount);
            set.Labels.CopyTo(labels, first);
            notFound.AddRange(set.NotFound.Select(place => place + first));
            first += set.Count;
        }
        return new(pixels, labels)
        {
            NotFound = notFound,
            Notes = [.. sets.SelectMany(set => set.Notes).Distinct()],
        };
    }

    /// <summary>Prepares each digit as a picture is; those without ink are all 0 and in NotFound.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet Prepare(CancellationToken cancellation = default)
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
            Notes = Notes,
            NotFound = [.. Enumerable.Range(0, found.Length).Where(i => !found[i])],
        };
    }

    /// <summary>The same digits with more notes.</summary>
    internal DigitSet WithNotes(params IEnumerable<string> notes) =>
        new(Pixels, Labels) { Names = Names, NotFound = NotFound, Notes = [.. Notes, .. notes] };

    /// <summary>The same digits with rows and columns exchanged.</summary>
    internal DigitSet Transpose()
    {
        byte[] pixels = GC.AllocateUninitializedArray<byte>(Pixels.Length);
        for (int i = 0; i < Count; i++)
            Transpose(Image(i), pixels.AsSpan(i * PixelCount, PixelCount));
        return new(pixels, Labels) { Names = Names, NotFound = NotFound, Notes = Notes };
    }

    /// <summary>Exchanges the rows and columns of one digit: both [784], and not the same.</summary>
    internal static void Transpose(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
                to[(x * Side) + y] = from[(y * Side) + x];
        }
    }

    /// <summary>SHA-256 of labels and pixels, in hex: equal for the same data in the same order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two megabytes.</exception>
    internal string ComputeFingerprint(CancellationToken cancellation = default)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Labels);
        for (int start = 0; start < Pixels.Length; start += 1 << 20)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(Pixels.AsSpan(start, Math.Min(1 << 20, Pixels.Length - start)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

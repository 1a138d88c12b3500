using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Digits drawn from stroke outlines, in forms that people write and MNIST hardly shows (the 1 with a foot,
/// the crossed 7, the open 4, the slashed 0 …), to augment a training set.
/// </summary>
internal static class SyntheticDigits
{
    private const float LeftoverProbability = 0.15f;

    // Of the narrower side, so that loops and bows stay open: a pen so broad writes larger. A 1 has none.
    private const float BroadestPen = 0.3f;

    /// <summary>Draws a digit, [784] in MNIST's form; its label is its number modulo 10.</summary>
    public static byte Draw(ulong seed, int number, Span<byte> to)
    {
        RandomSequence random = new(seed, SyntheticStreams.Digits, (ulong)number);
        Hand hand = Hand.Of(ref random);
        Writing writing = new();
        int digit = number % DigitSet.Classes;
        writing.Write(GlyphBook.Digits.Choose(digit, random.NextSingle()), hand, ref random);
        float broadest = BroadestPen * InkPage.NarrowerSide(writing.Box());
        if (digit != 1)
            hand = hand with { PenWidth = MathF.Min(hand.PenWidth, broadest) };
        WritingBox shows = random.NextSingle() < LeftoverProbability
            ? Leftovers.Add(writing, hand, ref random)
            : writing.Box();
        InkPage.Lay(writing, shows, hand, ref random, to);
        return (byte)digit;
    }

    /// <summary>Draws digits of all classes in turn. They depend on the seed, not on the threads.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two digits.</exception>
    public static DigitSet Make(int count, ulong seed, CancellationToken cancellation = default)
    {
        byte[] pixels = new byte[count * DigitSet.PixelCount];
        byte[] labels = new byte[count];
        Parallel.For(0, count, new() { CancellationToken = cancellation }, i =>
            labels[i] = Draw(seed, i, pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount)));
        return new(pixels, labels);
    }
}

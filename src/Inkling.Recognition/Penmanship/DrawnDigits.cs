using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Penmanship;

/// <summary>
/// Digits that nobody wrote: drawn from stroke outlines, in the ways that people write and MNIST hardly shows (the 1 with
/// a long up-stroke or a foot, the crossed 7, the open 4, the slashed 0, the looped 2, the 9 with a curved leg). Made
/// to be learnt from beside MNIST's own.
/// </summary>
public static class DrawnDigits
{
    private const float LeftoverShare = 0.15f;

    // Of the narrower side, so that loops and bows stay open: a pen so broad writes larger. A 1 has none.
    private const float BroadestPen = 0.3f;

    private const int Classes = 10;

    /// <summary>The drawn digit of a number, [784] in MNIST's form; its label is the number modulo 10.</summary>
    /// <param name="seed">Names every random number, with the digit's own.</param>
    /// <param name="number">Which digit; the same for ever.</param>
    /// <param name="to">[784], overwritten.</param>
    /// <returns>Its label.</returns>
    public static byte Draw(ulong seed, int number, Span<byte> to)
    {
        RandomSequence random = new(seed, SyntheticStreams.Digits, (ulong)number);
        Hand hand = Hand.Of(ref random);
        Writing writing = new();
        writing.Write(GlyphBook.Digits.Choose(number % Classes, random.NextSingle()), hand, 0, ref random);
        if (number % Classes != 1)
            hand = hand with { PenWidth = MathF.Min(hand.PenWidth, BroadestPen * InkPage.NarrowerSide(writing.Box())) };
        WritingBox shows = random.NextSingle() < LeftoverShare
            ? Leftovers.Add(writing, hand, ref random)
            : writing.Box();
        InkPage.Lay(writing, shows, hand, ref random, to);
        return (byte)(number % Classes);
    }

    /// <summary>So many digits, of all classes in turn. They follow from the seed, whatever the number of threads.</summary>
    public static DigitSet Make(int count, ulong seed)
    {
        byte[] pixels = new byte[count * DigitSet.PixelCount];
        byte[] labels = new byte[count];
        Parallel.For(0, count, i =>
            labels[i] = Draw(seed, i, pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount)));
        return new(pixels, labels);
    }
}

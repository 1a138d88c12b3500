using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Pictures that show no digit, from which a network learns what to reject: letters and signs, two or three
/// digits at once, doodles, textures.
/// </summary>
internal static class SyntheticNegatives
{
    private const float SerifShare = 0.3f;

    /// <summary>Draws the picture of a number, [784]; its label is "no digit".</summary>
    public static byte Draw(ulong seed, int number, Span<byte> to)
    {
        RandomSequence random = new(seed, SyntheticStreams.Negatives, (ulong)number);
        float kind = random.NextSingle();
        if (kind < 0.12f)
        {
            Textures.Draw(ref random, to);
            return DigitSet.NoDigit;
        }
        Hand hand = Hand.Of(ref random);
        Writing writing = new();
        switch (kind)
        {
            case < 0.34f:
                Doodles.Draw(writing, ref random);
                break;
            case < 0.52f:
                // A number is made smaller.
                hand = hand with { PenWidth = MathF.Max(1, 0.75f * hand.PenWidth) };
                WriteNumber(writing, hand, digits: random.NextSingle() < 0.8f ? 2 : 3, ref random);
                break;
            default:
                GlyphBook letters = GlyphBook.Letters;
                Glyph letter = letters.Choose(random.NextInt(letters.Count), random.NextSingle());
                writing.Write(letter, hand, ref random);
                // With serifs an L or a j is a 1.
                if (random.NextSingle() < SerifShare && letter.Sign is not ('L' or 'j'))
                    AddSerifs(writing, ref random);
                break;
        }
        InkPage.Lay(writing, writing.Box(), hand, ref random, to);
        return DigitSet.NoDigit;
    }

    // As printed letters have them: a short bar at most ends of the strokes.
    private static void AddSerifs(Writing writing, ref RandomSequence random)
    {
        float length = 8 + (10 * random.NextSingle());
        int strokes = writing.Strokes.Count;
        for (int i = 0; i < strokes; i++)
        {
            foreach ((float x, float y) in ((float, float)[])[writing.Strokes[i][0], writing.Strokes[i][^1]])
            {
                if (random.NextSingle() < 0.8f)
                    writing.Strokes.Add([(x - length, y), (x + length, y)]);
            }
        }
    }

    private static void WriteNumber(Writing writing, in Hand hand, int digits, ref RandomSequence random)
    {
        float end = 0;
        for (int i = 0; i < digits; i++)
        {
            Writing one = new();
            one.Write(GlyphBook.Digits.Choose(random.NextInt(10), random.NextSingle()), hand, ref random);
            float shift = i == 0 ? 0 : end + (24 * random.NextSingle()) - 4 - one.Box().Left;
            writing.Add(one, shift);
            end = writing.Box().Right;
        }
    }
}

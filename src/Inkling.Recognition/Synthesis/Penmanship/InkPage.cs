using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>Lays writing into 28 × 28 as preparation does: 20 pixels long and centred by mass.</summary>
internal static class InkPage
{
    private const float LongestSide = 20; // of the digit in MNIST's pictures
    private const float Middle = 14; // where Imaging's Centring puts the centre of mass
    private const float LeastSide = 1; // of a box, so that a dot is not enlarged without end

    /// <summary>How many pixels the narrower side of a box comes to, by a pen of no width.</summary>
    public static float NarrowerSide(WritingBox box)
    {
        float longer = MathF.Max(LeastSide, MathF.Max(box.Width, box.Height));
        return LongestSide * MathF.Min(box.Width, box.Height) / longer;
    }

    /// <summary>Overwrites to [784] with strokes of a hand's pen, cut off outside the box.</summary>
    public static void Lay(
        Writing writing, WritingBox shows, in Hand hand, ref RandomSequence random, Span<byte> to)
    {
        float width = MathF.Max(LeastSide, shows.Width), height = MathF.Max(LeastSide, shows.Height);
        // The pen's own width is part of the 20 pixels.
        float scale = (LongestSide - hand.PenWidth) / MathF.Max(width, height);
        float left = ((DigitSet.Side - (scale * width)) / 2) + random.NextSingle() - 0.5f;
        float top = ((DigitSet.Side - (scale * height)) / 2) + random.NextSingle() - 0.5f;
        List<PenPoint[]> strokes = new(writing.Strokes.Count);
        foreach (List<(float X, float Y)> line in writing.Strokes)
        {
            float phase = MathF.Tau * random.NextSingle(), turns = 1 + (2 * random.NextSingle());
            PenPoint[] stroke = new PenPoint[line.Count];
            for (int i = 0; i < stroke.Length; i++)
            {
                (float x, float y) = line[i];
                float swing = MathF.Sin(phase + (turns * MathF.Tau * i / stroke.Length));
                stroke[i] = new(left + (scale * (x - shows.Left)), top + (scale * (y - shows.Top)),
                    hand.PenWidth * (1 + (hand.Pressure * swing)));
            }
            strokes.Add(stroke);
        }
        GreyImage picture = StrokePainter.Paint(strokes, DigitSet.Side, DigitSet.Side);
        float reach = hand.PenWidth / 2;
        CutOff(picture.Pixels, new(
            left - reach, top - reach, left + (scale * width) + reach, top + (scale * height) + reach));
        Centre(picture.Pixels, to);
    }

    private static void CutOff(Span<byte> pixels, WritingBox box)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i % DigitSet.Side, y = i / DigitSet.Side;
            if (x + 1 < box.Left || x > box.Right || y + 1 < box.Top || y > box.Bottom)
                pixels[i] = 0;
        }
    }

    /// <summary>Moves pixels by whole ones so that their centre of mass is in the middle of to.</summary>
    public static void Centre(ReadOnlySpan<byte> pixels, Span<byte> to)
    {
        long mass = 0, sumX = 0, sumY = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            mass += pixels[i];
            sumX += pixels[i] * (i % DigitSet.Side);
            sumY += pixels[i] * (i / DigitSet.Side);
        }
        to.Clear();
        if (mass == 0)
            return;
        int shiftX = (int)MathF.Round(Middle - ((float)sumX / mass));
        int shiftY = (int)MathF.Round(Middle - ((float)sumY / mass));
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = (i % DigitSet.Side) + shiftX, y = (i / DigitSet.Side) + shiftY;
            if (pixels[i] != 0 && (uint)x < DigitSet.Side && (uint)y < DigitSet.Side)
                to[(y * DigitSet.Side) + x] = pixels[i];
        }
    }
}

using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What goes wrong on some digits' way to the network: only edges are left, a side is cut off, it is
/// stretched, kept in few pixels, littered, on dark paper, or noisy. Owns its buffers; one serves one thread.
/// </summary>
internal sealed class Degradations(AugmentationSettings settings)
{
    private const int Side = DigitSet.Side;
    private const int MostCut = 3; // pixels

    private readonly GreyImage _canvas = new(Side, Side, new byte[DigitSet.PixelCount]);
    private readonly PenPoint[] _stroke = new PenPoint[5];
    private readonly FewPixels _few = new();

    /// <summary>Changes a digit [784] in place.</summary>
    public void Happen(Span<byte> digit, ref RandomSequence random)
    {
        if (random.NextSingle() < settings.HollowProbability)
            Hollow(digit);
        if (random.NextSingle() < settings.CutProbability)
            CutOff(digit, ref random);
        if (random.NextSingle() < settings.StretchProbability)
            _few.Stretch(digit, ref random);
        if (random.NextSingle() < settings.CoarseProbability)
            FewPixels.Coarsen(digit, ref random);
        if (random.NextSingle() < settings.LitterProbability)
            Litter(digit, ref random);
        if (random.NextSingle() < settings.PaperProbability)
            Darken(digit, ref random);
        if (random.NextSingle() < settings.GrainProbability)
            Roughen(digit, ref random);
    }

    // Only the edges of strokes are left: what a square of 3 × 3 covers unevenly.
    private void Hollow(Span<byte> digit)
    {
        digit.CopyTo(_canvas.Pixels);
        ReadOnlySpan<byte> whole = _canvas.Pixels;
        for (int i = 0; i < digit.Length; i++)
        {
            (int x, int y) = (i % Side, i / Side);
            byte least = byte.MaxValue, most = byte.MinValue;
            for (int row = Math.Max(0, y - 1); row <= Math.Min(Side - 1, y + 1); row++)
            {
                for (int column = Math.Max(0, x - 1); column <= Math.Min(Side - 1, x + 1); column++)
                {
                    byte level = whole[(row * Side) + column];
                    (least, most) = (Math.Min(least, level), Math.Max(most, level));
                }
            }
            digit[i] = (byte)(most - least);
        }
    }

    // One side's outermost ink, one to three pixels deep, is not there.
    private static void CutOff(Span<byte> digit, ref RandomSequence random)
    {
        (int left, int top, int right, int bottom) = InkBox.Of(digit);
        int cut = 1 + random.NextInt(MostCut), side = random.NextInt(4);
        for (int i = 0; i < digit.Length; i++)
        {
            (int x, int y) = (i % Side, i / Side);
            int depth = side switch { 0 => x - left, 1 => right - x, 2 => y - top, _ => bottom - y };
            if (depth < cut)
                digit[i] = 0;
        }
    }

    // A speck anywhere; a line from edge to edge, straight or zigzag, whole or dotted; a short stroke.
    private void Litter(Span<byte> digit, ref RandomSequence random)
    {
        digit.CopyTo(_canvas.Pixels);
        float width = 0.8f + (1.8f * random.NextSingle());
        int kind = random.NextInt(4);
        switch (kind)
        {
            case 0:
                (float left, float top) = (Side * random.NextSingle(), Side * random.NextSingle());
                StrokePainter.PaintOver(_canvas, [new PenPoint(left, top, width + random.NextSingle())]);
                break;
            case 1 or 2:
                DrawLine(width, zigzag: kind == 1 ? 0 : 3 * random.NextSingle(), ref random);
                break;
            default:
                bool onRight = random.NextSingle() < 0.5f;
                float x = (onRight ? 22 : 1) + (5 * random.NextSingle()), y = 4 + (14 * random.NextSingle());
                for (int i = 0; i < 3; i++)
                {
                    _stroke[i] = new(x, y, width);
                    (x, y) = (x + (5 * (random.NextSingle() - 0.5f)), y + (4 * random.NextSingle()));
                }
                StrokePainter.PaintOver(_canvas, _stroke.AsSpan(0, 3));
                break;
        }
        _canvas.Pixels.CopyTo(digit);
    }

    private void DrawLine(float width, float zigzag, ref RandomSequence random)
    {
        bool across = random.NextSingle() < 0.8f, dotted = random.NextSingle() < 0.3f;
        float from = Side * random.NextSingle();
        float to = random.NextSingle() < 0.5f ? from : Side * random.NextSingle();
        const int Steps = 14;
        PenPoint last = default;
        for (int i = 0; i <= Steps; i++)
        {
            float share = (float)i / Steps;
            float off = from + (share * (to - from)) + (i % 2 == 0 ? zigzag : -zigzag);
            PenPoint point = across ? new(share * Side, off, width) : new(off, share * Side, width);
            if (i > 0 && !(dotted && i % 2 == 0))
            {
                (_stroke[0], _stroke[1]) = (last, point);
                StrokePainter.PaintOver(_canvas, _stroke.AsSpan(0, 2));
            }
            last = point;
        }
    }

    // Levels rise by an even grey, a slope or a wave, and the ink fades; or all beyond an edge is inverted.
    private static void Darken(Span<byte> digit, ref RandomSequence random)
    {
        if (random.NextSingle() < 0.3f)
        {
            bool across = random.NextSingle() < 0.5f, before = random.NextSingle() < 0.5f;
            int edge = 2 + random.NextInt(8);
            for (int i = 0; i < digit.Length; i++)
            {
                int place = across ? i % Side : i / Side;
                if (before ? place < edge : place >= Side - edge)
                    digit[i] = (byte)(byte.MaxValue - digit[i]);
            }
            return;
        }
        float grey = 150 * random.NextSingle();
        float slopeX = 100 * (random.NextSingle() - 0.5f), slopeY = 100 * (random.NextSingle() - 0.5f);
        float wave = 80 * random.NextSingle() * random.NextSingle(), fade = 1 - (0.4f * random.NextSingle());
        float turnsX = 8 * (random.NextSingle() - 0.5f), turnsY = 8 * (random.NextSingle() - 0.5f);
        float phase = MathF.Tau * random.NextSingle();
        for (int i = 0; i < digit.Length; i++)
        {
            float x = ((float)(i % Side) / Side) - 0.5f, y = ((float)(i / Side) / Side) - 0.5f;
            float swell = wave * MathF.Sin((turnsX * x) + (turnsY * y) + phase);
            float paper = Math.Clamp(grey + (slopeX * x) + (slopeY * y) + swell, 0, 220);
            digit[i] = (byte)(paper + (fade * digit[i] * (1 - (paper / 255))));
        }
    }

    // Some pixels are black or white, or all are off by a little, or the ink is full of holes.
    private static void Roughen(Span<byte> digit, ref RandomSequence random)
    {
        int kind = random.NextInt(3);
        float share = 0.2f * random.NextSingle(), depth = random.NextSingle();
        foreach (ref byte level in digit)
        {
            float number = random.NextSingle();
            level = kind switch
            {
                0 => number >= share ? level : number < share / 2 ? byte.MinValue : byte.MaxValue,
                1 => (byte)Math.Clamp(level + (160 * depth * (number - 0.5f)), 0, 255),
                _ => (byte)(level * (1 - (depth * number))),
            };
        }
    }
}

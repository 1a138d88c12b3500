using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What preparation now and then leaves beside a digit: a piece of the neighbour, a tail that leads to it, a
/// speck, a piece of a ruled line. Or an edge cuts the digit off.
/// </summary>
internal static class Leftovers
{
    /// <summary>Adds one of them to a digit, and gives the box that then shows.</summary>
    public static WritingBox Add(Writing writing, in Hand hand, ref RandomSequence random)
    {
        WritingBox box = writing.Box();
        float width = box.Width, height = box.Height;
        bool onRight = random.NextSingle() < 0.6f;
        float side = onRight ? box.Right : box.Left, outwards = onRight ? 1 : -1;
        switch (random.NextInt(5))
        {
            case 0: // the neighbour: up to a third as wide as a digit
                Writing neighbour = new();
                Glyph digit = GlyphBook.Digits.Choose(random.NextInt(10), random.NextSingle());
                neighbour.Write(digit, hand, ref random);
                WritingBox other = neighbour.Box();
                float shown = (4 + (16 * random.NextSingle())) * hand.Aspect;
                float near = side + (outwards * (4 + (10 * random.NextSingle())));
                writing.Add(neighbour, near - (onRight ? other.Left : other.Right));
                return onRight ? box with { Right = near + shown } : box with { Left = near - shown };
            case 1: // a tail from the digit's side
                float at = box.Top + (height * random.NextSingle());
                float rise = height * 0.25f * (random.NextSingle() - 0.5f);
                float length = (8 + (22 * random.NextSingle())) * hand.Aspect;
                writing.Add([(side - (outwards * 0.1f * width), at),
                    (side + (outwards * 0.4f * length), at + rise),
                    (side + (outwards * length), at + (rise * random.NextSingle()))], [false, false, false]);
                return writing.Box();
            case 2: // a speck
                float x = side + (outwards * (4 + (14 * random.NextSingle())));
                float y = box.Top + (height * random.NextSingle());
                writing.Strokes.Add([(x, y), (x + random.NextSingle(), y + random.NextSingle())]);
                return writing.Box();
            case 3: // a piece of a line, below or through
                float level = box.Top + (height * (random.NextSingle() < 0.7f ? 1.03f : random.NextSingle()));
                float from = box.Left - (12 * random.NextSingle());
                float to = box.Right + (12 * random.NextSingle());
                float begin = from + (0.5f * (to - from) * random.NextSingle());
                float end = begin + ((to - begin) * (0.5f + (0.5f * random.NextSingle())));
                writing.Strokes.Add([(begin, level), (end, level)]);
                return writing.Box();
            default: // an edge
                float cut = 0.04f + (0.11f * random.NextSingle());
                return random.NextInt(4) switch
                {
                    0 => box with { Left = box.Left + (cut * width) },
                    1 => box with { Right = box.Right - (cut * width) },
                    2 => box with { Top = box.Top + (cut * height) },
                    _ => box with { Bottom = box.Bottom - (cut * height) },
                };
        }
    }
}

using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What preparation now and then leaves beside a digit or takes from it: a piece of the neighbour that
/// reaches in at a side, a tail that leads over to it, a speck, a piece of a ruled line, an edge that cuts
/// the digit off.
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
                neighbour.Write(GlyphBook.Digits.Choose(random.NextInt(10), random.NextSingle()), hand, 0, ref random);
                WritingBox other = neighbour.Box();
                float shown = (4 + (16 * random.NextSingle())) * hand.Aspect, gap = 4 + (10 * random.NextSingle());
                float shift = onRight ? side + gap - other.Left : side - gap - other.Right;
                writing.Add(neighbour, shift);
                return onRight ? box with { Right = side + gap + shown } : box with { Left = side - gap - shown };
            case 1: // a tail from the digit's side
                float at = box.Top + (height * random.NextSingle()), rise = height * 0.25f * (random.NextSingle() - 0.5f);
                float length = (8 + (22 * random.NextSingle())) * hand.Aspect;
                writing.Add([(side - (outwards * 0.1f * width), at), (side + (outwards * 0.4f * length), at + rise),
                    (side + (outwards * length), at + (rise * random.NextSingle()))], [false, false, false]);
                return writing.Box();
            case 2: // a speck
                float x = side + (outwards * (4 + (14 * random.NextSingle()))), y = box.Top + (height * random.NextSingle());
                writing.Strokes.Add([(x, y), (x + random.NextSingle(), y + random.NextSingle())]);
                return writing.Box();
            case 3: // a piece of a line, below or through
                float level = box.Top + (height * (random.NextSingle() < 0.7f ? 1.03f : random.NextSingle()));
                float from = box.Left - (12 * random.NextSingle()), to = box.Right + (12 * random.NextSingle());
                float begin = from + (0.5f * (to - from) * random.NextSingle());
                writing.Strokes.Add([(begin, level), (begin + ((to - begin) * (0.5f + (0.5f * random.NextSingle()))), level)]);
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

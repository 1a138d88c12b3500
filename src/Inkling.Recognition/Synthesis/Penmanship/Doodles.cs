using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Pen strokes that are no sign: scribbles, a few stray lines, dots, rings within rings.</summary>
internal static class Doodles
{
    private static readonly Doodle[] All = [Scribble, Wander, Lines, Dots, Spiral];

    private delegate void Doodle(Writing writing, ref RandomSequence random);

    /// <summary>Draws one.</summary>
    public static void Draw(Writing writing, ref RandomSequence random) =>
        All[random.NextInt(All.Length)](writing, ref random);

    // Back and forth, or anywhere: so long that it is no digit.
    private static void Scribble(Writing writing, ref RandomSequence random)
    {
        bool hatches = random.NextSingle() < 0.4f;
        var points = new (float X, float Y)[9 + random.NextInt(14)];
        bool[] isCorner = new bool[points.Length];
        Array.Fill(isCorner, random.NextSingle() < 0.3f);
        for (int i = 0; i < points.Length; i++)
        {
            float x = hatches ? 100f * i / points.Length : 100 * random.NextSingle();
            float y = hatches ? (i % 2 * 70) + (30 * random.NextSingle()) : 100 * random.NextSingle();
            points[i] = (x, y);
        }
        writing.Add(points, isCorner);
    }

    // A pen that goes on and on, turning now this way and now that.
    private static void Wander(Writing writing, ref RandomSequence random)
    {
        float x = 50, y = 50, heading = MathF.Tau * random.NextSingle(), turn = 0;
        float looseness = 0.1f + (0.2f * random.NextSingle());
        int length = 70 + random.NextInt(150);
        List<(float X, float Y)> line = [(x, y)];
        for (int i = 0; i < length; i++)
        {
            turn = (0.9f * turn) + (looseness * (float)random.NextNormal());
            heading += turn;
            (float sin, float cos) = MathF.SinCos(heading);
            (x, y) = (x + (4.5f * cos), y + (4.5f * sin));
            if (x is < 0 or > 100 || y is < 0 or > 100) // back into the box
            {
                (x, y) = (Math.Clamp(x, 0, 100), Math.Clamp(y, 0, 100));
                heading += MathF.PI * (0.6f + (0.8f * random.NextSingle()));
            }
            line.Add((x, y));
        }
        writing.Strokes.Add(line);
    }

    // One lying line, or several: crosses, grids, stars. A single one that stands is a 1.
    private static void Lines(Writing writing, ref RandomSequence random)
    {
        if (random.NextSingle() < 0.25f)
        {
            float rise = 40 * (random.NextSingle() - 0.5f);
            float middle = 50 + (20 * (random.NextSingle() - 0.5f));
            writing.Strokes.Add([(0, 50 + rise), (50, middle), (100, 50 - rise)]);
            return;
        }
        int count = 3 + random.NextInt(4);
        for (int i = 0; i < count; i++)
        {
            writing.Strokes.Add([(100 * random.NextSingle(), 100 * random.NextSingle()),
                (100 * random.NextSingle(), 100 * random.NextSingle())]);
        }
    }

    private static void Dots(Writing writing, ref RandomSequence random)
    {
        int count = 1 + random.NextInt(12);
        for (int i = 0; i < count; i++)
        {
            float x = 100 * random.NextSingle(), y = 100 * random.NextSingle();
            writing.Strokes.Add([(x, y), (x + (6 * random.NextSingle()), y + (6 * random.NextSingle()))]);
        }
    }

    private static void Spiral(Writing writing, ref RandomSequence random)
    {
        float turns = 1.8f + (2.2f * random.NextSingle()), least = 0.3f * random.NextSingle();
        float phase = MathF.Tau * random.NextSingle();
        List<(float X, float Y)> line = [];
        const int Steps = 60;
        for (int i = 0; i <= Steps; i++)
        {
            float share = (float)i / Steps, radius = 50 * (least + ((1 - least) * share));
            (float sin, float cos) = MathF.SinCos(phase + (turns * MathF.Tau * share));
            line.Add((50 + (radius * cos), 50 + (radius * sin)));
        }
        writing.Strokes.Add(line);
    }
}

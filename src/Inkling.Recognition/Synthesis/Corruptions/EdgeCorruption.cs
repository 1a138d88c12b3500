using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Nothing but edges, one pixel wide (Canny 1986, "A computational approach to edge detection"): smoothed by
/// σ = 1, the slope by Sobel's masks, thinned to where it is steepest across the edge, and kept where it is
/// above a limit or hangs together with what is.
/// </summary>
internal static class EdgeCorruption
{
    private const float Faint = 0.1f, Strong = 0.2f; // slopes by Sobel's masks: 8 for a step of 1 per pixel
    private const int Side = Levels.Side;

    private static readonly int[] Neighbours = [-Side - 1, -Side, 1 - Side, -1, 1, Side - 1, Side, Side + 1];
    private static readonly Smoothing Blur = new(1);
    private static readonly float[] Whole = Coverage();

    public static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        Span<float> levels = stackalloc float[Levels.Count], slopesX = stackalloc float[Levels.Count];
        Span<float> slopesY = stackalloc float[Levels.Count], steepness = stackalloc float[Levels.Count];
        Levels.Load(digit, levels);
        Blur.Apply(levels, zeroOutside: true);
        // What is beyond the edge does not count, instead of counting as 0.
        for (int i = 0; i < levels.Length; i++)
            levels[i] /= Whole[i];
        Slopes(levels, slopesX, slopesY);
        for (int i = 0; i < levels.Length; i++)
            steepness[i] = float.Hypot(slopesX[i], slopesY[i]);
        to.Clear();
        Stack<int> strong = new();
        Span<bool> ridge = stackalloc bool[Levels.Count];
        for (int i = 0; i < ridge.Length; i++)
        {
            ridge[i] = steepness[i] >= Faint && IsSteepest(steepness, slopesX[i], slopesY[i], i);
            if (ridge[i] && steepness[i] >= Strong)
                strong.Push(i);
        }
        Follow(strong, ridge, to);
    }

    // The outermost pixels have too few neighbours, and stay 0.
    private static void Slopes(ReadOnlySpan<float> v, Span<float> slopesX, Span<float> slopesY)
    {
        slopesX.Clear();
        slopesY.Clear();
        for (int y = 1; y < Side - 1; y++)
        {
            for (int x = 1; x < Side - 1; x++)
            {
                int i = (y * Side) + x, up = i - Side, down = i + Side;
                slopesX[i] = v[up + 1] - v[up - 1] + (2 * (v[i + 1] - v[i - 1])) + v[down + 1] - v[down - 1];
                slopesY[i] = v[down - 1] - v[up - 1] + (2 * (v[down] - v[up])) + v[down + 1] - v[up + 1];
            }
        }
    }

    // Against the steepness a step along the slope and against it, mixed of two pixels there.
    private static bool IsSteepest(ReadOnlySpan<float> steepness, float slopeX, float slopeY, int i)
    {
        int x = MathF.Sign(slopeX), y = MathF.Sign(slopeY) * Side;
        bool level = Math.Abs(slopeX) >= Math.Abs(slopeY);
        float share = level ? Math.Abs(slopeY / slopeX) : Math.Abs(slopeX / slopeY);
        int straight = level ? x : y;
        float before = ((1 - share) * steepness[i - straight]) + (share * steepness[i - x - y]);
        float behind = ((1 - share) * steepness[i + straight]) + (share * steepness[i + x + y]);
        return steepness[i] >= before && steepness[i] >= behind;
    }

    // From the strong along the ridge to each of the eight neighbours.
    private static void Follow(Stack<int> strong, ReadOnlySpan<bool> ridge, Span<byte> to)
    {
        while (strong.TryPop(out int i))
        {
            if (to[i] != 0)
                continue;
            to[i] = byte.MaxValue;
            foreach (int step in Neighbours)
            {
                // The outermost pixels are no ridge, so a step never leaves the picture.
                if (ridge[i + step] && to[i + step] == 0)
                    strong.Push(i + step);
            }
        }
    }

    // How much of the blur's weight lies within the picture.
    private static float[] Coverage()
    {
        float[] ones = new float[Levels.Count];
        Array.Fill(ones, 1f);
        Blur.Apply(ones, zeroOutside: true);
        return ones;
    }
}

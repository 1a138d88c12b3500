using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Mud: where smoothed noise is above a limit there is a drop, whose own edge is smoothed again; a drop hides what is
/// below it and is a dark grey.
/// </summary>
internal static class SpatterCorruption
{
    // The fourth severity of five.
    private const float Mean = 0.65f, Deviation = 0.3f, Limit = 0.65f;
    private const float Thinnest = 0.8f; // of a drop; what is thinner is none
    private const float Mud = 63 / 255f;

    private static readonly Smoothing Liquid = new(1), Edge = new(1.5);

    public static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        Span<float> drops = stackalloc float[Levels.Count];
        foreach (ref float value in drops)
            value = Mean + (Deviation * (float)random.NextNormal());
        Liquid.Apply(drops);
        foreach (ref float value in drops)
            value = value > Limit ? 1 : 0;
        Edge.Apply(drops);
        for (int i = 0; i < digit.Length; i++)
        {
            float drop = drops[i] < Thinnest ? 0 : drops[i];
            to[i] = Levels.ToByte((digit[i] / 255f * (1 - drop)) + (Mud * drop));
        }
    }
}

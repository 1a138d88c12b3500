using Inkling.Neural.Networks;
using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Training;

/// <summary>
/// Points around three centres that overlap a little; remembers which samples were asked for.
/// </summary>
internal sealed class Clusters(int count) : ISampleSource
{
    private readonly byte[] _values = Draw(count);

    public List<int[]> Loads { get; } = [];

    public bool Remembers { get; init; }

    public bool Augments { get; init; }

    public int Count => count;

    public int InputSize => 6;

    public int Outputs => 3;

    public SampleBatch Take(ReadOnlyMemory<int> indices, Span<int> labels)
    {
        if (Remembers)
            Loads.Add(indices.ToArray());
        for (int n = 0; n < indices.Length; n++)
            labels[n] = indices.Span[n] % 3;
        return new(_values, indices, InputSize, scale: 50);
    }

    public void Augment(int index, Span<byte> variant, RandomSequence random, int worker)
    {
        _values.AsSpan(index * InputSize, InputSize).CopyTo(variant);
        foreach (ref byte value in variant)
            value = (byte)Math.Min(255, value + random.NextInt(20));
    }

    private static byte[] Draw(int count)
    {
        byte[] values = new byte[count * 6];
        for (int i = 0; i < values.Length; i++)
        {
            RandomSequence random = new((ulong)i, RandomPurpose.Initialisation);
            double value = (i % 3 == i / 6 % 3 ? 3 : 1.5) + (0.5 * random.NextNormal());
            values[i] = (byte)Math.Clamp(50 * value, 0, 255);
        }
        return values;
    }
}

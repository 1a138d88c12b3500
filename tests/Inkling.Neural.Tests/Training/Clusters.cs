using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Training;

/// <summary>
/// Points around three centres that overlap a little; remembers which samples were asked for.
/// </summary>
internal sealed class Clusters(int count) : ISampleSource
{
    public List<int[]> Loads { get; } = [];

    public bool Remembers { get; init; }

    public int Count => count;

    public int InputSize => 6;

    public int Classes => 3;

    public void Load(ReadOnlySpan<int> indices, Matrix x, Span<int> labels)
    {
        if (Remembers)
            Loads.Add(indices.ToArray());
        for (int n = 0; n < indices.Length; n++)
        {
            labels[n] = indices[n] % 3;
            RandomSequence random = new((ulong)indices[n], RandomPurpose.Initialisation);
            Span<float> row = x.Row(n);
            for (int i = 0; i < row.Length; i++)
                row[i] = (i % 3 == labels[n] ? 1.5f : 0) + (float)(0.5 * random.NextNormal());
        }
    }
}

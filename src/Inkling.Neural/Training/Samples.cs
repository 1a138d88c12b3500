#pragma warning disable CA1814 // rectangular arrays: every sample has as many values

namespace Inkling.Neural.Training;

/// <summary>Samples in memory: bytes or floats, each with a label or with target values.</summary>
/// <example><code>
/// Samples xor = Samples.Of(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, labels: [0, 1, 1, 0]);
/// </code></example>
public sealed class Samples : ISampleSource
{
    private readonly byte[] _bytes = [];
    private readonly float[] _floats = [];
    private readonly float _scale = 1;
    private readonly int[] _labels;
    private readonly float[] _targets = [];

    private Samples(int count, int inputSize, int outputs, int[] labels) =>
        (Count, InputSize, Outputs, _labels) = (count, inputSize, outputs, labels);

    private Samples(float[] inputs, int inputSize, int outputs, int[] labels)
        : this(labels.Length, inputSize, outputs, labels) => (_floats, IsFloat) = (inputs, true);

    private Samples(byte[] inputs, int inputSize, int outputs, int[] labels, float scale)
        : this(labels.Length, inputSize, outputs, labels) => (_bytes, _scale) = (inputs, scale);

    private Samples(float[] inputs, int inputSize, float[] targets, int outputs)
        : this(inputs.Length / inputSize, inputSize, outputs, labels: []) =>
        (_floats, _targets, IsFloat, HasLabels) = (inputs, targets, true, false);

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public bool IsFloat { get; }

    /// <inheritdoc/>
    public bool HasLabels { get; } = true;

    /// <summary>Takes floats, a row each, with labels. Copies them.</summary>
    /// <param name="inputs">[N, InputSize].</param>
    /// <param name="labels">[N], from 0.</param>
    /// <param name="outputs">How many classes; by default the largest label and one. 1 for two classes and
    /// one output, as binary cross-entropy takes.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a label is out of range.</exception>
    public static Samples Of(float[,] inputs, ReadOnlySpan<int> labels, int? outputs = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Of(Flat(inputs), inputs.GetLength(1), labels, outputs);
    }

    /// <summary>Takes floats, row after row, with labels. Copies them.</summary>
    /// <param name="inputs">[N · InputSize].</param>
    /// <param name="inputSize">Values in a sample.</param>
    /// <param name="labels">[N], from 0.</param>
    /// <param name="outputs">How many classes; by default the largest label and one.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a label is out of range.</exception>
    public static Samples Of(
        ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<int> labels, int? outputs = null)
    {
        Check(inputs.Length, inputSize, labels.Length, "labels");
        RequireFinite(inputs, inputSize, nameof(inputs));
        return new(inputs.ToArray(), inputSize, CheckLabels(labels, outputs), labels.ToArray());
    }

    /// <summary>Takes bytes, a row each, with labels. Copies them.</summary>
    /// <param name="inputs">[N, InputSize].</param>
    /// <param name="labels">[N], from 0.</param>
    /// <param name="outputs">How many classes; by default the largest label and one.</param>
    /// <param name="scale">What bytes are divided by.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a label is out of range.</exception>
    public static Samples Of(
        byte[,] inputs, ReadOnlySpan<int> labels, int? outputs = null, float scale = 255)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Of(Flat(inputs), inputs.GetLength(1), labels, outputs, scale);
    }

    /// <summary>Takes bytes, row after row, with labels. Copies them.</summary>
    /// <param name="inputs">[N · InputSize].</param>
    /// <param name="inputSize">Values in a sample.</param>
    /// <param name="labels">[N], from 0.</param>
    /// <param name="outputs">How many classes; by default the largest label and one.</param>
    /// <param name="scale">What bytes are divided by.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a label is out of range.</exception>
    public static Samples Of(
        ReadOnlySpan<byte> inputs, int inputSize, ReadOnlySpan<int> labels, int? outputs = null,
        float scale = 255)
    {
        Check(inputs.Length, inputSize, labels.Length, "labels");
        if (scale is not (> 0 and < float.PositiveInfinity))
            throw new ArgumentException($"A scale of {scale} is not above 0.", nameof(scale));
        return new(inputs.ToArray(), inputSize, CheckLabels(labels, outputs), labels.ToArray(), scale);
    }

    /// <summary>Takes floats, a row each, with target values. Copies them.</summary>
    /// <param name="inputs">[N, InputSize].</param>
    /// <param name="targets">[N, Outputs].</param>
    /// <exception cref="ArgumentException">The sizes differ, or a value is no number.</exception>
    public static Samples WithTargets(float[,] inputs, float[,] targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return WithTargets(Flat(inputs), inputs.GetLength(1), Flat(targets), targets.GetLength(1));
    }

    /// <summary>Takes floats, row after row, with target values. Copies them.</summary>
    /// <param name="inputs">[N · InputSize].</param>
    /// <param name="inputSize">Values in a sample.</param>
    /// <param name="targets">[N · Outputs].</param>
    /// <param name="outputs">Target values of a sample.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a value is no number.</exception>
    public static Samples WithTargets(
        ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> targets, int outputs)
    {
        if (outputs < 1 || targets.Length % outputs != 0)
        {
            throw new ArgumentException(
                $"{targets.Length:N0} target values are not rows of {outputs:N0}.", nameof(targets));
        }
        Check(inputs.Length, inputSize, targets.Length / outputs, "rows of targets");
        RequireFinite(inputs, inputSize, nameof(inputs));
        RequireFinite(targets, outputs, nameof(targets));
        return new(inputs.ToArray(), inputSize, targets.ToArray(), outputs);
    }

    /// <summary>Takes samples one by one, with labels.</summary>
    /// <param name="samples">Inputs, all of the same length, and labels from 0.</param>
    /// <param name="outputs">How many classes; by default the largest label and one.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a label is out of range.</exception>
    public static Samples Of(IEnumerable<(float[] Input, int Label)> samples, int? outputs = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        (List<float> inputs, List<int> labels, int size) = ([], [], 0);
        foreach ((float[] input, int label) in samples)
        {
            size = Append(inputs, input, labels.Count, size);
            labels.Add(label);
        }
        return Of(inputs.ToArray(), size, labels.ToArray(), outputs);
    }

    /// <summary>Takes samples one by one, with target values.</summary>
    /// <param name="samples">Inputs and targets, each all of the same length.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is no number.</exception>
    public static Samples WithTargets(IEnumerable<(float[] Input, float[] Target)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        (List<float> inputs, List<float> targets, int size, int outputs, int count) = ([], [], 0, 0, 0);
        foreach ((float[] input, float[] target) in samples)
        {
            size = Append(inputs, input, count, size);
            outputs = Append(targets, target, count++, outputs);
        }
        return WithTargets(inputs.ToArray(), size, targets.ToArray(), outputs);
    }

    /// <inheritdoc/>
    public SampleBatch Take(ReadOnlyMemory<int> indices, Span<int> labels)
    {
        for (int n = 0; n < labels.Length && HasLabels; n++)
            labels[n] = _labels[indices.Span[n]];
        return IsFloat
            ? new SampleBatch(_floats, indices, InputSize)
            : new SampleBatch(_bytes, indices, InputSize, _scale);
    }

    /// <inheritdoc/>
    public void WriteTargets(
        ReadOnlySpan<int> indices, SampleBatch samples, ReadOnlySpan<int> labels, Matrix targets, int worker)
    {
        for (int n = 0; n < indices.Length; n++)
            _targets.AsSpan(indices[n] * Outputs, Outputs).CopyTo(targets.Row(n));
    }

    private static T[] Flat<T>(T[,] values)
    {
        T[] flat = new T[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, Buffer.ByteLength(values));
        return flat;
    }

    private static int Append(List<float> all, float[] values, int row, int size)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (row > 0 && values.Length != size)
        {
            throw new ArgumentException(
                $"Sample {row + 1:N0} has {values.Length:N0} values, and those before it {size:N0}.");
        }
        all.AddRange(values);
        return values.Length;
    }

    private static void Check(int values, int inputSize, int rows, string what)
    {
        if (inputSize < 1 || values != (long)inputSize * rows || rows == 0)
        {
            throw new ArgumentException($"{values:N0} values in samples of {inputSize:N0} do not go with "
                + $"{rows:N0} {what}: one for each sample, and at least one.");
        }
    }

    private static int CheckLabels(ReadOnlySpan<int> labels, int? outputs)
    {
        int largest = 0;
        foreach (int label in labels)
            largest = Math.Max(largest, label);
        int classes = Math.Max(outputs ?? largest + 1, 1), allowed = Math.Max(classes, 2);
        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] < 0 || labels[n] >= allowed)
            {
                throw new ArgumentException(
                    $"Label {n + 1:N0} is {labels[n]}, not 0 to {allowed - 1}.", nameof(labels));
            }
        }
        return classes;
    }

    private static void RequireFinite(ReadOnlySpan<float> values, int columns, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"Value {(i % columns) + 1:N0} of row {(i / columns) + 1:N0} is "
                    + $"{values[i]}, which is no number to learn from.", name);
            }
        }
    }
}

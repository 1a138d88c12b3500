namespace Inkling.Neural.Losses;

/// <summary>
/// What training minimises: a function of outputs and targets, and the metric that people read. It treats
/// each sample by itself, so that threads may take different ones. It holds no state.
/// </summary>
public abstract class Loss
{
    /// <summary>The name of the metric: "accuracy".</summary>
    public abstract string MetricName { get; }

    /// <summary>Whether a higher metric is better, as an accuracy; else a lower one, as an error.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>
    /// Computes predictions [N, Out] from outputs [N, Out], for example probabilities. They are overwritten
    /// and may equal the outputs; a sample's do not depend on its batch.
    /// </summary>
    public abstract void Predict(Matrix outputs, Matrix predictions);

    /// <summary>Computes each sample's loss, [N], and the predictions, [N, Out].</summary>
    public abstract void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses);

    /// <summary>
    /// Computes the gradient, by the outputs, of the mean loss over <paramref name="batchSize"/> samples; the
    /// given samples may be some of them. It is overwritten and may equal the predictions.
    /// </summary>
    public abstract void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize);

    /// <summary>Computes the metric of sample <paramref name="n"/>: 1 or 0 for right or wrong.</summary>
    public abstract double Measure(ReadOnlySpan<float> predictions, Targets targets, int n);
}

/// <summary>The targets of N samples: classes, or values for every output, or both.</summary>
/// <param name="Labels">The class of each sample, [N].</param>
/// <param name="Values">What each output should be, [N, Out]; empty with labels only.</param>
public readonly record struct Targets(ReadOnlyMemory<int> Labels, Matrix Values = default)
{
    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>The targets of samples <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public Targets Between(int first, int end) => new(Labels[first..end], Values.Between(first, end));

    /// <summary>
    /// Returns what output <paramref name="output"/> of sample <paramref name="n"/> should be: its value, or
    /// of labels 1 for the class and 0 for the others; with one output the label itself.
    /// </summary>
    public float Value(int n, int output, int outputs)
    {
        if (!Values.IsEmpty)
            return Values.Row(n)[output];
        int label = Labels.Span[n];
        return outputs == 1 ? label : label == output ? 1 : 0;
    }
}

namespace Inkling.Neural.Losses;

/// <summary>
/// What a network is trained to make small: a function of its outputs and of what they are to be. It sees
/// whole samples, and each by itself, so that threads may take different ones. It holds nothing that changes.
/// </summary>
public abstract class Loss
{
    /// <summary>
    /// Computes what outputs [N, Out] say, as probabilities for example. Predictions [N, Out] are overwritten
    /// and may equal the outputs. A sample's predictions do not depend on its batch.
    /// </summary>
    public abstract void Predict(Matrix outputs, Matrix predictions);

    /// <summary>Computes each sample's loss, [N], and the predictions, [N, Out].</summary>
    public abstract void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses);

    /// <summary>
    /// Computes the gradient of the mean loss over <paramref name="batchSize"/> samples, of which these may be some, by the
    /// outputs. It is overwritten and may equal the predictions.
    /// </summary>
    public abstract void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize);

    /// <summary>Whether the predictions of sample <paramref name="n"/> count as right. NaN never does.</summary>
    public abstract bool IsCorrect(ReadOnlySpan<float> predictions, Targets targets, int n);
}

/// <summary>
/// What the outputs of N samples are to be: labels, or probabilities besides, as a teacher gives them.
/// </summary>
/// <param name="Labels">The class of each sample, [N].</param>
/// <param name="Probabilities">The probability of each class, [N, C]; empty where the labels say it
/// all.</param>
public readonly record struct Targets(ReadOnlyMemory<int> Labels, Matrix Probabilities = default)
{
    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>The targets of samples <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public Targets Between(int first, int end) => new(Labels[first..end], Probabilities.Between(first, end));
}

namespace Inkling.Neural.Losses;

/// <summary>
/// What training minimises: a function of outputs and targets. It treats each sample by itself, so that
/// threads may take different ones. It holds no state.
/// </summary>
public abstract class Loss
{
    /// <summary>
    /// Computes predictions [N, Out] from outputs [N, Out], for example probabilities. They are overwritten
    /// and may equal the outputs; a sample's do not depend on its batch.
    /// </summary>
    public abstract void Predict(Matrix outputs, Matrix predictions);

    /// <summary>Computes each sample's loss, [N], and the predictions, [N, Out].</summary>
    public abstract void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses);

    /// <summary>
    /// Computes the gradient, by the outputs, of the mean loss over <paramref name="batchSize"/> samples, of
    /// which these may be some. It is overwritten and may equal the predictions.
    /// </summary>
    public abstract void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize);

    /// <summary>Whether the predictions of sample <paramref name="n"/> are correct. NaN never is.</summary>
    public abstract bool IsCorrect(ReadOnlySpan<float> predictions, Targets targets, int n);
}

/// <summary>The targets of N samples: labels, or a teacher's probabilities as well.</summary>
/// <param name="Labels">The class of each sample, [N].</param>
/// <param name="Probabilities">The probability of each class, [N, C]; empty without a teacher.</param>
public readonly record struct Targets(ReadOnlyMemory<int> Labels, Matrix Probabilities = default)
{
    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>The targets of samples <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public Targets Between(int first, int end) => new(Labels[first..end], Probabilities.Between(first, end));
}

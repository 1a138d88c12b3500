namespace Inkling.Neural.Losses;

/// <summary>
/// L = (1 / Out) Σ_c (y[c] − t[c])², for regression. y, t [N, Out]. Predictions are the outputs. The metric
/// is the mean absolute error, in the unit of the targets.
/// </summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string MetricName => "mean absolute error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <summary>Copies the outputs.</summary>
    public override void Predict(Matrix outputs, Matrix predictions) =>
        outputs.Span.CopyTo(predictions.Span);

    /// <summary>L[n] = mean of (y − t)².</summary>
    public override void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses)
    {
        for (int n = 0; n < outputs.Rows; n++)
        {
            ReadOnlySpan<float> y = outputs.Row(n);
            double sum = 0;
            for (int c = 0; c < y.Length; c++)
            {
                double error = y[c] - targets.Value(n, c, y.Length);
                sum += error * error;
            }
            losses[n] = sum / y.Length;
        }
        Predict(outputs, predictions);
    }

    /// <summary>dy = 2 (y − t) / (N · Out).</summary>
    public override void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize)
    {
        float weight = 2f / ((float)batchSize * predictions.Columns);
        for (int n = 0; n < predictions.Rows; n++)
        {
            ReadOnlySpan<float> y = predictions.Row(n);
            Span<float> dY = dOutputs.Row(n);
            for (int c = 0; c < y.Length; c++)
                dY[c] = (y[c] - targets.Value(n, c, y.Length)) * weight;
        }
    }

    /// <summary>The mean of |y − t|.</summary>
    public override double Measure(ReadOnlySpan<float> predictions, Targets targets, int n)
    {
        double sum = 0;
        for (int c = 0; c < predictions.Length; c++)
            sum += Math.Abs(predictions[c] - targets.Value(n, c, predictions.Length));
        return sum / predictions.Length;
    }
}

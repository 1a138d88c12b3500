using Inkling.Neural.Losses;
using Inkling.Neural.Tests.Layers;

namespace Inkling.Neural.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    private static readonly int[] Labels = [2, 0, 4, 2];

    private static readonly SoftmaxCrossEntropy Loss = new();

    [Fact]
    public void Scores_that_would_overflow_are_no_trouble_and_NaN_is_seen()
    {
        Assert.Equal([0.5f, 0.5f, 0f], Probabilities(1000, 1000, 0));
        Assert.Equal(2000, LossOf([1000, -1000, 0], label: 1), tolerance: 1e-6);
        Assert.True(double.IsNaN(LossOf([0, float.NaN, 0], label: 1)));
    }

    // Fewer scores than a vector of four, a vector, more; the largest in every place, and NaN in every place.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(37)]
    public void The_largest_score_is_found_wherever_it_is(int classes)
    {
        for (int place = 0; place < classes; place++)
        {
            float[] scores = new float[classes];
            scores[place] = 1000;
            // TensorPrimitives' e⁰ is 1 or the next float.
            Assert.Equal(0, LossOf(scores, place), tolerance: 2e-7);
            Assert.Equal(1, Probabilities(scores)[place]);
            scores[place] = float.NaN;
            Assert.True(double.IsNaN(LossOf(scores, label: 0)));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(70)]
    public void A_sample_gives_the_same_bits_alone_and_in_any_batch(int classes)
    {
        Matrix scores = new(GradientTests.Draw(9 * classes, seed: 4, 5), 9, classes), together = Like(scores);
        double[] losses = new double[9];
        Targets targets = new(new int[9]);
        Loss.Forward(scores, targets, together, losses);
        for (int n = 0; n < 9; n++)
        {
            Assert.Equal(together.Row(n).ToArray(), Probabilities(scores.Row(n).ToArray()));
            Assert.Equal(losses[n], LossOf(scores.Row(n).ToArray(), label: 0));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2f)]
    public void The_gradient_by_labels_matches_central_differences(float smoothing) =>
        CheckGradient(new(smoothing), new(Labels));

    [Fact]
    public void The_gradient_by_probabilities_matches_central_differences()
    {
        Matrix probabilities = new(new float[20], 4, 5);
        Loss.Predict(new(GradientTests.Draw(20, seed: 3, 2), 4, 5), probabilities);
        CheckGradient(Loss, new(Labels, probabilities));
    }

    // A label is the distribution that gives it everything, but for what is smoothed.
    [Theory]
    [InlineData(0)]
    [InlineData(0.2f)]
    public void The_loss_by_probabilities_is_that_by_the_label_that_they_stand_for(float smoothing)
    {
        Matrix scores = new(GradientTests.Draw(20, seed: 1, 2), 4, 5), targets = new(new float[20], 4, 5);
        targets.Span.Fill(smoothing / 5);
        for (int n = 0; n < 4; n++)
            targets.Row(n)[Labels[n]] += 1 - smoothing;
        double smoothed = Mean(new(smoothing), scores, new(Labels));
        Assert.Equal(smoothed, Mean(Loss, scores, new(Labels, targets)), tolerance: 1e-6);
    }

    // p = (1, 3) / 4; L = −ln ¾ for label 1, and with ε = 0.2: −0.9 ln ¾ − 0.1 ln ¼.
    [Fact]
    public void Loss_and_gradient_are_those_worked_out_by_hand()
    {
        Matrix scores = new(new[] { 0, MathF.Log(3) }, 1, 2), p = Like(scores), dScores = Like(scores);
        Assert.Equal(-Math.Log(0.75), Mean(Loss, scores, new(new[] { 1 })), tolerance: 1e-6);
        SoftmaxCrossEntropy smoothed = new(0.2f);
        double[] losses = new double[1];
        smoothed.Forward(scores, new(new[] { 1 }), p, losses);
        Assert.Equal((-0.9 * Math.Log(0.75)) - (0.1 * Math.Log(0.25)), losses[0], tolerance: 1e-6);
        smoothed.Backward(p, new(new[] { 1 }), dScores, batchSize: 2);
        Assert.Equal((0.25 - 0.1) / 2, dScores.Span[0], tolerance: 1e-6);
        Assert.Equal((0.75 - 0.9) / 2, dScores.Span[1], tolerance: 1e-6);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)] // equal to the first
    [InlineData(2, false)]
    public void The_first_of_the_largest_probabilities_is_the_prediction(int label, bool isCorrect)
    {
        Assert.Equal(isCorrect ? 1 : 0, Loss.Measure([0.4f, 0.4f, 0.2f], new(new[] { label }), n: 0));
        Assert.Equal(0, Loss.Measure([float.NaN, float.NaN, float.NaN], new(new[] { label }), n: 0));
    }

    private static float[] Probabilities(params float[] scores)
    {
        Matrix p = new(new float[scores.Length], 1, scores.Length);
        Loss.Predict(new(scores, 1, scores.Length), p);
        return p.Span.ToArray();
    }

    private static double LossOf(float[] scores, int label) =>
        Mean(Loss, new(scores, 1, scores.Length), new(new[] { label }));

    private static double Mean(SoftmaxCrossEntropy loss, Matrix scores, Targets targets)
    {
        double[] losses = new double[scores.Rows];
        loss.Forward(scores, targets, Like(scores), losses);
        return losses.Average();
    }

    private static void CheckGradient(SoftmaxCrossEntropy loss, Targets targets)
    {
        Matrix scores = new(GradientTests.Draw(20, seed: 1, 2), 4, 5);
        Matrix p = Like(scores), dScores = Like(scores);
        loss.Forward(scores, targets, p, new double[4]);
        loss.Backward(p, targets, dScores, batchSize: 4);
        for (int i = 0; i < 20; i++)
        {
            double difference = GradientTests.Difference(scores.Values, i, () => Mean(loss, scores, targets));
            Assert.Equal(difference, dScores.Span[i], tolerance: 2e-3);
        }
    }

    private static Matrix Like(Matrix x) => new(new float[x.Span.Length], x.Rows, x.Columns);
}

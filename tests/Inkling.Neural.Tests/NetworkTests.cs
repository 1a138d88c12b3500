using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;

namespace Inkling.Neural.Tests;

public sealed class NetworkTests
{
    [Fact]
    public void Tensors_are_named_through_the_layers_that_learn_and_fill_the_arena()
    {
        Network network =
            NetworkDescription.Parse("784-256-64-10").Build(inputDropout: 0.1f, hiddenDropout: 0.2f);
        Assert.Equal(["w1", "b1", "w2", "b2", "w3", "b3"], network.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([784, 256], network.Tensors[0].Definition.Shape);
        Assert.Equal([256], network.Tensors[1].Definition.Shape);
        Assert.Equal(218_058, network.Parameters.Length);
        Assert.Equal(network.Tensors.Skip(1).Select(tensor => tensor.Offset), network.Tensors.SkipLast(1).Select(tensor => tensor.Offset + tensor.Length));
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_with_their_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => new Network([new Dense(Shape.Flat(4), 3), new Relu(Shape.Flat(5))])).Message;
        Assert.Contains("Layer 2 takes 5, but layer 1 gives 3", message);
    }

    [Theory]
    [InlineData("784", "not a network")]
    [InlineData("784-", "part 2")]
    [InlineData("784-0-10", "part 2")]
    [InlineData("784-ten", "part 2, \"ten\"")]
    [InlineData("99999999-99999999", "parameters")]
    public void A_description_that_is_none_says_which_part(string text, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => NetworkDescription.Parse(text)).Message);

    [Fact]
    public void First_values_have_the_deviation_of_their_rule()
    {
        Network network = NetworkDescription.Parse("400-300-10").Build();
        double Deviation(int tensor) => Math.Sqrt(network.Parameters.Slice(network.Tensors[tensor].Offset, network.Tensors[tensor].Length).ToArray().Average(w => (double)w * w));
        network.Initialise(Initialisation.He, seed: 1);
        Assert.Equal(Math.Sqrt(2.0 / 400), Deviation(0), tolerance: 1e-3);
        Assert.Equal(0, Deviation(1));
        network.Initialise(Initialisation.Glorot, seed: 1);
        Assert.Equal(Math.Sqrt(2.0 / 700), Deviation(0), tolerance: 1e-3);
        Assert.True(network.Parameters[..120_000].ToArray().Max() <= Math.Sqrt(6.0 / 700));
        network.Initialise(Initialisation.StandardNormal, seed: 1);
        Assert.Equal(1, Deviation(0), tolerance: 0.01);
        Assert.Equal(1, Deviation(1), tolerance: 0.1);
    }

    [Fact]
    public void First_weights_are_drawn_output_by_output_however_they_lie()
    {
        Network network = NetworkDescription.Parse("5-70-3").Build();
        network.Initialise(Initialisation.StandardNormal, seed: 7);
        RandomSequence random = new(7, RandomPurpose.Initialisation, 0);
        PanelMatrix weights = new(network.Parameters[..350], rows: 5, columns: 70);
        for (int output = 0; output < 70; output++)
            for (int input = 0; input < 5; input++)
                Assert.Equal((float)random.NextNormal(), weights.Values.Span[PanelMatrix.PlaceOf(input, output, 5, 70)]);
    }

    [Fact]
    public void A_batch_is_read_as_its_samples_are_one_by_one_and_nothing_is_allocated()
    {
        Network network = NetworkDescription.Parse("20-13-4").Build();
        network.Initialise(Initialisation.He, seed: 1);
        using MatrixProduct product = new();
        Workspace batch =
            new(network, 9, learning: false, product), single = new(network, 1, learning: false, product);
        ByteBatch samples = Kernels.Digits.Draw(held: 12, count: 9, columns: 20);
        float[] together = batch.Predict(samples).Span.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        batch.Predict(samples);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        for (int n = 0; n < 9; n++)
        {
            Matrix alone = single.Predict(new(samples.Values, samples.Rows.Span[n], 1, 20, samples.Scale));
            Assert.Equal(1, alone.Span.ToArray().Sum(), tolerance: 1e-6f);
            for (int c = 0; c < 4; c++)
                Assert.Equal(alone.Span[c], together[(n * 4) + c], tolerance: 1e-6f);
        }
    }

    [Fact]
    public void Softmax_stands_scores_that_would_overflow_and_shows_NaN()
    {
        Matrix p = new(new float[3], 1, 3);
        SoftmaxCrossEntropy.Softmax(new(new float[] { 1000, 1000, 0 }, 1, 3), p);
        Assert.Equal([0.5f, 0.5f, 0f], p.Span.ToArray());
        Assert.Equal(2000, SoftmaxCrossEntropy.Forward(new(new float[] { 1000, -1000, 0 }, 1, 3), [1], p));
        Assert.True(double.IsNaN(SoftmaxCrossEntropy.Forward(new(new[] { 0, float.NaN, 0 }, 1, 3), [1], p)));
    }

    // Fewer scores than a vector of four, a vector, and two that overlap; the largest in every place, and not a number in every place.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    public void Softmax_finds_the_largest_score_wherever_it_is_and_shows_NaN_wherever_it_is(int classes)
    {
        Matrix p = new(new float[classes], 1, classes);
        for (int place = 0; place < classes; place++)
        {
            float[] scores = new float[classes];
            scores[place] = 1000;
            // TensorPrimitives' e⁰ is 1 or the next float.
            Assert.Equal(0, SoftmaxCrossEntropy.Forward(new(scores, 1, classes), [place], p), tolerance: 2e-7);
            Assert.Equal(1, p.Span[place]);
            scores[place] = float.NaN;
            Assert.True(double.IsNaN(SoftmaxCrossEntropy.Forward(new(scores, 1, classes), [0], p)));
        }
    }

    [Fact]
    public void Dropout_keeps_the_mean_meets_its_rate_and_leaves_reading_alone()
    {
        Dropout layer = new(Shape.Flat(100_000), 0.3f);
        Matrix x = new(Enumerable.Repeat(1f, 100_000).ToArray(), 1, 100_000), y = new(new float[100_000], 1, 100_000);
        using MatrixProduct product = new();
        LayerPass pass = new()
        {
            X = x,
            Y = y,
            Kept = new(new float[100_000], 1, 100_000),
            Training = true,
            Samples = new SampleShares(product),
            Random = new(1, RandomPurpose.Dropout),
        };
        layer.Forward(pass);
        Assert.Equal(0.3, y.Span.ToArray().Count(value => value == 0) / 100_000.0, tolerance: 0.005);
        Assert.Equal(1, y.Span.ToArray().Average(), tolerance: 0.01f);
        layer.Forward(pass with { Training = false });
        Assert.All(y.Span.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Each_sample_has_a_dropout_mask_of_its_own_whoever_draws_it()
    {
        Dropout layer = new(Shape.Flat(3_001), 0.5f);
        float[] Masks(int threads)
        {
            using MatrixProduct product = new(threads);
            Matrix x = new(Enumerable.Repeat(1f, 16 * 3_001).ToArray(), 16, 3_001), kept = new(new float[16 * 3_001], 16, 3_001);
            layer.Forward(new()
            {
                X = x,
                Y = x,
                Kept = kept,
                Training = true,
                Samples = new SampleShares(product),
                Random = new(1, RandomPurpose.Dropout),
            });
            return kept.Span.ToArray();
        }
        float[] one = Masks(threads: 1);
        Assert.Equal(one, Masks(threads: 3));
        Assert.Equal(16, Enumerable.Range(0, 16).Select(n => string.Join(' ', one[(n * 3_001)..((n * 3_001) + 50)])).Distinct().Count());
    }
}

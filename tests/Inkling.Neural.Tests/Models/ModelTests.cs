using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Neural.Tests.Training;
using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Models;

public sealed class ModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inkling-model-").FullName;

    private static Samples Curve { get; } = Samples.WithTargets(Enumerable.Range(0, 256).Select(i =>
    {
        float x = (i / 128f) - 1;
        return (new[] { x }, new[] { MathF.Sin(3 * x) });
    }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_exclusive_or_from_floats_with_one_output()
    {
        Samples xor =
            Samples.Of(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, [0, 1, 1, 0], outputs: 1);
        Model model = new("2-16-1", new BinaryCrossEntropy());
        FitOptions options = new() { Epochs = 500, BatchSize = 4, LearningRate = 0.02f };
        FitResult result = model.Fit(xor, options, threads: 1);
        Assert.Equal(500, result.History.Count);
        Assert.Equal("accuracy", model.Evaluate(xor).MetricName);
        Assert.Equal(1, model.Evaluate(xor).Metric);
        Assert.InRange(model.Predict([1f, 0f])[0], 0.9, 1);
        Assert.InRange(model.Predict([1f, 1f])[0], 0, 0.1);
    }

    [Fact]
    public void It_fits_a_curve_and_its_metric_is_the_mean_absolute_error()
    {
        Model model = new("1-32-32-1", new MeanSquaredError());
        model.Fit(Curve, new() { Epochs = 150, BatchSize = 16, LearningRate = 0.01f }, threads: 2);
        Score score = model.Evaluate(Curve);
        Assert.Equal("mean absolute error", score.MetricName);
        Assert.InRange(score.Metric, 0, 0.03);
        double worst = Enumerable.Range(0, 20).Max(i =>
            Math.Abs(model.Predict([(i / 10f) - 1])[0] - Math.Sin(3 * ((i / 10.0) - 1))));
        Assert.InRange(worst, 0, 0.15);
    }

    [Fact]
    public void Early_stopping_keeps_the_epoch_of_the_least_error()
    {
        Model model = new("1-16-1", new MeanSquaredError());
        FitOptions options =
            new() { Epochs = 400, LearningRate = 0.05f, ValidationShare = 0.25, Patience = 3 };
        FitResult result = model.Fit(Curve, options with { BatchSize = 16 }, threads: 1);
        double least = result.History.Min(epoch => epoch.ValidationMetric!.Value);
        Assert.Equal(least, result.History[result.BestEpoch - 1].ValidationMetric);
        Assert.True(result.StoppedEarly);
    }

    [Fact]
    public void Bytes_are_predicted_as_they_were_trained_after_loading_too()
    {
        Model model = new("6-16-3");
        Clusters clusters = new(600);
        model.Fit(clusters, new() { Epochs = 15, BatchSize = 32, LearningRate = 0.02f });
        Assert.InRange(model.Evaluate(clusters).Metric, 0.9, 1);
        Assert.Equal(50, model.Scale);
        byte[] sample = clusters.Take(new[] { 7 }, new int[1]).Sample(0).ToArray();
        model.Save(At("model.npz"));
        Assert.Equal(["model.npz"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Model loaded = Model.Load(At("model.npz"));
        Assert.Equal(model.Predict(sample), loaded.Predict(sample));
        Assert.Equal(model.Evaluate(clusters), loaded.Evaluate(clusters));
        Assert.Equal(model.Predict(sample), model.Predict([.. sample.Select(value => value * (1 / 50f))]));
    }

    [Fact]
    public void A_file_keeps_the_loss_and_a_network_with_own_layers_is_given()
    {
        Model model = new(new NetworkBuilder(3).Dense(2).Custom(shape => new Doubled(shape)).Build(seed: 5),
            new MeanSquaredError());
        model.Save(At("own.npz"));
        Assert.Contains("Doubled", Assert.Throws<ModelException>(() => Model.Load(At("own.npz"))).Message);
        Network like = new NetworkBuilder(3).Dense(2).Custom(shape => new Doubled(shape)).Build(seed: 6);
        Model loaded = Model.Load(At("own.npz"), like);
        Assert.IsType<MeanSquaredError>(loaded.Loss);
        Assert.Equal(model.Predict([1f, 2f, 3f]), loaded.Predict([1f, 2f, 3f]));
    }

    [Fact]
    public void A_loss_of_ones_own_is_named_where_it_is_not_given()
    {
        new Model("3-2", new Halved()).Save(At("halved.npz"));
        string message = Assert.Throws<ModelException>(() => Model.Load(At("halved.npz"))).Message;
        Assert.Contains("Halved, which is not one of Inkling's: give it to Load", message);
        Assert.IsType<Halved>(Model.Load(At("halved.npz"), new Halved()).Loss);
    }

    [Theory]
    [InlineData("missing.npz", "there is no such file")]
    [InlineData("text.npz", "is no NPZ file")]
    public void Files_that_hold_no_model_are_refused_by_name(string name, string words)
    {
        File.WriteAllText(At("text.npz"), "no model");
        string message = Assert.Throws<ModelException>(() => Model.Load(At(name))).Message;
        Assert.StartsWith(At(name), message);
        Assert.Contains(words, message);
    }

    [Fact]
    public void A_cancelled_training_keeps_what_it_has_learnt()
    {
        Model model = new("6-16-3");
        float[] before = model.Network.Parameters.ToArray();
        using CancellationTokenSource cancellation = new();
        Epochs epochs = new(cancellation.Cancel);
        Assert.Throws<OperationCanceledException>(() =>
            model.Fit(new Clusters(300), new() { Epochs = 1000 }, epochs, cancellation: cancellation.Token));
        Assert.Equal(1, epochs.Count);
        Assert.NotEqual(before, model.Network.Parameters.ToArray());
    }

    [Fact]
    public void Fitting_goes_on_from_where_the_model_stands()
    {
        Clusters clusters = new(300);
        Model model = new("6-16-3");
        double first = model.Fit(clusters, new() { Epochs = 3 }).History[^1].Loss;
        Assert.True(model.Fit(clusters, new() { Epochs = 3, Seed = 2 }).History[0].Loss < first);
    }

    [Fact]
    public void Samples_that_do_not_fit_are_refused_with_the_numbers()
    {
        Model model = new("5-3");
        Assert.Contains("takes 5 values and has 3 outputs; the samples have 6 values and 3 classes",
            Assert.Throws<ArgumentException>(() => model.Fit(new Clusters(10))).Message);
        Assert.Contains("has 4 values; the network takes 5",
            Assert.Throws<ArgumentException>(() => model.Predict(new float[4])).Message);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private sealed class Epochs(Action first) : IProgress<EpochReport>
    {
        public int Count { get; private set; }

        public void Report(EpochReport value)
        {
            if (Count++ == 0)
                first();
        }
    }

    private sealed class Doubled(Shape shape) : CustomLayer(shape, shape)
    {
        public override void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> parameters, Span<float> y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = 2 * x[i];
        }

        public override void Backward(
            ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> parameters,
            ReadOnlySpan<float> dY, Span<float> dX, Span<float> dParameters)
        {
            for (int i = 0; i < x.Length; i++)
                dX[i] = 2 * dY[i];
        }
    }

    private sealed class Halved : Loss
    {
        private readonly MeanSquaredError _whole = new();

        public override string MetricName => "half";

        public override void Predict(Matrix outputs, Matrix predictions) =>
            _whole.Predict(outputs, predictions);

        public override void Forward(Matrix outputs, Targets targets, Matrix predictions, Span<double> losses)
        {
            _whole.Forward(outputs, targets, predictions, losses);
            foreach (ref double loss in losses)
                loss /= 2;
        }

        public override void Backward(Matrix predictions, Targets targets, Matrix dOutputs, int batchSize)
        {
            _whole.Backward(predictions, targets, dOutputs, batchSize);
            foreach (ref float value in dOutputs.Span)
                value /= 2;
        }

        public override double Measure(ReadOnlySpan<float> predictions, Targets targets, int n) => 0.5;
    }
}

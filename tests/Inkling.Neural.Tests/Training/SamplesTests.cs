using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Training;

public sealed class SamplesTests
{
    [Fact]
    public void Every_form_of_data_gives_the_same_samples()
    {
        Samples[] all =
        [
            Samples.Of(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }, [1, 0]),
            Samples.Of([1f, 2, 3, 4, 5, 6], inputSize: 3, [1, 0]),
            Samples.Of([(new float[] { 1, 2, 3 }, 1), (new float[] { 4, 5, 6 }, 0)]),
        ];
        foreach (Samples samples in all)
        {
            Assert.Equal((2, 3, 2), (samples.Count, samples.InputSize, samples.Outputs));
            Assert.True(samples.HasLabels);
            int[] labels = new int[2];
            SampleBatch batch = samples.Take(new[] { 1, 0 }, labels);
            Assert.Equal([4, 5, 6], batch.FloatSample(0).ToArray());
            Assert.Equal([0, 1], labels);
        }
    }

    [Fact]
    public void Bytes_keep_their_scale()
    {
        Samples samples = Samples.Of(new byte[,] { { 0, 255 }, { 51, 7 } }, [0, 2], outputs: 4, scale: 51);
        SampleBatch batch = samples.Take(new[] { 1 }, new int[1]);
        Assert.Equal((4, false, 51f), (samples.Outputs, samples.IsFloat, batch.Scale));
        Assert.Equal([51, 7], batch.Sample(0).ToArray());
    }

    [Fact]
    public void Target_values_go_with_their_samples()
    {
        Samples samples = Samples.WithTargets(
            new float[,] { { 1 }, { 2 }, { 3 } }, new float[,] { { 10, 1 }, { 20, 2 }, { 30, 3 } });
        Matrix targets = new(new float[4], rows: 2, columns: 2);
        SampleBatch batch = samples.Take(new[] { 2, 0 }, new int[2]);
        samples.WriteTargets([2, 0], batch, new int[2], targets, worker: 0);
        Assert.False(samples.HasLabels);
        Assert.Equal([30, 3, 10, 1], targets.Span.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_place()
    {
        static string Message(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;
        Assert.Contains("5 values in samples of 3 do not go with 2 labels",
            Message(() => Samples.Of(new float[5], 3, [0, 1])));
        Assert.Contains("Label 2 is -1, not 0 to 1", Message(() => Samples.Of(new float[2], 1, [0, -1])));
        Assert.Contains("Label 1 is 3, not 0 to 2",
            Message(() => Samples.Of(new float[2], 1, [3, 0], outputs: 3)));
        Assert.Contains("Value 2 of row 1 is NaN",
            Message(() => Samples.Of(new float[,] { { 1, float.NaN } }, [0])));
        Assert.Contains("Sample 2 has 1 values, and those before it 2",
            Message(() => Samples.Of([(new float[2], 0), (new float[1], 0)])));
        Assert.Contains("A scale of 0", Message(() => Samples.Of(new byte[2], 1, [0, 1], scale: 0)));
        Assert.Contains("at least one", Message(() => Samples.Of(Array.Empty<float>(), 1, [])));
    }
}

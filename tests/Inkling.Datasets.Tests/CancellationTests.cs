using System.Globalization;
using Inkling.Datasets.Folders;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

/// <summary>What reads many digits stops when cancelled: digits are counted, no clock is read.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int Many = 20_000;

    private static readonly DigitSet Set = Digits.Bars(Many, seed: 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("inkling-cancel-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_evaluation_reads_no_further_batch(int threads)
    {
        using CancelAtOnce cancel = new();
        Assert.ThrowsAny<OperationCanceledException>(() => DigitEvaluation.Run(
            Digits.Model(), Set, new() { Threads = threads }, cancel, cancel.Token));
        // The batch that reported, and those that the other threads were reading.
        Assert.InRange(cancel.Reports, 1, threads);
        Assert.InRange(cancel.Done, 1, threads * 256);
    }

    [Fact]
    public void A_calibration_reads_no_further_batch()
    {
        using CancelAtOnce cancel = new();
        Assert.ThrowsAny<OperationCanceledException>(() => Calibrator.Calibrate(
            Digits.Model(), Set, new() { Threads = 1 }, cancel, cancel.Token));
        Assert.Equal(1, cancel.Reports);
    }

    [Fact]
    public void A_calibration_stops_among_the_augmented_copies_too()
    {
        DigitSet few = Digits.Bars(600, seed: 1);
        int plain = Reports(few, new() { Augmentation = new() });
        Assert.InRange(plain, 1, Reports(few, new()) - 1);
        using CancelAtOnce cancel = new(after: plain + 1);
        Assert.ThrowsAny<OperationCanceledException>(() => Calibrator.Calibrate(
            Digits.Model(), few, new() { Threads = 1 }, cancel, cancel.Token));
        Assert.Equal(plain + 1, cancel.Reports);
    }

    [Fact]
    public void A_temperature_is_not_fitted_once_it_is_cancelled()
    {
        Readings readings = Readings.Of(Digits.Model(), Set, threads: 1);
        CancellationToken cancelled = new(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => TemperatureFit.Fit([readings], cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => TemperatureFit.Highest(readings, 0.1, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => readings.Under(new(), cancelled));
    }

    [Fact]
    public void A_scoreboard_reads_no_further_picture()
    {
        string list = Path.Combine(WritePictures(count: 1), "labels.csv");
        File.WriteAllLines(list, ["file,label", .. Enumerable.Repeat("0.pgm,0", Many)]);
        using CancelAtOnce cancel = new();
        Assert.ThrowsAny<OperationCanceledException>(() => ScoreboardFolder.Read(
            Digits.Model(), _folder, new() { Threads = 1 }, cancel, cancel.Token));
        Assert.Equal(1, cancel.Reports);
        Assert.ThrowsAny<OperationCanceledException>(() => ScoreboardFolder.Read(
            Digits.Model(), _folder, cancellation: new(canceled: true)));
    }

    [Fact]
    public void A_folder_of_pictures_is_read_no_further()
    {
        string list = Path.Combine(WritePictures(count: 1), "labels.csv");
        File.WriteAllLines(list, ["file,label", .. Enumerable.Repeat("0.pgm,0", Many)]);
        using CancelAtOnce cancel = new();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            PictureFolder.Read(_folder, null, PictureForm.Prepare, cancel, cancel.Token));
        Assert.InRange(cancel.Reports, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void IDX_files_and_synthetic_digits_are_read_no_further()
    {
        string images = Path.Combine(_folder, "some-images-idx3-ubyte.gz");
        DigitSetWriter.Write(Digits.Bars(5_000, seed: 1), images);
        // It reports before the first megabyte.
        using CancelAtOnce cancel = new();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DigitSource.Open(images).Training.Read(progress: cancel, cancellation: cancel.Token));
        Assert.Equal(1, cancel.Reports);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DigitSource.Synthetic.Training.Read(cancellation: new(canceled: true)));
    }

    private static int Reports(DigitSet digits, CalibrationOptions options)
    {
        using CancelAtOnce never = new(after: int.MaxValue);
        Calibrator.Calibrate(Digits.Model(), digits, options with { Threads = 1 }, never);
        return never.Reports;
    }

    private string WritePictures(int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] header = System.Text.Encoding.ASCII.GetBytes("P5 28 28 255\n");
            File.WriteAllBytes(
                Path.Combine(_folder, i.ToString(CultureInfo.InvariantCulture) + ".pgm"),
                [.. header, .. Set.Image(i)]);
        }
        return _folder;
    }

    /// <summary>Cancels when it hears of progress, at the first report or a later one.</summary>
    private sealed class CancelAtOnce(int after = 1) : IProgress<DataProgress>, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private int _reports;
        private long _done;

        public CancellationToken Token => _source.Token;
        public int Reports => _reports;
        public long Done => _done;

        public void Report(DataProgress value)
        {
            _done = Math.Max(_done, value.Done);
            if (Interlocked.Increment(ref _reports) == after)
                _source.Cancel();
        }

        public void Dispose() => _source.Dispose();
    }
}

using System.Collections.Concurrent;
using Inkling.Imaging;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Neural.Kernels;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition;

/// <summary>
/// Reads one handwritten digit in a picture: <c>DigitReader.Default.Read("seven.png").Digit</c>.
/// Keep one and use it from any number of threads.
/// </summary>
public sealed class DigitReader
{
    private static readonly Lazy<DigitReader> Shipped = new(() => new(DigitModel.Default));

    private readonly DigitModel _model;
    private readonly DigitReaderOptions _options;

    // Buffers of readers at rest. A thread takes one and gives it back, so there are as many as ever read at
    // once.
    private readonly ConcurrentQueue<ModelWorkspace> _workspaces = [];

    /// <summary>A reader that uses the given model.</summary>
    public DigitReader(DigitModel model, DigitReaderOptions? options = null)
    {
        _model = model;
        _options = options ?? new();
    }

    /// <summary>A reader with the model that ships inside.</summary>
    public static DigitReader Default => Shipped.Value;

    /// <summary>A reader with the model in a file, as <c>inkling train</c> saves it.</summary>
    /// <exception cref="ModelException">The file is missing, damaged, or no network that reads
    /// digits.</exception>
    public static DigitReader Load(string modelPath, DigitReaderOptions? options = null) =>
        new(ModelFile.Read(modelPath), options);

    /// <summary>Reads the digit in a picture file (JPEG, PNG, GIF, BMP or PNM).</summary>
    /// <exception cref="DataException">The file is missing or is no picture that can be read; the message
    /// names it.</exception>
    public DigitReading Read(string path)
    {
        try
        {
            DecodeLimits.Default.CheckBytes(new FileInfo(path).Length);
            return Read(File.ReadAllBytes(path));
        }
        catch (ImageFormatException failure)
        {
            throw new DataException($"{path} {failure.Message}", failure);
        }
        catch (DataException failure)
        {
            throw new DataException($"{path}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the digit in a picture file's content, to the stream's end.</summary>
    /// <exception cref="ImageFormatException">It is no picture that can be read.</exception>
    public DigitReading Read(Stream stream)
    {
        using MemoryStream content = new();
        stream.CopyTo(content);
        return Read(content.GetBuffer().AsMemory(0, (int)content.Length));
    }

    /// <summary>Reads the digit in a picture file's content.</summary>
    /// <exception cref="ImageFormatException">It is no picture that can be read.</exception>
    /// <exception cref="DataException">Pictures are taken as they are, and this one is not 28 ×
    /// 28.</exception>
    public DigitReading Read(ReadOnlyMemory<byte> content) => Read(ImageFile.DecodeGrey(content));

    /// <summary>Reads the digit in grey pixels, row by row, 0 black to 255 white, ink of either.</summary>
    /// <exception cref="ArgumentException">There are not width × height pixels.</exception>
    /// <exception cref="DataException">Pictures are taken as they are, and this one is not 28 ×
    /// 28.</exception>
    public DigitReading ReadPixels(ReadOnlySpan<byte> pixels, int width, int height) =>
        Read(new GreyImage(width, height, pixels.ToArray()));

    /// <summary>
    /// Reads many files, side by side on all processors. The readings are in the files' order.
    /// </summary>
    /// <exception cref="DataException">A file can't be read; the message names it. (To go on past bad files,
    /// call Read for each.)</exception>
    public IReadOnlyList<DigitReading> ReadMany(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        DigitReading[] readings = new DigitReading[paths.Count];
        try
        {
            Parallel.For(0, paths.Count, new() { CancellationToken = cancellation }, i => readings[i] = Read(paths[i]));
        }
        catch (AggregateException failure) when (failure.InnerExceptions.Any(inner => inner is DataException))
        {
            throw new DataException(failure.InnerExceptions.First(inner => inner is DataException).Message, failure);
        }
        return readings;
    }

    /// <summary>Reads the digit in a decoded picture, ink of either polarity.</summary>
    /// <exception cref="DataException">Pictures are taken as they are, and this one is not 28 ×
    /// 28.</exception>
    public DigitReading Read(GreyImage picture)
    {
        PreparedDigit prepared = _options.Form.Apply(picture);
        return prepared.Found ? ReadPrepared(prepared.Pixels) : DigitReading.None;
    }

    private DigitReading ReadPrepared(ReadOnlyMemory<byte> pixels)
    {
        if (!_workspaces.TryDequeue(out ModelWorkspace? workspace))
        {
#pragma warning disable CA2000 // with one thread it owns nothing to dispose of, and lives as long as its workspace
            workspace = new(_model, capacity: 1, new MatrixProduct(threads: 1));
#pragma warning restore CA2000
        }
        ByteBatch digit = new(
            pixels, first: 0, count: 1, DigitSet.PixelCount, _options.PixelScale ?? _model.PixelScale);
        DigitReading reading = _model.Calibration.Read(workspace.Predict(digit).Span);
        _workspaces.Enqueue(workspace);
        return reading;
    }
}

/// <summary>How pictures are read.</summary>
public sealed record DigitReaderOptions
{
    /// <summary>
    /// Whether pictures are prepared (any size, any polarity) or taken as they are (28 × 28, white ink on
    /// black).
    /// </summary>
    public PictureForm Form { get; init; } = PictureForm.Prepare;

    /// <summary>
    /// What pixels (0 to 255) are divided by, where it is to differ from what the model states.
    /// </summary>
    public float? PixelScale { get; init; }
}

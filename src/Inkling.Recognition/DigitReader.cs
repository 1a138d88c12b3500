using System.Runtime.ExceptionServices;
using Inkling.Imaging;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;
using Inkling.Imaging.Preparation;
using Inkling.Neural.Models;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition;

/// <summary>
/// Reads one handwritten digit in a picture: <c>DigitReader.Default.Read("seven.png").Digit</c>.
/// Keep one and use it from any number of threads; it holds nothing to dispose of.
/// </summary>
/// <remarks>
/// Whatever is wrong with a picture is a <see cref="DataException"/>. Its message is one full sentence that
/// begins with the file's path, or with "The picture" for a stream, bytes and pixels. Where the picture's
/// content is at fault, its inner exception is an <see cref="ImageFormatException"/>, whose
/// <see cref="ImageFormatException.Fault"/> says how. A picture without a digit is no fault: see
/// <see cref="DigitReading.Digit"/>.
/// </remarks>
public sealed partial class DigitReader
{
    private static readonly Lazy<DigitReader> Shipped = new(() => new());

    private readonly Task<DigitPredictor> _predictor;
    private readonly PictureForm _form;
    private readonly DecodeLimits _limits;

    /// <summary>Makes a reader that uses the given model.</summary>
    /// <param name="model">What reads.</param>
    /// <param name="options">How pictures are read; the defaults if null.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    public DigitReader(DigitModel model, ReadingOptions? options = null)
        : this(Given(model), options)
    {
    }

    /// <summary>Makes a reader that uses the model that ships inside.</summary>
    /// <param name="options">How pictures are read; the defaults if null.</param>
    public DigitReader(ReadingOptions? options = null)
        : this(() => DigitModel.Default, options)
    {
    }

    private DigitReader(Func<DigitModel> model, ReadingOptions? options)
    {
        options ??= new();
        (_form, _limits) = (options.Form, options.Limits);
        // On another thread, while the picture is prepared: docs/decisions/0058-parallel-model-open.md.
        _predictor = Task.Run(() => new DigitPredictor(model(), options.PixelScale));
    }

    /// <summary>The reader with the model that ships inside and default options; always the same.</summary>
    public static DigitReader Default => Shipped.Value;

    /// <summary>Makes a reader with the model in a file, as <c>inkling train</c> saves it.</summary>
    /// <param name="modelPath">The file.</param>
    /// <param name="options">How pictures are read; the defaults if null.</param>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    /// <exception cref="ModelException">The file is missing, damaged, or no network for digits.</exception>
    public static DigitReader Load(string modelPath, ReadingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        return new(DigitModel.Load(modelPath), options);
    }

    /// <summary>Reads the digit in a picture file (JPEG, PNG, GIF, BMP or PNM).</summary>
    /// <param name="path">The file. Its name is of no matter to its format.</param>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    /// <exception cref="DataException">
    /// The file is missing, too large, or no picture that can be read. The message names it.
    /// </exception>
    public DigitReading Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Predict(PictureFile.Prepare(path, _form, _limits));
    }

    /// <summary>Reads the digit in a picture file's content, from where the stream is to its end.</summary>
    /// <param name="stream">
    /// Read no further than one byte over <see cref="DecodeLimits.MaxBytes"/>, and left open.
    /// </param>
    /// <exception cref="ArgumentNullException">There is no stream.</exception>
    /// <exception cref="ArgumentException">The stream can't be read from, or is closed.</exception>
    /// <exception cref="DataException">
    /// The stream fails, is too long, or holds no picture that can be read.
    /// </exception>
    public DigitReading Read(Stream stream) => Read(stream, PictureFault.Unnamed);

    /// <summary>Reads the digit in a picture file's content.</summary>
    /// <param name="content">All bytes of a JPEG, PNG, GIF, BMP or PNM file.</param>
    /// <exception cref="DataException">They are too many, or no picture that can be read.</exception>
    public DigitReading Read(ReadOnlyMemory<byte> content) =>
        Predict(PictureFault.Guard(PictureFault.Unnamed, () => Prepare(content)));

    /// <summary>Reads the digit in a decoded picture, ink of either polarity.</summary>
    /// <param name="picture">Of any size; 28 × 28 where pictures are taken as they are.</param>
    /// <exception cref="ArgumentNullException">There is no picture.</exception>
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    public DigitReading Read(GreyImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Predict(PictureFault.Guard(PictureFault.Unnamed, () => _form.Apply(picture)));
    }

    /// <summary>Reads the digit in grey pixels, ink of either polarity.</summary>
    /// <param name="pixels">[height × width] levels, row by row from the top, 0 black to 255 white.</param>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">There are not width × height pixels.</exception>
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    public DigitReading ReadPixels(ReadOnlySpan<byte> pixels, int width, int height)
    {
        GreyImage.CheckSize(width, height, pixels.Length);
        return Read(new GreyImage(width, height, pixels.ToArray()));
    }

    /// <summary>Reads many files in parallel on all processors.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="cancellation">Ends the reading; a picture that is begun is finished first.</param>
    /// <returns>The readings, in the files' order.</returns>
    /// <exception cref="ArgumentNullException">There are no paths.</exception>
    /// <exception cref="ArgumentException">One of the paths is null.</exception>
    /// <exception cref="DataException">
    /// A file can't be read. The message names it; of several it is the first in their order.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<DigitReading> ReadMany(
        IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (string path in paths)
            RequirePath(path, nameof(paths));
        DigitReading[] readings = new DigitReading[paths.Count];
        DataException?[] failures = new DataException?[paths.Count];
        ParallelLoopResult result = Parallel.For(
            0, paths.Count, new ParallelOptions { CancellationToken = cancellation }, (i, loop) =>
            {
                try
                {
                    readings[i] = Read(paths[i]);
                }
                catch (DataException failure)
                {
                    failures[i] = failure;
                    loop.Break(); // all before it are read still: one of them may fail too
                }
            });
        if (result.LowestBreakIteration is { } first)
            ExceptionDispatchInfo.Throw(failures[first]!);
        return readings;
    }

    /// <summary>As the other; <paramref name="name"/> begins the messages instead of "The picture".</summary>
    internal DigitReading Read(Stream stream, string name)
    {
        RequireReadable(stream);
        ReadOnlyMemory<byte> content =
            PictureFault.GuardContent(name, () => PictureContent.OfStream(stream, _limits));
        return Predict(PictureFault.Guard(name, () => Prepare(content)));
    }

    private PreparedDigit Prepare(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        GreyImage picture = ImageFile.DecodeGrey(content, _limits, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return _form.Apply(picture);
    }

    private DigitReading Predict(PreparedDigit digit) => _predictor.GetAwaiter().GetResult().Predict(digit);

    private static Func<DigitModel> Given(DigitModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return () => model;
    }

    private static void RequirePath(string path, string paths)
    {
        if (path is null)
            throw new ArgumentException("One of the paths is null.", paths);
    }

    private static void RequireReadable(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("The stream can't be read from, or is closed.", nameof(stream));
    }
}

using Inkling.Imaging;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition;

/// <summary>
/// Reads one handwritten digit in a picture: <c>DigitReader.Default.Read("seven.png").Digit</c>.
/// Keep one and use it from any number of threads.
/// </summary>
public sealed class DigitReader
{
    private static readonly Lazy<DigitReader> Shipped = new(() => new());

    private readonly Task<DigitPredictor> _predictor;
    private readonly PictureForm _form;

    /// <summary>A reader that uses the given model.</summary>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    public DigitReader(DigitModel model, ReadingOptions? options = null)
        : this(() => model, options) => ArgumentNullException.ThrowIfNull(model);

    /// <summary>A reader that uses the model that ships inside.</summary>
    public DigitReader(ReadingOptions? options = null)
        : this(() => DigitModel.Default, options)
    {
    }

    private DigitReader(Func<DigitModel> model, ReadingOptions? options)
    {
        options ??= new();
        _form = options.Form;
        // On another thread, while the first picture is decoded and prepared: docs/decisions.md, "Start-up".
        _predictor = Task.Run(() => new DigitPredictor(model(), options.PixelScale));
    }

    /// <summary>A reader with the model that ships inside.</summary>
    public static DigitReader Default => Shipped.Value;

    /// <summary>A reader with the model in a file, as <c>inkling train</c> saves it.</summary>
    /// <exception cref="ModelException">The file is missing, damaged, or no network for digits.</exception>
    public static DigitReader Load(string modelPath, ReadingOptions? options = null) =>
        new(ModelFile.Read(modelPath), options);

    /// <summary>Reads the digit in a picture file (JPEG, PNG, GIF, BMP or PNM).</summary>
    /// <exception cref="DataException">The file is missing or no picture that can be read.</exception>
    public DigitReading Read(string path) => Read(PictureFile.Prepare(path, _form));

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
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    public DigitReading Read(ReadOnlyMemory<byte> content) => Read(ImageFile.DecodeGrey(content));

    /// <summary>Reads the digit in grey pixels, row by row, 0 black to 255 white, ink of either.</summary>
    /// <exception cref="ArgumentException">There are not width × height pixels.</exception>
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    public DigitReading ReadPixels(ReadOnlySpan<byte> pixels, int width, int height) =>
        Read(new GreyImage(width, height, pixels.ToArray()));

    /// <summary>Reads many files in parallel on all processors. Readings are in the files' order.</summary>
    /// <exception cref="DataException">A file can't be read; the message names it.</exception>
    public IReadOnlyList<DigitReading> ReadMany(
        IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        DigitReading[] readings = new DigitReading[paths.Count];
        ParallelOptions options = new() { CancellationToken = cancellation };
        try
        {
            Parallel.For(0, paths.Count, options, i => readings[i] = Read(paths[i]));
        }
        catch (AggregateException failure)
            when (failure.InnerExceptions.OfType<DataException>().FirstOrDefault() is { } first)
        {
            throw new DataException(first.Message, failure);
        }
        return readings;
    }

    /// <summary>Reads the digit in a decoded picture, ink of either polarity.</summary>
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    public DigitReading Read(GreyImage picture) => Read(_form.Apply(picture));

    private DigitReading Read(PreparedDigit digit) => _predictor.GetAwaiter().GetResult().Predict(digit);
}

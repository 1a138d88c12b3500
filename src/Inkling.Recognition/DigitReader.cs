using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Neural.Models;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition;

/// <summary>
/// Reads one handwritten digit in grey pixels: <c>DigitReader.Default.ReadPixels(pixels, 28, 28).Digit</c>.
/// Inkling.Pictures adds the methods that take picture files, streams and bytes. Keep one reader and use it
/// from any number of threads; it holds nothing to dispose of.
/// </summary>
/// <remarks>
/// Whatever is wrong with a picture is a <see cref="DataException"/>. Its message is one full sentence that
/// begins with the file's path, or with "The picture" for a stream, bytes and pixels. Where the picture's
/// content is at fault, its inner exception is an <see cref="ImageFormatException"/>, whose
/// <see cref="ImageFormatException.Fault"/> says how. A picture without a digit is no fault: see
/// <see cref="DigitReading.Digit"/>.
/// </remarks>
public sealed class DigitReader
{
    private static readonly Lazy<DigitReader> Shipped = new(() => new());

    private readonly Task<DigitPredictor> _predictor;

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
        (Form, Limits) = (options.Form, options.Limits);
        // On another thread, while the picture is prepared: docs/decisions/0058-parallel-model-open.md.
        _predictor = Task.Run(() => new DigitPredictor(model(), options.PixelScale));
    }

    /// <summary>The reader with the model that ships inside and default options; always the same.</summary>
    public static DigitReader Default => Shipped.Value;

    /// <summary>How a picture becomes a digit.</summary>
    internal PictureForm Form { get; }

    /// <summary>What a picture file may cost at most, for who decodes one for this reader.</summary>
    internal DecodeLimits Limits { get; }

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

    /// <summary>Makes a reader while its model is opened, which reading waits for.</summary>
    internal static DigitReader Opening(Func<DigitModel> model, ReadingOptions options) =>
        new(model, options);

    /// <summary>Reads the digit in a decoded picture, ink of either polarity.</summary>
    /// <param name="picture">Of any size; 28 × 28 where pictures are taken as they are.</param>
    /// <exception cref="ArgumentNullException">There is no picture.</exception>
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    public DigitReading Read(GreyImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Read(picture, PictureFault.Unnamed);
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

    /// <summary>Waits until the model is open.</summary>
    /// <exception cref="ModelException">It can't be opened.</exception>
    internal void RequireModel() => _predictor.GetAwaiter().GetResult();

    /// <summary>As the other; <paramref name="name"/> begins the messages instead of "The picture".</summary>
    internal DigitReading Read(GreyImage picture, string name)
    {
        PreparedDigit digit = Prepare(picture, name);
        return _predictor.GetAwaiter().GetResult().Predict(digit);
    }

    /// <summary>As the other, without blocking a thread while the model is opened.</summary>
    internal async Task<DigitReading> ReadAsync(GreyImage picture, string name)
    {
        PreparedDigit digit = Prepare(picture, name);
        return (await _predictor).Predict(digit);
    }

    /// <summary>Brings a picture into the form that is read; messages begin with the name.</summary>
    /// <exception cref="DataException">Pictures are taken as they are, and this is not 28 × 28.</exception>
    internal PreparedDigit Prepare(GreyImage picture, string name) =>
        PictureFault.Guard(name, () => Form.Apply(picture));

    /// <summary>Reads prepared digits as a batch, which takes less time than one after the other.</summary>
    /// <returns>Their readings, in their order; each is as if that digit were read alone.</returns>
    internal DigitReading[] Read(IReadOnlyList<PreparedDigit> digits) =>
        _predictor.GetAwaiter().GetResult().Predict(digits);

    private static Func<DigitModel> Given(DigitModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return () => model;
    }
}

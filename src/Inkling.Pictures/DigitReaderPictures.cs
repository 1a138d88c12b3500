using System.Runtime.ExceptionServices;
using Inkling.Imaging;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Pictures;

/// <summary>
/// Picture files for a <see cref="DigitReader"/>: <c>DigitReader.Default.Read("seven.png").Digit</c>. How
/// they are decoded and what they may cost is said by the reader's <see cref="ReadingOptions"/>.
/// </summary>
public static partial class DigitReaderPictures
{
    /// <summary>Reads the digit in a picture file (JPEG, PNG, GIF, BMP, WebP, TIFF or PNM).</summary>
    /// <param name="reader">What reads.</param>
    /// <param name="path">The file. Its name is of no matter to its format.</param>
    /// <exception cref="ArgumentNullException">There is no reader or no path.</exception>
    /// <exception cref="DataException">
    /// The file is missing, too large, or no picture that can be read. The message names it.
    /// </exception>
    /// <exception cref="DllNotFoundException">SkiaSharp's native library is missing.</exception>
    public static DigitReading Read(this DigitReader reader, string path)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(path);
        ReadOnlyMemory<byte> content =
            ContentFault.Guard(path, () => PictureContent.OfFile(path, reader.Limits));
        return Read(reader, content, path);
    }

    /// <summary>Reads the digit in a picture file's content, from where the stream is to its end.</summary>
    /// <param name="reader">What reads.</param>
    /// <param name="stream">
    /// Read no further than one byte over <see cref="DecodeLimits.MaxBytes"/>, and left open.
    /// </param>
    /// <exception cref="ArgumentNullException">There is no reader or no stream.</exception>
    /// <exception cref="ArgumentException">The stream can't be read from, or is closed.</exception>
    /// <exception cref="DataException">
    /// The stream fails, is too long, or holds no picture that can be read.
    /// </exception>
    /// <exception cref="DllNotFoundException">SkiaSharp's native library is missing.</exception>
    public static DigitReading Read(this DigitReader reader, Stream stream) =>
        Read(reader, stream, PictureFault.Unnamed);

    /// <summary>Reads the digit in a picture file's content.</summary>
    /// <param name="reader">What reads.</param>
    /// <param name="content">All bytes of a JPEG, PNG, GIF, BMP, WebP, TIFF or PNM file.</param>
    /// <exception cref="ArgumentNullException">There is no reader.</exception>
    /// <exception cref="DataException">They are too many, or no picture that can be read.</exception>
    /// <exception cref="DllNotFoundException">SkiaSharp's native library is missing.</exception>
    public static DigitReading Read(this DigitReader reader, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Read(reader, content, PictureFault.Unnamed);
    }

    /// <summary>Reads many files in parallel on all processors.</summary>
    /// <param name="reader">What reads.</param>
    /// <param name="paths">The files.</param>
    /// <param name="cancellation">Ends the reading; a picture that is begun is finished first.</param>
    /// <returns>The readings, in the files' order.</returns>
    /// <exception cref="ArgumentNullException">There is no reader, or there are no paths.</exception>
    /// <exception cref="ArgumentException">One of the paths is null.</exception>
    /// <exception cref="DataException">
    /// A file can't be read. The message names it; of several it is the first in their order.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<DigitReading> ReadMany(
        this DigitReader reader, IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
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
                    readings[i] = reader.Read(paths[i]);
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
    internal static DigitReading Read(this DigitReader reader, Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RequireReadable(stream);
        ReadOnlyMemory<byte> content =
            ContentFault.Guard(name, () => PictureContent.OfStream(stream, reader.Limits));
        return Read(reader, content, name);
    }

    /// <inheritdoc cref="Read(DigitReader, Stream, string)" path="/summary"/>
    internal static DigitReading Read(this DigitReader reader, ReadOnlyMemory<byte> content, string name)
    {
        (GreyImage picture, double reduction) = Decode(reader, content, name);
        return reader.Read(picture, name).Enlarged(reduction);
    }

    // And how many of the file's pixels make one of the picture's.
    private static (GreyImage Picture, double Reduction) Decode(
        DigitReader reader, ReadOnlyMemory<byte> content, string name) => PictureFault.Guard(name, () =>
    {
        GreyImage picture = PictureFile.DecodeFor(
            reader.Form, content, reader.Limits, out (int Width, int Height) size);
        return (picture, (double)Math.Max(size.Width, size.Height) / Math.Max(picture.Width, picture.Height));
    });

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

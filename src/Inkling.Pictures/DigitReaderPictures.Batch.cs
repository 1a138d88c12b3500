using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Pictures;

// Reading several pictures as one batch, by the thread that asks.
public static partial class DigitReaderPictures
{
    /// <summary>Names a picture file, which is opened when it is read.</summary>
    internal static PictureSource SourceOf(this DigitReader reader, string path) => new(
        path, () => ContentFault.Guard(path, () => PictureContent.OfFile(path, reader.Limits)));

    /// <summary>Names a stream, which is opened when it is read, and closed.</summary>
    internal static PictureSource SourceOf(
        this DigitReader reader, string path, string name, Func<Stream> open) => new(
        path, () => ContentFault.Guard(name, () =>
        {
            using Stream stream = open();
            return PictureContent.OfStream(stream, reader.Limits);
        }))
        { Name = name };

    /// <summary>Decodes and prepares several pictures, and reads them as a batch.</summary>
    /// <returns>The outcome of each, in order. A reading is as if its picture were read alone.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between two pictures.</exception>
    internal static PictureOutcome[] ReadBatch(
        this DigitReader reader, PictureSource[] pictures, CancellationToken cancellation)
    {
        PictureOutcome[] outcomes = new PictureOutcome[pictures.Length];
        List<PreparedDigit> digits = new(pictures.Length);
        double[] reductions = new double[pictures.Length];
        for (int i = 0; i < pictures.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            PictureSource source = pictures[i];
            try
            {
                (GreyImage picture, reductions[i]) = Decode(reader, source.Open(), source.Name);
                digits.Add(reader.Prepare(picture, source.Name));
            }
            catch (DataException fault)
            {
                outcomes[i] = new(source.Path, Reading: null, fault);
            }
        }
        DigitReading[] readings = reader.Read(digits);
        for (int i = 0, n = 0; i < pictures.Length; i++)
        {
            if (outcomes[i].Fault is null)
                outcomes[i] = new(pictures[i].Path, readings[n++].Enlarged(reductions[i]), Fault: null);
        }
        return outcomes;
    }
}

/// <summary>A picture of several.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Open">Gives all bytes of the picture file, or throws a <see cref="DataException"/>.</param>
internal readonly record struct PictureSource(string Path, Func<ReadOnlyMemory<byte>> Open)
{
    /// <summary>What begins the messages.</summary>
    public string Name { get; init; } = Path;
}

/// <summary>The outcome of one picture of several: its reading, or why it can't be read.</summary>
internal readonly record struct PictureOutcome(string Path, DigitReading? Reading, DataException? Fault);

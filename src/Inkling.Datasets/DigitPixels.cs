using Inkling.Datasets.Csv;
using Inkling.Datasets.Idx;
using Inkling.Datasets.Names;
using Inkling.Datasets.Numpy;
using Inkling.Datasets.Parquet;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Digits without labels in a file of many: IDX, NumPy, Parquet or CSV.</summary>
internal sealed class DigitPixels
{
    private DigitPixels(string name, byte[] pixels) => (Name, Pixels) = (name, pixels);

    /// <summary>The file, and the array in it if it has several.</summary>
    public string Name { get; }

    /// <summary>How many digits.</summary>
    public int Count => Pixels.Length / DigitSet.PixelCount;

    /// <summary>[Count × 784] levels, digit after digit, 255 ink to 0 paper.</summary>
    public byte[] Pixels { get; }

    /// <summary>What a user should know of how they were read.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Reads a file's digits; null if it is no such file, but perhaps a picture.</summary>
    /// <exception cref="DataException">It is such a file, and wrong; says where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    internal static DigitPixels? Open(
        string path, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        byte[] start = SourceFile.StartOf(path);
        progress?.Report(new DataProgress(Path.GetFileName(path), 0, 0));
        if (IdxMagic.Of(start) is not null)
            return OfIdx(path, cancellation);
        if (NumpyFile.IsArray(start) || NumpyFile.IsArchive(path, start))
        {
            NumpyEntry images = NumpyFile.Images(path);
            return new(images.Where, images.ReadPixels(cancellation));
        }
        if (ParquetFile.Recognises(start))
            return new(path, ParquetFile.ReadPixels(path, progress, cancellation));
        return SourceFile.IsCsv(path, start)
            ? new(path, CsvFile.ReadPixels(path, progress, cancellation))
            : null;
    }

    private static DigitPixels OfIdx(string path, CancellationToken cancellation)
    {
        byte[] pixels = IdxFile.ReadImages(path, cancellation);
        if (!EmnistNames.Contain(Path.GetFileName(path)))
            return new(path, pixels);
        byte[] upright = new byte[pixels.Length];
        for (int i = 0; i < pixels.Length; i += DigitSet.PixelCount)
        {
            DigitSet.Transpose(
                pixels.AsSpan(i, DigitSet.PixelCount), upright.AsSpan(i, DigitSet.PixelCount));
        }
        return new(path, upright) { Notes = [EmnistNames.Note] };
    }
}

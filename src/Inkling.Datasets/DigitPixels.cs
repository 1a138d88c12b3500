using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets;

/// <summary>Digits without labels in a file of many: CSV.</summary>
internal sealed class DigitPixels
{
    private DigitPixels(string name, byte[] pixels) => (Name, Pixels) = (name, pixels);

    /// <summary>The file.</summary>
    public string Name { get; }

    /// <summary>How many digits.</summary>
    public int Count => Pixels.Length / DigitSet.PixelCount;

    /// <summary>[Count × 784] levels, digit after digit, 255 ink to 0 paper.</summary>
    public byte[] Pixels { get; }

    /// <summary>Reads a file's digits; null if it is no such file, but perhaps a picture.</summary>
    /// <exception cref="DataException">It is such a file, and wrong; says where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    internal static DigitPixels? Open(
        string path, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        if (!Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            return null;
        progress?.Report(new DataProgress(Path.GetFileName(path), 0, 0));
        return new(path, CsvText.Read(path, (text, _) =>
        {
            List<byte> pixels = [];
            for (long line = text.FirstLine; text.Rows.MoveNext(); line++)
            {
                cancellation.ThrowIfCancellationRequested();
                SepReader.Row row = text.Rows.Current;
                bool isHeading = line == text.FirstLine && !char.IsAsciiDigit(row[0].Span[0]);
                if (isHeading || CsvRow.IsEmpty(row))
                    continue;
                if (row.ColCount != DigitSet.PixelCount)
                    throw new DataException($"{path}: row {line:N0} has {row.ColCount:N0} fields, not 784.");
                for (int i = 0; i < row.ColCount; i++)
                    pixels.Add(row[i].Parse<byte>());
            }
            return pixels.ToArray();
        }));
    }
}

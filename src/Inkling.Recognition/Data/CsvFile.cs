using System.Buffers.Text;

namespace Inkling.Recognition.Data;

/// <summary>
/// The original's format: a row per digit, the label and then 784 pixels, row by row. Read with or without a
/// heading row, plain or gzipped, in whole numbers or in NumPy's form; written in whole numbers without
/// heading.
/// </summary>
public static class CsvFile
{
    private const int FirstCapacity = 1024;
    private const int MostDigits = 2_700_000; // × 784 fills the longest array that .NET has
    private const int LongestRow = 2 + (4 * DigitSet.PixelCount);

    /// <summary>Reads a file row by row, in memory for the digits and one megabyte.</summary>
    /// <exception cref="DataException">The file can't be read, or a row is wrong; says which.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static DigitSet Read(
        string path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        DataFile.Read(path, file =>
        {
            string name = Path.GetFileName(path);
            CsvLines lines = new(file.Content, path)
            {
                OnRead = () =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(new DataProgress(name, file.File.Position, file.File.Length));
                },
            };
            return ReadRows(lines, path);
        });

    /// <summary>Writes a row per digit: label,p0,…,p783 and a line feed.</summary>
    public static void Write(
        Stream stream,
        DigitSet digits,
        IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        byte[] row = new byte[LongestRow];
        for (int i = 0; i < digits.Count; i++)
        {
            Utf8Formatter.TryFormat(digits.Labels[i], row, out int length);
            foreach (byte pixel in digits.Image(i))
            {
                row[length++] = (byte)',';
                Utf8Formatter.TryFormat(pixel, row.AsSpan(length), out int written);
                length += written;
            }
            row[length++] = (byte)'\n';
            stream.Write(row.AsSpan(0, length));
            if (i % FirstCapacity != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new DataProgress("writing", i, digits.Count));
        }
        progress?.Report(new DataProgress("writing", digits.Count, digits.Count));
    }

    private static DigitSet ReadRows(CsvLines lines, string path)
    {
        byte[] labels = new byte[FirstCapacity];
        byte[] pixels = new byte[FirstCapacity * DigitSet.PixelCount];
        int count = 0;
        while (lines.Next(out ReadOnlySpan<byte> row))
        {
            if (row.Trim(" \t"u8).IsEmpty || (lines.Number == 1 && CsvRow.IsHeading(row)))
                continue;
            if (count == labels.Length)
                Grow(ref labels, ref pixels, path);
            Span<byte> image = pixels.AsSpan(count * DigitSet.PixelCount, DigitSet.PixelCount);
            labels[count++] = CsvRow.Read(row, image, path, lines.Number);
        }
        if (count == 0)
            throw new DataException($"{path}: has no rows: a row is a label and 784 pixels.");
        Array.Resize(ref labels, count);
        Array.Resize(ref pixels, count * DigitSet.PixelCount);
        return pixels.Max() != 1
            ? new DigitSet(pixels, labels)
            : throw new DataException($"{path}: no pixel is above 1, so they seem to be scaled to 0 … 1: "
                + "multiply them by 255.");
    }

    private static void Grow(ref byte[] labels, ref byte[] pixels, string path)
    {
        if (labels.Length == MostDigits)
            throw new DataException($"{path}: has more than {MostDigits:N0} rows: split the file.");
        int capacity = Math.Min(MostDigits, labels.Length * 2);
        Array.Resize(ref labels, capacity);
        Array.Resize(ref pixels, capacity * DigitSet.PixelCount);
    }
}

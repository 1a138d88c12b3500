using System.Buffers.Binary;
using System.Text;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets;

/// <summary>
/// The original's format: a row per digit, the label and then 784 pixels. Read with or without heading, plain
/// or gzipped, in whole numbers or in NumPy's form; written in whole numbers without heading.
/// </summary>
internal static class CsvFile
{
    private const int MostDigits = 2_700_000; // × 784 fills the longest array that .NET has
    private const int ReportEvery = 256;
    private const int LongestRow = 4 + (4 * DigitSet.PixelCount); // the last number is written as four bytes

    /// <summary>Reads a file. It takes the memory of the digits twice.</summary>
    /// <exception cref="DataException">The file can't be read, or a row is wrong; says which.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static DigitSet Read(
        string path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        CsvText.Read(path, (text, file) =>
        {
            string name = Path.GetFileName(path);
            List<byte[]> digits = [];
            cancellation.ThrowIfCancellationRequested();
            long line = text.FirstLine;
            foreach (CsvRow row in text.Rows.ParallelEnumerate(CsvRow.Of))
            {
                bool isHeading = row.NamesColumns && line == text.FirstLine;
                if (row.Fault is not null && !isHeading)
                    throw new DataException($"{path}: row {line:N0}{row.Fault}");
                line++;
                if (row.Fields is not null)
                    digits.Add(row.Fields);
                if (digits.Count > MostDigits)
                    throw new DataException($"{path}: has more than {MostDigits:N0} rows: split the file.");
                if (digits.Count % ReportEvery != 0)
                    continue;
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new DataProgress(name, file.Position, file.Length));
            }
            return ToSet(digits, path);
        });

    /// <summary>Writes a row per digit: label,p0,…,p783 and a line feed.</summary>
    // By hand: Sep's writer takes four times as long. docs/decisions/0062-csv-by-sep.md
    public static void Write(
        Stream stream, DigitSet digits, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        // A comma and a pixel's number, from the lowest byte on, and how many bytes that are.
        byte[][] texts = [.. Enumerable.Range(0, 256).Select(pixel => Encoding.ASCII.GetBytes($",{pixel}"))];
        uint[] words = [.. texts.Select(text => BinaryPrimitives.ReadUInt32LittleEndian([.. text, 0, 0]))];
        int[] lengths = [.. texts.Select(text => text.Length)];
        byte[] rows = new byte[ReportEvery * LongestRow];
        for (int i = 0, length = 0; i < digits.Count; i++)
        {
            rows[length++] = (byte)('0' + digits.Labels[i]);
            foreach (byte pixel in digits.Image(i))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rows.AsSpan(length), words[pixel]);
                length += lengths[pixel];
            }
            rows[length++] = (byte)'\n';
            if ((i + 1) % ReportEvery != 0 && i + 1 != digits.Count)
                continue;
            cancellation.ThrowIfCancellationRequested();
            stream.Write(rows, 0, length);
            length = 0;
            progress?.Report(new DataProgress("writing", i + 1, digits.Count));
        }
    }

    // Refuses a set that can't be meant.
    private static DigitSet ToSet(List<byte[]> digits, string path)
    {
        if (digits.Count == 0)
            throw new DataException($"{path}: has no rows: a row is a label and 784 pixels.");
        byte[] pixels = new byte[digits.Count * DigitSet.PixelCount];
        for (int i = 0; i < digits.Count; i++)
            digits[i].AsSpan(1).CopyTo(pixels.AsSpan(i * DigitSet.PixelCount));
        const byte One = 1; // in a scaled set, the most
        bool isScaled = !pixels.AsSpan().ContainsAnyExceptInRange((byte)0, One) && pixels.Contains(One);
        return !isScaled
            ? new DigitSet(pixels, [.. digits.Select(digit => digit[0])])
            : throw new DataException($"{path}: no pixel is above 1, so they seem to be scaled to 0 … 1: "
                + "multiply them by 255.");
    }
}

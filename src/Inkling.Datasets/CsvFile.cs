using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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
        DataPath path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        CsvText.Read(path, (text, file) =>
        {
            string name = path.Name;
            List<byte[]> blocks = []; // each of as many rows as are reported at once
            int count = 0;
            for (long line = text.FirstLine; text.Rows.MoveNext(); line++)
            {
                SepReader.Row row = text.Rows.Current;
                int place = count % ReportEvery;
                if (place == 0 && count == blocks.Count * ReportEvery)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(new DataProgress(name, file.Position, file.Length));
                    blocks.Add(GC.AllocateUninitializedArray<byte>(ReportEvery * CsvRow.FieldCount));
                }
                if (CsvRow.IsEmpty(row) || (line == text.FirstLine && CsvRow.NamesColumns(row)))
                    continue;
                Span<byte> fields = blocks[^1].AsSpan(place * CsvRow.FieldCount, CsvRow.FieldCount);
                if (CsvRow.Read(row, fields) is { } fault)
                    throw new DataException($"{path}: row {line:N0}{fault}");
                if (++count > MostDigits)
                    throw new DataException($"{path}: has more than {MostDigits:N0} rows: split the file.");
            }
            return ToSet(blocks, count, path);
        });

    /// <summary>Writes a row per digit: label,p0,…,p783 and a line feed.</summary>
    // By hand, since Sep's writer takes many times as long: docs/decisions/0062-csv-by-sep.md. For speed at
    // once: a conversion is over before the runtime would have compiled it for speed by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    private static DigitSet ToSet(List<byte[]> blocks, int count, DataPath path)
    {
        if (count == 0)
            throw new DataException($"{path}: has no rows: a row is a label and 784 pixels.");
        byte[] labels = new byte[count];
        byte[] pixels = GC.AllocateUninitializedArray<byte>(count * DigitSet.PixelCount);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> row =
                blocks[i / ReportEvery].AsSpan(i % ReportEvery * CsvRow.FieldCount, CsvRow.FieldCount);
            labels[i] = row[0];
            row[1..].CopyTo(pixels.AsSpan(i * DigitSet.PixelCount));
        }
        const byte One = 1; // in a scaled set, the most
        bool isScaled = !pixels.AsSpan().ContainsAnyExceptInRange((byte)0, One) && pixels.Contains(One);
        return !isScaled
            ? new DigitSet(pixels, labels)
            : throw new DataException($"{path}: no pixel is above 1, so they seem to be scaled to 0 … 1: "
                + "multiply them by 255.");
    }
}

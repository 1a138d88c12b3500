using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Csv;

/// <summary>
/// Digits as rows of separated values: a label and 784 pixels, in the columns that a heading or else their
/// values tell. Read plain or gzipped; written in whole numbers without heading.
/// </summary>
internal static class CsvFile
{
    private const int ReportEvery = 256;
    private const int LongestRow = 4 + (4 * DigitSet.PixelCount); // the last number is written as four bytes

    /// <summary>Reads a file of labelled digits. It takes the memory of the digits twice.</summary>
    /// <exception cref="DataException">The file can't be read, or a row is wrong; says which.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static DigitSet Read(
        DataPath path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        CsvTable table = new CsvLabels(path, progress, cancellation).Find();
        return table.Columns!.Label >= 0
            ? new DigitSet(table.Pixels(), table.Labels())
            : throw new DataException($"{path}: has no column of labels, only 784 pixels a row: add a column "
                + "named label, or read the digits with inkling predict.");
    }

    /// <summary>Reads the pixels [Count × 784] of a file with or without labels.</summary>
    /// <exception cref="DataException">The file can't be read, or a row is wrong; says which.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static byte[] ReadPixels(
        DataPath path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        new CsvLabels(path, progress, cancellation).Find(areNeeded: false).Pixels();

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
}

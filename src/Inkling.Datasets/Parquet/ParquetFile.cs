using System.Buffers.Binary;
using Inkling.Datasets.Files;
using Inkling.Recognition.Data;
using Parquet;

namespace Inkling.Datasets.Parquet;

/// <summary>
/// Digits in Parquet files: a column of encoded pictures and one of labels, as the Hugging Face hub has
/// MNIST; or 784 columns of pixels, or one of lists. It reads a row group at a time, by Parquet.Net.
/// </summary>
internal static class ParquetFile
{
    // As many as the longest array that .NET has.
    private static readonly int MostDigits = Array.MaxLength / DigitSet.PixelCount;

    // A deflated byte stands for 1,032 at most. Runs of equal values may be packed more tightly.
    private const long MostExpansion = 10_000;

    private const int MostFooter = 64 << 20; // 784 columns in a thousand row groups need this much

    /// <summary>Whether a content's first four bytes are those of Parquet.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith("PAR1"u8);

    /// <summary>Reads the digits of several files, one after another.</summary>
    /// <exception cref="DataException">A file can't be read, or holds no digits; says why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static DigitSet Read(
        IReadOnlyList<DataPath> paths, PictureForm form, IProgress<DataProgress>? progress,
        CancellationToken cancellation)
    {
        ParquetDigits digits = new(form, withLabels: true);
        foreach (DataPath path in paths)
            Add(path, digits, progress, cancellation);
        return digits.ToSet($"{paths[0]}", cancellation);
    }

    /// <summary>Reads pixels [N × 784] only; pictures must be 28 × 28.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static byte[] ReadPixels(
        DataPath path, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        ParquetDigits digits = new(PictureForm.AsIs, withLabels: false);
        Add(path, digits, progress, cancellation);
        return digits.ToPixels($"{path}");
    }

    private static void Add(
        DataPath path, ParquetDigits digits, IProgress<DataProgress>? progress,
        CancellationToken cancellation) =>
        DataFile.Read(path, file => file.Zipped
            ? throw new DataException($"{path}: is gzipped: unzip it, since Parquet is read from its end.")
            : Guard(path, () =>
            {
                RequireWhole(file);
                AddAsync(file, digits, progress, cancellation).GetAwaiter().GetResult();
                return true;
            }));

    private static async Task AddAsync(
        DataFile.Opened file, ParquetDigits digits, IProgress<DataProgress>? progress,
        CancellationToken cancellation)
    {
        await using ParquetContent content = new(file.File, cancellation);
        await using ParquetReader reader =
            await ParquetReader.CreateAsync(content, leaveStreamOpen: true, cancellationToken: cancellation);
        ParquetColumns columns = ParquetColumns.Find($"{file.Path}", reader.Schema, digits.WithLabels);
        long rows = 0;
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            cancellation.ThrowIfCancellationRequested();
            using ParquetRowGroupReader rowGroup = reader.OpenRowGroupReader(group);
            Check(file, rowGroup);
            await digits.AddAsync($"{file.Path}", rows, rowGroup, columns, cancellation);
            rows += rowGroup.RowCount;
            progress?.Report(new(file.Path.Name, group + 1, reader.RowGroupCount));
        }
        if (rows == 0)
            throw new DataException($"{file.Path}: has no rows: there is nothing to read.");
    }

    // Its end lists all that is in it: a struct, the struct's length and the magic number once more.
    private static void RequireWhole(DataFile.Opened file)
    {
        byte[] end = new byte[8];
        file.File.Position = Math.Max(0, file.File.Length - end.Length);
        int got = DataFile.Fill(file.File, end);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (got < end.Length || !Recognises(end.AsSpan(4)) || length > file.File.Length - end.Length)
        {
            throw new DataException(
                $"{file.Path}: is a Parquet file without its end: copy or download it again.");
        }
        if (length > MostFooter)
        {
            throw new DataException(
                $"{file.Path}: has a footer of {length:N0} bytes; at most {MostFooter:N0} are read.");
        }
        byte[] footer = new byte[length];
        file.File.Position = file.File.Length - end.Length - length;
        DataFile.Fill(file.File, footer);
        file.File.Position = 0;
        if (!ParquetFooter.IsWhole(footer))
            throw new DataException($"{file.Path}: has a damaged footer: copy or download it again.");
    }

    // What a row group claims, before the library makes room for it.
    private static void Check(DataFile.Opened file, ParquetRowGroupReader group)
    {
        if (group.RowCount < 0 || group.RowCount > MostDigits)
        {
            throw new DataException(
                $"{file.Path}: claims {group.RowCount:N0} rows at once; at most {MostDigits:N0} are read.");
        }
        long claimed = group.RowGroup.Columns.Sum(
            column => Math.Max(0, column.MetaData?.TotalUncompressedSize ?? 0));
        if (claimed / MostExpansion > file.File.Length)
        {
            throw new DataException($"{file.Path}: claims {claimed:N0} bytes out of {file.File.Length:N0}, "
                + "which can't be: copy or download it again.");
        }
    }

    // The library checks little: damage shows as any exception, an array's index or a lack of memory.
    private static T Guard<T>(DataPath path, Func<T> read)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // see above
        catch (Exception cause) when (cause is not (DataException or OperationCanceledException))
#pragma warning restore CA1031
        {
            throw new DataException($"{path}: is a damaged Parquet file, or of a kind that can't be read: "
                + "copy or download it again.", cause);
        }
    }
}

using System.Numerics;
using System.Numerics.Tensors;
using Inkling.Datasets.Folders;
using Inkling.Datasets.Numpy;
using Inkling.Recognition.Data;
using Parquet;
using Parquet.Schema;

namespace Inkling.Datasets.Parquet;

/// <summary>Digits on their way out of Parquet files, row group after row group.</summary>
internal sealed class ParquetDigits(PictureForm form, bool withLabels)
{
    private const int BlockValues = 1 << 15;

    // Reads a column and adds its values to others; gives its definition levels.
    private delegate Task<int[]> Reader(
        ParquetRowGroupReader group, DataField field, NumberBytes to, CancellationToken cancellation);

    private static readonly Dictionary<Type, Reader> Readers = new()
    {
        [typeof(byte)] = ReadNumbersAsync<byte>,
        [typeof(sbyte)] = ReadNumbersAsync<sbyte>,
        [typeof(ushort)] = ReadNumbersAsync<ushort>,
        [typeof(short)] = ReadNumbersAsync<short>,
        [typeof(uint)] = ReadNumbersAsync<uint>,
        [typeof(int)] = ReadNumbersAsync<int>,
        [typeof(ulong)] = ReadNumbersAsync<ulong>,
        [typeof(long)] = ReadNumbersAsync<long>,
        [typeof(float)] = ReadNumbersAsync<float>,
        [typeof(double)] = ReadNumbersAsync<double>,
    };

    private readonly NumberBytes _labels = new(Array.MaxLength, areFloats: false);
    private readonly List<byte[]> _pictures = []; // [rows × 784] of each row group
    private readonly NumberBytes _pixels = new(Array.MaxLength, areFloats: true);
    private readonly List<int> _rows = []; // of each row group whose columns are pixels
    private readonly List<string> _names = [];
    private readonly List<int> _blank = [];
    private bool _areColumns;
    private long _count;

    /// <summary>Whether labels are read too.</summary>
    public bool WithLabels => withLabels;

    /// <summary>Whether a column of this type holds numbers that can be read.</summary>
    public static bool Reads(Type type) => Readers.ContainsKey(type);

    /// <summary>Adds a row group, whose first row is the given one of its file.</summary>
    /// <exception cref="DataException">A row can't be used; says which and why.</exception>
    public async Task AddAsync(
        string path, long first, ParquetRowGroupReader group, ParquetColumns columns,
        CancellationToken cancellation)
    {
        int rows = (int)group.RowCount;
        if ((_count += rows) > Array.MaxLength / DigitSet.PixelCount)
            throw new DataException($"{path}: there are more than 2,739,137 digits: take fewer files.");
        if (withLabels)
            await AddAsync(path, group, columns.Labels!, _labels, rows, cancellation);
        if (columns.Pictures is { } pictures)
        {
            (ReadOnlyMemory<byte>[] values, int[] levels) =
                await ReadAsync<ReadOnlyMemory<byte>>(group, pictures, cancellation);
            Require(path, pictures, levels, values.Length, rows);
            Decode(path, first, values, cancellation);
            return;
        }
        _areColumns = columns.Pixels.Length > 1;
        _rows.Add(rows);
        int each = _areColumns ? rows : rows * DigitSet.PixelCount;
        foreach (DataField pixel in columns.Pixels)
            await AddAsync(path, group, pixel, _pixels, each, cancellation);
    }

    /// <summary>All digits with their labels.</summary>
    /// <exception cref="DataException">Labels or pixels are none.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet ToSet(string path, CancellationToken cancellation)
    {
        DigitSet digits = new(ToPixels(path), _labels.ToLabels(path, oneHot: false));
        if (_rows.Count > 0)
            return form == PictureForm.Prepare ? digits.Prepare(cancellation) : digits;
        return new(digits.Pixels, digits.Labels) { Names = _names, NotFound = _blank };
    }

    /// <summary>All pixels [N × 784].</summary>
    /// <exception cref="DataException">They are none.</exception>
    public byte[] ToPixels(string path)
    {
        if (_rows.Count > 0 && _pictures.Count > 0)
        {
            throw new DataException(
                $"{path}: some of its files hold pictures and others pixels: take one kind.");
        }
        if (_rows.Count == 0)
            return Joined(_pictures);
        byte[] pixels = _pixels.ToPixels(path);
        if (!_areColumns)
            return pixels;
        byte[] turned = new byte[pixels.Length];
        int start = 0;
        foreach (int rows in _rows)
        {
            int size = rows * DigitSet.PixelCount;
            Span<byte> to = turned.AsSpan(start, size);
            NumberBytes.Reverse(pixels.AsSpan(start, size), to, rows, DigitSet.PixelCount, columns: 1);
            start += size;
        }
        return turned;
    }

    private static byte[] Joined(List<byte[]> groups)
    {
        byte[] all = new byte[groups.Sum(group => group.Length)];
        int start = 0;
        foreach (byte[] group in groups)
        {
            group.CopyTo(all, start);
            start += group.Length;
        }
        return all;
    }

    private void Decode(
        string path, long first, ReadOnlyMemory<byte>[] pictures, CancellationToken cancellation)
    {
        byte[] pixels = new byte[pictures.Length * DigitSet.PixelCount];
        string?[] failures = new string?[pictures.Length];
        bool[] blank = new bool[pictures.Length];
        ParallelOptions options = new() { CancellationToken = cancellation };
        Parallel.For(0, pictures.Length, options, i =>
        {
            Span<byte> place = pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount);
            string? failure = pictures[i].IsEmpty
                ? "has no picture"
                : PictureReader.Decode(() => pictures[i], form, place, out blank[i]);
            failures[i] = failure is null ? null : $"row {first + i + 1:N0} {failure}";
        });
        PictureReader.RequireAll(path, failures);
        _blank.AddRange(Enumerable.Range(0, blank.Length).Where(i => blank[i]).Select(i => _names.Count + i));
        _names.AddRange(Enumerable.Range(0, pictures.Length).Select(i => $"row {first + i + 1}"));
        _pictures.Add(pixels);
    }

    private static async Task AddAsync(
        string path, ParquetRowGroupReader group, DataField field, NumberBytes to, int expected,
        CancellationToken cancellation)
    {
        int before = to.Count;
        int[] levels = await Readers[field.ClrType](group, field, to, cancellation);
        Require(path, field, levels, to.Count - before, expected);
    }

    // The values of a column with nulls stand close together, and something behind them.
    private static void Require(string path, DataField field, int[] levels, int found, int expected)
    {
        if (field.MaxDefinitionLevel > 0)
            found = Math.Min(found, levels.AsSpan().Count(field.MaxDefinitionLevel));
        if (found != expected)
        {
            throw new DataException($"{path}: its column {field.Path} has {found:N0} values where "
                + $"{expected:N0} are needed: fill or leave out the rows that lack some.");
        }
    }

    // Of any type the library reads by a method that it makes at run time: not in code compiled ahead.
    private static async Task<(T[] Values, int[] Levels)> ReadAsync<T>(
        ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
        where T : struct
    {
        int count = checked((int)group.GetMetadata(field)!.MetaData!.NumValues);
        T[] values = new T[count];
        int[] levels = field.MaxDefinitionLevel > 0 ? new int[count] : [];
        await group.ReadRawAsync<T>(
            field, values,
            field.MaxDefinitionLevel > 0 ? levels : default(Memory<int>?),
            field.MaxRepetitionLevel > 0 ? new int[count] : default(Memory<int>?),
            cancellation);
        return (values, levels);
    }

    private static async Task<int[]> ReadNumbersAsync<T>(
        ParquetRowGroupReader group, DataField field, NumberBytes to, CancellationToken cancellation)
        where T : unmanaged, INumberBase<T>
    {
        (T[] values, int[] levels) = await ReadAsync<T>(group, field, cancellation);
        Add<T>(values, to);
        return levels;
    }

    private static void Add<T>(ReadOnlySpan<T> values, NumberBytes to)
        where T : unmanaged, INumberBase<T>
    {
        double[] block = new double[Math.Min(values.Length, BlockValues)];
        while (!values.IsEmpty)
        {
            Span<double> converted = block.AsSpan(0, Math.Min(values.Length, block.Length));
            TensorPrimitives.ConvertTruncating(values[..converted.Length], converted);
            to.Add(converted);
            values = values[converted.Length..];
        }
    }
}

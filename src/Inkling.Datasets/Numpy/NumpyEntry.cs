using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Inkling.Datasets.Files;
using Inkling.Neural.Models;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Numpy;

/// <summary>What an array's shape makes of it.</summary>
internal enum NumpyRole
{
    Other,
    Images,
    Labels,
}

/// <summary>
/// One array of numbers in a file of its own or in an archive, of which only the header was read. Its values
/// become bytes block by block, in whichever type, byte order and order of dimensions they are.
/// </summary>
/// <param name="Where">What messages call it: its path, and its name in an archive.</param>
/// <param name="Name">Its name without an ending.</param>
/// <param name="Header">What stands before its values.</param>
/// <param name="Open">Opens it and lets a function read it from its first byte.</param>
internal sealed record NumpyEntry(
    string Where, string Name, NumpyHeader Header, Func<Func<Stream, NumberBytes>, NumberBytes> Open)
{
    private const int BlockValues = 1 << 15;

    private delegate void Decoder(ReadOnlySpan<byte> bytes, Span<double> values);

    // By what follows the byte order in NumPy's name of a type.
    private static readonly Dictionary<string, (int Size, Decoder Decode)> Types = new()
    {
        ["b1"] = (sizeof(byte), Decode<byte>),
        ["u1"] = (sizeof(byte), Decode<byte>),
        ["i1"] = (sizeof(sbyte), Decode<sbyte>),
        ["u2"] = (sizeof(ushort), Decode<ushort>),
        ["i2"] = (sizeof(short), Decode<short>),
        ["u4"] = (sizeof(uint), Decode<uint>),
        ["i4"] = (sizeof(int), Decode<int>),
        ["u8"] = (sizeof(ulong), Decode<ulong>),
        ["i8"] = (sizeof(long), Decode<long>),
        ["f2"] = (2, Decode<Half>),
        ["f4"] = (sizeof(float), Decode<float>),
        ["f8"] = (sizeof(double), Decode<double>),
    };

    /// <summary>Pictures are [N, 28, 28] or [N, 784], labels [N] or [N, 10]; a 1 may stand between.</summary>
    public NumpyRole Role => Dimensions switch
    {
        [_, DigitSet.Side, DigitSet.Side] or [_, DigitSet.PixelCount] => NumpyRole.Images,
        [_] or [_, DigitSet.Classes] => NumpyRole.Labels,
        _ => NumpyRole.Other,
    };

    /// <summary>How many digits or labels.</summary>
    public int Count => Header.Shape.Length == 0 ? 1 : Header.Shape[0];

    /// <summary>Its name and shape, for messages.</summary>
    public string Description => $"{Name} ({string.Join(", ", Header.Shape)})";

    // Without those of size 1, which only tell that there is one channel.
    private int[] Dimensions => Header.Shape is [var count, .. var rest]
        ? [count, .. rest.Where(dimension => dimension != 1)]
        : [];

    /// <summary>Reads pixels [N × 784].</summary>
    /// <exception cref="DataException">They can't be read or are none; says where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public byte[] ReadPixels(CancellationToken cancellation)
    {
        if (Header.Type.EndsWith("i1", StringComparison.Ordinal))
        {
            throw new DataException($"{Where}: holds signed bytes (int8), which end at 127; pixels are 0 to "
                + "255: save it with .astype('uint8').");
        }
        return Read(cancellation).ToPixels(Where);
    }

    /// <summary>Reads labels [N], each 0 to 9.</summary>
    /// <inheritdoc cref="ReadPixels" path="/exception"/>
    public byte[] ReadLabels(CancellationToken cancellation) =>
        Read(cancellation).ToLabels(Where, oneHot: Dimensions.Length == 2);

    private NumberBytes Read(CancellationToken cancellation)
    {
        (int size, Decoder decode) = TypeOf();
        long count = Header.Shape.Aggregate(1L, (product, one) => Math.Min(product * one, int.MaxValue));
        if (count == 0)
            throw new DataException($"{Where}: its shape has a 0: there is nothing to read.");
        if (count > Array.MaxLength)
        {
            throw new DataException($"{Where}: claims more than {Array.MaxLength:N0} values, in the shape "
                + $"({string.Join(", ", Header.Shape)}): split it.");
        }
        return Open(content =>
        {
            _ = NumpyHeader.Read(content);
            NumberBytes numbers = new((int)count, Header.Type.Contains('f', StringComparison.Ordinal));
            ReadBlocks(content, numbers, (int)count, size, decode, cancellation);
            if (Header.IsFortranOrder)
                Reverse(numbers);
            return numbers;
        });
    }

    private void Reverse(NumberBytes numbers)
    {
        int[] shape = Dimensions;
        numbers.Reverse(shape[0], shape.Length > 1 ? shape[1] : 1, shape.Length > 2 ? shape[2] : 1);
    }

    private void ReadBlocks(
        Stream content, NumberBytes numbers, int count, int size, Decoder decode,
        CancellationToken cancellation)
    {
        byte[] bytes = new byte[Math.Min(count, BlockValues) * size];
        double[] values = new double[Math.Min(count, BlockValues)];
        bool reversed = Header.Type[0] == (BitConverter.IsLittleEndian ? '>' : '<');
        while (numbers.Count < count)
        {
            Span<byte> block = bytes.AsSpan(0, Math.Min(BlockValues, count - numbers.Count) * size);
            int got = DataFile.Fill(content, block, cancellation);
            if (got < block.Length)
            {
                throw new DataException($"{Where}: its shape ({string.Join(", ", Header.Shape)}) needs "
                    + $"{count:N0} values; there are {numbers.Count + (got / size):N0}: copy or download it "
                    + "again.");
            }
            for (int i = 0; reversed && i < block.Length; i += size)
                block.Slice(i, size).Reverse();
            Span<double> decoded = values.AsSpan(0, block.Length / size);
            decode(block, decoded);
            numbers.Add(decoded);
        }
        if (content.ReadByte() >= 0)
        {
            throw new DataException($"{Where}: more bytes follow the {count:N0} values of its shape "
                + $"({string.Join(", ", Header.Shape)}): its header or its end is wrong.");
        }
    }

    private (int Size, Decoder Decode) TypeOf()
    {
        string type = Header.Type;
        if (type.Length > 1 && "<>|=".Contains(type[0], StringComparison.Ordinal)
            && Types.TryGetValue(type[1..], out (int Size, Decoder Decode) known))
        {
            return known;
        }
        string what = type.EndsWith('O')
            ? "pickled Python objects, which are programs and not data"
            : type.Length > 0 ? $"values of the type {type}" : "values of several types";
        throw new DataException(
            $"{Where}: holds {what}; numbers are read: save it with .astype('uint8').");
    }

    private static void Decode<T>(ReadOnlySpan<byte> bytes, Span<double> values)
        where T : unmanaged, INumberBase<T> =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(bytes), values);
}

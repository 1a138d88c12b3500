using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Models;

/// <summary>
/// One array in NumPy's NPY format (numpy.lib.format, versions 1.0 to 3.0): magic, version, a Python
/// dictionary with type, order and shape, then the values. Floats of 4 and 8 bytes, either byte order, are
/// read; little-endian floats of 4 bytes in C order are written. No pickles: they are programs, not data.
/// </summary>
/// <param name="Shape">The dimensions, outermost first; none for a scalar.</param>
/// <param name="Values">The values in C order: the last dimension runs fastest.</param>
internal sealed record NumpyArray(IReadOnlyList<int> Shape, float[] Values)
{
    // More than any network here needs (a gigabyte), and little enough to allocate without harm.
    private const long MostValues = 1L << 28;

    /// <summary>A tensor as files have it, not in panels: weights [Out, In], biases [Out, 1].</summary>
    public static NumpyArray Of(NetworkTensor tensor, ReadOnlySpan<float> parameters)
    {
        float[] values = new float[tensor.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = parameters[tensor.Offset + tensor.Definition.OffsetOf(i)];
        return new(tensor.Definition.FileShape, values);
    }

    /// <summary>Writes the values to a tensor's place among a network's parameters.</summary>
    public void CopyTo(NetworkTensor tensor, Span<float> parameters)
    {
        Span<float> to = parameters.Slice(tensor.Offset, tensor.Length);
        if (tensor.Definition.Kind != ParameterKind.Weights)
        {
            Values.CopyTo(to);
            return;
        }
        int rows = tensor.Definition.Shape[0], columns = tensor.Definition.Shape[1];
        for (int column = 0; column < columns; column++)
        {
            int step = PanelMatrix.WidthOf(column / PanelMatrix.PanelColumns, columns);
            int offset = PanelMatrix.OffsetOf(row: 0, column, rows, columns);
            foreach (float value in Values.AsSpan(column * rows, rows))
            {
                to[offset] = value;
                offset += step;
            }
        }
    }

    /// <summary>Reads one array from a stream that holds <paramref name="length"/> bytes.</summary>
    /// <exception cref="InvalidDataException">It is no such array; the message lacks a name.</exception>
    public static NumpyArray Read(Stream stream, long length)
    {
        NumpyHeader header = NumpyHeader.Read(stream);
        (int size, bool bigEndian) = SizeOf(header.Type);
        int[] shape = header.Shape;
        long count = 1;
        foreach (int dimension in shape)
            count = Math.Min(count * dimension, MostValues + 1);
        if (count > MostValues)
            throw new InvalidDataException($"is too large: more than {MostValues:N0} values");
        if (header.Length + (count * size) != length)
        {
            throw new InvalidDataException($"has {length - header.Length:N0} bytes of values, its shape "
                + $"({string.Join(", ", shape)}) needs {count * size:N0}");
        }
        byte[] bytes = new byte[count * size];
        NumpyHeader.ReadFully(stream, bytes);
        float[] values = ToFloats(bytes, size, bigEndian);
        return new(shape, header.IsFortranOrder ? ToRowOrder(values, shape) : values);
    }

    /// <summary>Writes version 1.0, the header padded to a multiple of 64 bytes as NumPy does.</summary>
    public void Write(Stream stream)
    {
        string shape = Shape.Count == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
        int padding = 64 - ((NumpyHeader.Magic.Length + 4 + header.Length + 1) % 64);
        header += new string(' ', padding % 64) + "\n";
        Span<byte> lengths = [1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(lengths[2..], (ushort)header.Length);
        stream.Write(NumpyHeader.Magic);
        stream.Write(lengths);
        stream.Write(Encoding.Latin1.GetBytes(header));
        stream.Write(LittleEndian(Values));
    }

    /// <summary>Floats as little-endian bytes: where they lie, if the machine has them so.</summary>
    internal static ReadOnlySpan<byte> LittleEndian(float[] values)
    {
        if (BitConverter.IsLittleEndian)
            return MemoryMarshal.AsBytes<float>(values);
        int[] bits = new int[values.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(values), bits);
        return MemoryMarshal.AsBytes<int>(bits);
    }

    private static (int Size, bool BigEndian) SizeOf(string type) => type switch
    {
        "<f4" => (4, false),
        "<f8" => (8, false),
        ">f4" => (4, true),
        ">f8" => (8, true),
        _ => throw new InvalidDataException(
            $"holds {(type.Length > 0 ? type : "no type")}; floats of 4 or 8 bytes (<f4, <f8) are read: "
            + "save it as those"),
    };

    private static float[] ToFloats(byte[] bytes, int size, bool bigEndian)
    {
        float[] values = new float[bytes.Length / size];
        if (size == 4 && bigEndian != BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
            return values;
        }
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.AsSpan(i * size);
            values[i] = (size, bigEndian) switch
            {
                (4, false) => BinaryPrimitives.ReadSingleLittleEndian(at),
                (4, true) => BinaryPrimitives.ReadSingleBigEndian(at),
                (_, false) => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
                (_, true) => (float)BinaryPrimitives.ReadDoubleBigEndian(at),
            };
        }
        return values;
    }

    // Fortran order is C order of the reversed shape. Networks have few such arrays, and small ones.
    private static float[] ToRowOrder(float[] values, int[] shape)
    {
        float[] result = new float[values.Length];
        int[] index = new int[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int target = 0;
            for (int d = 0; d < shape.Length; d++)
                target = (target * shape[d]) + index[d];
            result[target] = values[i];
            for (int d = 0; d < shape.Length && ++index[d] == shape[d]; d++)
                index[d] = 0;
        }
        return result;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

/// <summary>NPY and NPZ files as NumPy writes them, made for tests.</summary>
internal static class NumpyBytes
{
    /// <summary>An array of a type, of values in C order.</summary>
    public static byte[] Npy(string type, int[] shape, IReadOnlyList<double> values, bool fortran = false) =>
        Npy(type, shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})", fortran,
            [.. (fortran ? Reversed(values, shape) : values).SelectMany(value => Bytes(type, value))]);

    /// <summary>An array with a header as stated and these bytes behind it.</summary>
    public static byte[] Npy(string type, string shape, bool fortran, byte[] values)
    {
        string header =
            $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight(118 + (64 * (header.Length / 118))) + "\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    /// <summary>An archive of named arrays.</summary>
    public static byte[] Npz(params (string Name, byte[] Array)[] arrays) => TemporaryFolder.Bytes(stream =>
    {
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, byte[] array) in arrays)
        {
            using Stream entry = zip.CreateEntry(name + ".npy").Open();
            entry.Write(array);
        }
    });

    private static byte[] Bytes(string type, double value)
    {
        byte[] little = type[1..] switch
        {
            "b1" or "u1" => [(byte)value],
            "i1" => [(byte)(sbyte)value],
            "u2" => BitConverter.GetBytes((ushort)value),
            "i2" => BitConverter.GetBytes((short)value),
            "u4" => BitConverter.GetBytes((uint)value),
            "i4" => BitConverter.GetBytes((int)value),
            "u8" => BitConverter.GetBytes((ulong)value),
            "i8" => BitConverter.GetBytes((long)value),
            "f2" => BitConverter.GetBytes((Half)value),
            "f4" => BitConverter.GetBytes((float)value),
            _ => BitConverter.GetBytes(value),
        };
        if (type[0] == '>')
            Array.Reverse(little);
        return little;
    }

    // Fortran order: the first dimension runs fastest.
    private static double[] Reversed(IReadOnlyList<double> values, int[] shape)
    {
        double[] result = new double[values.Count];
        int[] index = new int[shape.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int from = 0;
            for (int d = 0; d < shape.Length; d++)
                from = (from * shape[d]) + index[d];
            result[i] = values[from];
            for (int d = 0; d < shape.Length && ++index[d] == shape[d]; d++)
                index[d] = 0;
        }
        return result;
    }
}

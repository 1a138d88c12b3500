using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Inkling.Neural.Models;

/// <summary>
/// What stands before the values of an NPY file (numpy.lib.format, versions 1.0 to 3.0): magic, version, and
/// a Python dictionary with type, order and shape. It reads no value.
/// </summary>
/// <param name="Type">The values' type as NumPy writes it, like &lt;f4; empty if none is stated.</param>
/// <param name="IsFortranOrder">Whether the first dimension runs fastest, not the last.</param>
/// <param name="Shape">The dimensions, outermost first, none negative; none for a scalar.</param>
/// <param name="Length">How many bytes stand before the values.</param>
internal sealed record NumpyHeader(string Type, bool IsFortranOrder, int[] Shape, int Length)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>The first bytes of every NPY file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header, and leaves the stream at the first value.</summary>
    /// <exception cref="InvalidDataException">It is no such header; the message lacks a name.</exception>
    public static NumpyHeader Read(Stream stream)
    {
        (string header, int length) = ReadText(stream);
        bool fortran = Entry(header, "fortran_order").StartsWith("True", StringComparison.Ordinal);
        string type = Within(Entry(header, "descr"), '\'', '\'').ToString();
        return new(type, fortran, ReadShape(header), length);
    }

    /// <summary>Fills an array from a stream.</summary>
    /// <exception cref="InvalidDataException">The stream ends first; the message lacks a name.</exception>
    internal static void ReadFully(Stream stream, byte[] bytes)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new InvalidDataException($"ends {bytes.Length - read:N0} bytes too soon");
    }

    private static (string Header, int Length) ReadText(Stream stream)
    {
        byte[] start = new byte[8];
        ReadFully(stream, start);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new InvalidDataException("does not begin as a NumPy array does");
        if (start[6] is not (>= 1 and <= 3))
            throw new InvalidDataException(
                $"is of version {start[6]}.{start[7]} of NumPy's format; 1 to 3 are read");
        byte[] lengthBytes = new byte[start[6] == 1 ? 2 : 4];
        ReadFully(stream, lengthBytes);
        long length = start[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > LongestHeader)
            throw new InvalidDataException(
                $"has a header of {length:N0} bytes; at most {LongestHeader:N0} are read");
        byte[] header = new byte[length];
        ReadFully(stream, header);
        return (Encoding.Latin1.GetString(header), start.Length + lengthBytes.Length + header.Length);
    }

    private static int[] ReadShape(string header)
    {
        ReadOnlySpan<char> entry = Entry(header, "shape");
        if (!entry.StartsWith('(') || !entry.Contains(')'))
            throw new InvalidDataException("states no shape");
        string tuple = Within(entry, '(', ')').ToString();
        string[] parts = [.. tuple.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0)];
        int[] shape = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
                throw new InvalidDataException($"states the shape ({tuple}), which is none");
        }
        return shape;
    }

    // What follows 'name': in the dictionary; nothing if it has no such entry.
    private static ReadOnlySpan<char> Entry(string header, string name)
    {
        int at = header.IndexOf($"'{name}'", StringComparison.Ordinal);
        if (at < 0)
            return [];
        ReadOnlySpan<char> rest = header.AsSpan(at + name.Length + 2).TrimStart();
        return rest.StartsWith(':') ? rest[1..].TrimStart() : [];
    }

    private static ReadOnlySpan<char> Within(ReadOnlySpan<char> text, char open, char close)
    {
        if (!text.StartsWith(open))
            return [];
        int length = text[1..].IndexOf(close);
        return length < 0 ? [] : text.Slice(1, length);
    }
}

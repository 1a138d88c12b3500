using System.Globalization;

namespace Inkling.Datasets.Parquet;

/// <summary>
/// Walks over a Parquet file's footer, a struct in Thrift's compact protocol, and tells whether it is whole
/// and every field is of the kind that the format states (apache/parquet-format, parquet.thrift). Parquet.Net
/// takes kinds for granted, and reads on for ever where that leads past the end. It keeps no value.
/// </summary>
internal ref struct ParquetFooter
{
    private const int MostDepth = 32; // Parquet's own nest less than ten deep

    // Fields by number: integer, boolean, octet, double, string; a struct by its name; [ is a list.
    private static readonly Dictionary<string, Dictionary<int, string>> Structs = new()
    {
        ["File"] = Fields("1i 2[Schema 3i 4[RowGroup 5[KeyValue 6s 7[Order 8Any 9s"),
        ["Schema"] = Fields("1i 2i 3i 4s 5i 6i 7i 8i 9i 10Logical"),
        ["Logical"] = Fields("1Any 2Any 3Any 4Any 5Decimal 6Any 7Time 8Time 10Integer 11Any 12Any 13Any "
            + "14Any 15Any 16Octet 17Geo 18Geo"),
        ["Decimal"] = Fields("1i 2i"),
        ["Time"] = Fields("1b 2Unit"),
        ["Unit"] = Fields("1Any 2Any 3Any"),
        ["Integer"] = Fields("1o 2b"),
        ["Octet"] = Fields("1o"),
        ["Geo"] = Fields("1s 2i"),
        ["RowGroup"] = Fields("1[Chunk 2i 3i 4[Sorting 5i 6i 7i"),
        ["Sorting"] = Fields("1i 2b 3b"),
        ["Chunk"] = Fields("1s 2i 3Column 4i 5i 6i 7i 8Any 9s"),
        ["Column"] = Fields("1i 2[i 3[s 4i 5i 6i 7i 8[KeyValue 9i 10i 11i 12Statistics 13[Encoding 14i 15i "
            + "16Size 17Places"),
        ["KeyValue"] = Fields("1s 2s"),
        ["Statistics"] = Fields("1s 2s 3i 4i 5s 6s 7b 8b"),
        ["Encoding"] = Fields("1i 2i 3i"),
        ["Size"] = Fields("1i 2[i 3[i"),
        ["Places"] = Fields("1Box 2[i"),
        ["Box"] = Fields("1d 2d 3d 4d 5d 6d 7d 8d"),
        ["Order"] = Fields("1Any 2Any"),
        ["Any"] = [],
    };

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private enum Kind
    {
        True = 1,
        False = 2,
        Byte = 3,
        Int16 = 4,
        Int32 = 5,
        Int64 = 6,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Struct = 12,
    }

    /// <summary>Whether the bytes are one footer, from the first to the last.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        ParquetFooter walk = new(bytes);
        return walk.SkipStruct("File", depth: 0) && walk._at == bytes.Length;
    }

    private static Dictionary<int, string> Fields(string fields) => fields.Split(' ').ToDictionary(
        field => int.Parse(field[..NameStart(field)], CultureInfo.InvariantCulture),
        field => field[NameStart(field)..]);

    private static int NameStart(string field) => field.AsSpan().IndexOfAnyExceptInRange('0', '9');

    private bool SkipStruct(string? name, int depth)
    {
        Dictionary<int, string> fields = Structs[name ?? "Any"];
        int number = 0;
        while (_at < _bytes.Length)
        {
            byte header = _bytes[_at++];
            Kind kind = (Kind)(header & 15);
            if (header == 0)
                return true;
            number += header >> 4;
            if (header >> 4 == 0)
            {
                if (ReadVarint() is not { } zigzag)
                    return false;
                number = (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            }
            string? expected = fields.GetValueOrDefault(number);
            // A field's truth is in its kind.
            if (!Fits(kind, expected)
                || (kind is not (Kind.True or Kind.False) && !Skip(kind, expected, depth)))
            {
                return false;
            }
        }
        return false;
    }

    private static bool Fits(Kind kind, string? expected) => expected?[0] switch
    {
        null => true,
        'i' => kind is Kind.Int16 or Kind.Int32 or Kind.Int64,
        'b' => kind is Kind.True or Kind.False,
        'o' => kind == Kind.Byte,
        'd' => kind == Kind.Double,
        's' => kind == Kind.Binary,
        '[' => kind == Kind.List,
        _ => kind == Kind.Struct,
    };

    private bool Skip(Kind kind, string? expected, int depth) => kind switch
    {
        Kind.True or Kind.False or Kind.Byte => Advance(1),
        Kind.Int16 or Kind.Int32 or Kind.Int64 => ReadVarint() is not null,
        Kind.Double => Advance(sizeof(double)),
        Kind.Binary => ReadVarint() is { } length && Advance(length),
        Kind.List or Kind.Set => depth < MostDepth && SkipList(expected?[1..], depth + 1),
        Kind.Map => depth < MostDepth && SkipMap(depth + 1),
        Kind.Struct => depth < MostDepth && SkipStruct(expected, depth + 1),
        _ => false,
    };

    private bool SkipList(string? expected, int depth)
    {
        if (_at == _bytes.Length)
            return false;
        byte header = _bytes[_at++];
        Kind kind = (Kind)(header & 15);
        ulong? count = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        bool isWhole = count is not null && Fits(kind, expected);
        for (ulong i = 0; isWhole && i < count; i++)
            isWhole = Skip(kind, expected, depth);
        return isWhole;
    }

    private bool SkipMap(int depth)
    {
        if (ReadVarint() is not { } count)
            return false;
        if (count == 0)
            return true;
        if (_at == _bytes.Length)
            return false;
        byte kinds = _bytes[_at++];
        bool isWhole = true;
        for (ulong i = 0; isWhole && i < count; i++)
            isWhole = Skip((Kind)(kinds >> 4), null, depth) && Skip((Kind)(kinds & 15), null, depth);
        return isWhole;
    }

    private bool Advance(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
            return false;
        _at += (int)count;
        return true;
    }

    // Seven bits a byte, the lowest first; null where it does not end.
    private ulong? ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
        {
            byte next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        return null;
    }
}

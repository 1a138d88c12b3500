using System.Buffers.Binary;

namespace Inkling.Datasets.Idx;

/// <summary>
/// The first four bytes of an IDX file: two zeros, the values' type, the number of dimensions. Some programs
/// write them reversed, which is told apart.
/// </summary>
/// <param name="Type">The values' type, 0x08 to 0x0E.</param>
/// <param name="Dimensions">1 to 4.</param>
/// <param name="IsReversed">Whether the number was written with its lowest byte first.</param>
internal readonly record struct IdxMagic(byte Type, byte Dimensions, bool IsReversed)
{
    public const byte UnsignedBytes = 0x08;

    private const byte SignedBytes = 0x09;

    private static readonly Dictionary<byte, (string Name, int Size)> Types = new()
    {
        [UnsignedBytes] = ("unsigned bytes", 1),
        [SignedBytes] = ("signed bytes", 1),
        [0x0B] = ("integers of 2 bytes", 2),
        [0x0C] = ("integers of 4 bytes", 4),
        [0x0D] = ("floats of 4 bytes", 4),
        [0x0E] = ("floats of 8 bytes", 8),
    };

    /// <summary>Bytes of a value.</summary>
    public int Size => Types[Type].Size;

    /// <summary>Whether the values are whole numbers.</summary>
    public bool IsInteger => Type <= 0x0C;

    /// <summary>What a content's first four bytes say; null if they are no IDX file's.</summary>
    public static IdxMagic? Of(ReadOnlySpan<byte> start) => start switch
    {
        [0, 0, var type, >= 1 and <= 4 and var dimensions, ..] when Types.ContainsKey(type) =>
            new(type, dimensions, IsReversed: false),
        [>= 1 and <= 4 and var dimensions, var type, 0, 0, ..] when Types.ContainsKey(type) =>
            new(type, dimensions, IsReversed: true),
        _ => null,
    };

    /// <summary>A value of whole numbers, from its first byte.</summary>
    public long ReadInteger(ReadOnlySpan<byte> bytes) => (Type, Size) switch
    {
        (SignedBytes, _) => (sbyte)bytes[0],
        (_, 2) => BinaryPrimitives.ReadInt16BigEndian(bytes),
        (_, 4) => BinaryPrimitives.ReadInt32BigEndian(bytes),
        _ => bytes[0],
    };

    /// <summary>The clause that says what such a file is.</summary>
    public override string ToString() => IsReversed
        ? "is a little-endian IDX file, and IDX is big-endian"
        : $"is an IDX file of {Types[Type].Name} with {Dimensions} dimension{(Dimensions == 1 ? "" : "s")}";
}

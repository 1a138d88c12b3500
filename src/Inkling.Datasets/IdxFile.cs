using System.Buffers.Binary;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// MNIST's own format: one file of pictures and one of labels, each a big-endian header and then bytes
/// (http://yann.lecun.com/exdb/mnist, "IDX"). Files may be gzipped. Only unsigned bytes, only 28 × 28. It
/// finds no files: the caller names both.
/// </summary>
internal static class IdxFile
{
    private const uint ImagesMagic = 0x00000803; // unsigned bytes, three dimensions
    private const uint LabelsMagic = 0x00000801; // unsigned bytes, one dimension
    private const int ImagesHeader = 16;
    private const int LabelsHeader = 8;

    // A zipped file's header may claim gigabytes that are not there: memory grows only as bytes arrive.
    private const int FirstBuffer = 1 << 26;

    /// <summary>Reads a pair of files.</summary>
    /// <exception cref="DataException">A file can't be read, or its bytes contradict its header.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static DigitSet Read(
        DataPath imagesPath, DataPath labelsPath, CancellationToken cancellation = default)
    {
        byte[] pixels = DataFile.Read(
            imagesPath, file => ReadImages(file.Content, $"{file.Path}", LengthOf(file), cancellation));
        byte[] labels = DataFile.Read(
            labelsPath, file => ReadLabels(file.Content, $"{file.Path}", LengthOf(file), cancellation));
        return Pair(pixels, $"{imagesPath}", labels, $"{labelsPath}");
    }

    /// <summary>Writes pictures: a header of 16 bytes, then [Count × 784] pixels.</summary>
    public static void WriteImages(Stream stream, DigitSet digits)
    {
        Span<byte> header = stackalloc byte[ImagesHeader];
        BinaryPrimitives.WriteUInt32BigEndian(header, ImagesMagic);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], digits.Count);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], DigitSet.Side);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], DigitSet.Side);
        stream.Write(header);
        stream.Write(digits.Pixels);
    }

    /// <summary>Writes labels: a header of 8 bytes, then [Count] labels.</summary>
    public static void WriteLabels(Stream stream, DigitSet digits)
    {
        Span<byte> header = stackalloc byte[LabelsHeader];
        BinaryPrimitives.WriteUInt32BigEndian(header, LabelsMagic);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], digits.Count);
        stream.Write(header);
        stream.Write(digits.Labels);
    }

    /// <summary>The labels' path for a pictures' path: images → labels, idx3 → idx1; null if none.</summary>
    public static string? LabelsPathOf(string imagesPath)
    {
        string name = Path.GetFileName(imagesPath);
        string labels = name.Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.Ordinal);
        string folder = Path.GetDirectoryName(imagesPath) ?? string.Empty;
        return labels == name ? null : Path.Combine(folder, labels);
    }

    /// <summary>Whether a content's first four bytes are those of IDX pictures.</summary>
    internal static bool IsImages(ReadOnlySpan<byte> start) => IsMagic(start, ImagesMagic);

    /// <summary>Whether a content's first four bytes are those of IDX labels.</summary>
    internal static bool IsLabels(ReadOnlySpan<byte> start) => IsMagic(start, LabelsMagic);

    /// <summary>The pixels [Count × 784] of a content whose length is known or null.</summary>
    internal static byte[] ReadImages(
        Stream content, string path, long? length, CancellationToken cancellation = default)
    {
        Span<byte> header = stackalloc byte[ImagesHeader];
        uint count = ReadHeader(content, path, header, ImagesMagic);
        uint rows = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        uint columns = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        if (rows != DigitSet.Side || columns != DigitSet.Side)
        {
            throw new DataException($"{path}: byte 8 says that pictures are {columns:N0} × {rows:N0}; only "
                + "28 × 28 is read: scale them first.");
        }
        long? rest = length - ImagesHeader;
        return ReadBody(
            content, path, "images", count, DigitSet.PixelCount, rest, ImagesHeader, cancellation);
    }

    /// <summary>The labels [Count], each 0 … 9, of a content whose length is known or null.</summary>
    internal static byte[] ReadLabels(
        Stream content, string path, long? length, CancellationToken cancellation = default)
    {
        Span<byte> header = stackalloc byte[LabelsHeader];
        uint count = ReadHeader(content, path, header, LabelsMagic);
        byte[] labels = ReadBody(
            content, path, "labels", count, 1, length - LabelsHeader, LabelsHeader, cancellation);
        int bad = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9);
        return bad < 0
            ? labels
            : throw new DataException($"{path}: byte {LabelsHeader + bad:N0}, label {bad + 1:N0}, is "
                + $"{labels[bad]}, not 0 to 9: only digits are read.");
    }

    /// <summary>Both halves together, or what does not fit between them.</summary>
    internal static DigitSet Pair(byte[] pixels, string imagesPath, byte[] labels, string labelsPath)
    {
        int images = pixels.Length / DigitSet.PixelCount;
        return images == labels.Length
            ? new DigitSet(pixels, labels)
            : throw new DataException($"{imagesPath}: has {images:N0} images, but {labelsPath} has "
                + $"{labels.Length:N0} labels: take two files that belong together.");
    }

    private static long? LengthOf(DataFile.Opened file) => file.Zipped ? null : file.File.Length;

    private static bool IsMagic(ReadOnlySpan<byte> start, uint magic) =>
        start.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(start) == magic;

    private static uint ReadHeader(Stream content, string path, Span<byte> header, uint magic)
    {
        int got = DataFile.Fill(content, header);
        if (got < header.Length)
        {
            throw new DataException($"{path}: ends at byte {got} of its header of {header.Length} bytes: "
                + "copy or download it again.");
        }
        uint found = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (found == magic)
            return BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        string what = found switch
        {
            ImagesMagic => "the pictures, where the labels were expected: swap the two",
            LabelsMagic => "the labels, where the pictures were expected: name the file of pictures",
            _ => $"not this kind of file: byte 0 says 0x{found:X8}, and here it is 0x{magic:X8}",
        };
        throw new DataException($"{path}: is {what}.");
    }

    private static byte[] ReadBody(
        Stream content, string path, string what, uint count, int size, long? length, int header,
        CancellationToken cancellation)
    {
        long claimed = (long)count * size;
        if (count == 0)
            throw new DataException($"{path}: byte 4 says 0 {what}: there is nothing to read.");
        if (length < claimed)
            throw CutShort(path, what, count, claimed, length.Value);
        if (claimed > Array.MaxLength)
        {
            throw new DataException($"{path}: byte 4 says {count:N0} {what}; at most "
                + $"{Array.MaxLength / size:N0} are read: split the file.");
        }
        byte[] body = new byte[Math.Min(claimed, length is null ? FirstBuffer : claimed)];
        int got = DataFile.Fill(content, body, cancellation);
        while (got == body.Length && got < claimed)
        {
            Array.Resize(ref body, (int)Math.Min(claimed, body.Length * 2L));
            got += DataFile.Fill(content, body.AsSpan(got), cancellation);
        }
        if (got < claimed)
            throw CutShort(path, what, count, claimed, got);
        return content.ReadByte() < 0
            ? body
            : throw new DataException($"{path}: more bytes follow the last of its {count:N0} {what} at byte "
                + $"{header + claimed:N0}: its header or its end is wrong; copy or download it again.");
    }

    private static DataException CutShort(string path, string what, uint count, long claimed, long got) =>
        new($"{path}: byte 4 says {count:N0} {what}, which take {claimed:N0} bytes after the header; there "
            + $"are {Math.Max(0, got):N0}: copy or download it again.");
}

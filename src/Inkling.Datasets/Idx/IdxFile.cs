using System.Buffers.Binary;
using System.Text;
using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Idx;

/// <summary>
/// MNIST's own format: one file of pictures and one of labels, each a big-endian header and then values
/// (http://yann.lecun.com/exdb/mnist, "IDX"). Files may be gzipped. Pictures are unsigned bytes of 28 × 28;
/// labels may be integers of any size, and the first of several in a row, as QMNIST has them.
/// </summary>
internal static class IdxFile
{
    private const uint ImagesMagic = 0x00000803; // unsigned bytes, three dimensions
    private const uint LabelsMagic = 0x00000801; // unsigned bytes, one dimension
    private const int ImagesHeader = 16;
    private const int LabelsHeader = 8;
    private const int MostLabelColumns = 64; // QMNIST has 8: the class, then who wrote it where

    // A zipped file's header may claim gigabytes that are not there: memory grows only as bytes arrive.
    private const int FirstBuffer = 1 << 26;

    /// <summary>Reads a pair of files.</summary>
    /// <exception cref="DataException">A file can't be read, or its bytes contradict its header.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static DigitSet Read(
        DataPath imagesPath, DataPath labelsPath, CancellationToken cancellation = default)
    {
        byte[] pixels = ReadImages(imagesPath, cancellation);
        byte[] labels = DataFile.Read(
            labelsPath, file => ReadLabels(file.Content, $"{labelsPath}", LengthOf(file), cancellation));
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

    /// <summary>Whether a content's first four bytes are those of IDX pictures.</summary>
    internal static bool IsImages(ReadOnlySpan<byte> start) => IdxMagic.Of(start) is { Dimensions: > 2 };

    /// <summary>Whether a content's first four bytes are those of IDX labels.</summary>
    internal static bool IsLabels(ReadOnlySpan<byte> start) => IdxMagic.Of(start) is { Dimensions: <= 2 };

    /// <summary>The pixels [Count × 784] of a file.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    internal static byte[] ReadImages(DataPath path, CancellationToken cancellation) => DataFile.Read(
        path, file => ReadImages(file.Content, $"{path}", LengthOf(file), cancellation));

    /// <summary>The pixels [Count × 784] of a content whose length is known or null.</summary>
    internal static byte[] ReadImages(
        Stream content, string path, long? length, CancellationToken cancellation = default)
    {
        byte[] header = ReadHeader(content, path, ImagesHeader, magic =>
            magic is { Dimensions: 3, Type: IdxMagic.UnsignedBytes, IsReversed: false } ? null
            : magic is { Dimensions: 1 } ? "is the labels, where the pictures were expected: name the "
                + "file of pictures"
            : $"{magic}; pictures are unsigned bytes with 3 dimensions (0x{ImagesMagic:X8}): save them so");
        uint count = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        uint rows = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
        uint columns = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
        if (rows != DigitSet.Side || columns != DigitSet.Side)
        {
            throw new DataException(BinaryPrimitives.ReverseEndianness(rows) == DigitSet.Side
                ? $"{path}: its sizes from byte 4 on are little-endian; IDX is big-endian: write the highest "
                    + "byte first."
                : $"{path}: byte 8 says that pictures are {columns:N0} × {rows:N0}; only 28 × 28 is read: "
                    + "scale them first.");
        }
        long? rest = length - ImagesHeader;
        return ReadBody(
            content, path, "images", count, DigitSet.PixelCount, rest, ImagesHeader, cancellation);
    }

    /// <summary>The labels [Count], each 0 … 9, of a content whose length is known or null.</summary>
    internal static byte[] ReadLabels(
        Stream content, string path, long? length, CancellationToken cancellation = default)
    {
        IdxMagic type = default;
        byte[] header = ReadHeader(content, path, LabelsHeader, magic =>
        {
            type = magic;
            return magic is { Dimensions: 1 or 2, IsInteger: true, IsReversed: false } ? null
                : magic is { Dimensions: 3 } ? "is the pictures, where the labels were expected: swap the two"
                : $"{magic}; labels are whole numbers with 1 dimension (0x{LabelsMagic:X8}): save them so";
        });
        uint count = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        int columns = type.Dimensions == 1 ? 1 : ReadColumns(content, path);
        int start = LabelsHeader + (type.Dimensions == 1 ? 0 : sizeof(uint)), width = type.Size * columns;
        byte[] labels =
            ReadBody(content, path, "labels", count, width, length - start, start, cancellation);
        for (int i = 0; i < (int)count; i++)
        {
            long label = type.ReadInteger(labels.AsSpan(i * width));
            if (label is < 0 or > 9)
            {
                throw new DataException($"{path}: byte {start + ((long)i * width):N0}, label {i + 1:N0}, is "
                    + $"{label}, not 0 to 9: only digits are read.");
            }
            labels[i] = (byte)label;
        }
        return labels[..(int)count];
    }

    private static int ReadColumns(Stream content, string path)
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        int got = DataFile.Fill(content, size);
        if (got < size.Length)
            throw CutHeader(path, LabelsHeader + got, LabelsHeader + sizeof(uint));
        uint columns = BinaryPrimitives.ReadUInt32BigEndian(size);
        return columns is > 0 and <= MostLabelColumns
            ? (int)columns
            : throw new DataException($"{path}: byte {LabelsHeader} says {columns:N0} numbers a label; 1 to "
                + $"{MostLabelColumns} are read.");
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

    // The header, of which a function says what is wrong with its magic number, or null.
    private static byte[] ReadHeader(
        Stream content, string path, int length, Func<IdxMagic, string?> faultOf)
    {
        byte[] header = new byte[length];
        int got = DataFile.Fill(content, header);
        if (got >= 4 && IdxMagic.Of(header) is not { IsReversed: false })
        {
            int letters = header.AsSpan(0, got).IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            string text = Encoding.ASCII.GetString(header, 0, letters < 0 ? got : letters);
            string what = IdxMagic.Of(header) is { } reversed
                ? $"{reversed}: write the highest byte first"
                : text.Length >= 4
                ? $"is a text that begins \"{text}\", no IDX file: download it again"
                : $"is no IDX file: byte 0 says 0x{BinaryPrimitives.ReadUInt32BigEndian(header):X8}, and "
                    + $"0x{ImagesMagic:X8} or 0x{LabelsMagic:X8} is read";
            throw new DataException($"{path}: {what}.");
        }
        if (got >= 4 && faultOf(IdxMagic.Of(header)!.Value) is { } fault)
            throw new DataException($"{path}: {fault}.");
        return got == length ? header : throw CutHeader(path, got, length);
    }

    private static DataException CutHeader(string path, int got, int length) => new(
        $"{path}: ends at byte {got} of its header of {length} bytes: copy or download it again.");

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

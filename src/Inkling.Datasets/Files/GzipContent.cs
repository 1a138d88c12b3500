using System.Buffers.Binary;
using System.IO.Compression;

namespace Inkling.Datasets.Files;

/// <summary>
/// A gzipped file's content, read forwards, that does not end early in silence. GZipStream takes a file that
/// was cut short for a whole one; here the content's length must be what the file's last four bytes say
/// (RFC 1952, 2.3.1, ISIZE). Its checksum is GZipStream's affair.
/// </summary>
internal sealed class GzipContent(Stream file) : Stream
{
    /// <summary>What the names of gzipped files usually end on.</summary>
    public const string Ending = ".gz";

    private readonly GZipStream _content = new(file, CompressionMode.Decompress, leaveOpen: true);
    private readonly uint _size = SizeAtEndOf(file);
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <summary>A file's name or path, without the ending that gzip gives it.</summary>
    public static string PlainNameOf(string path) =>
        path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? path[..^Ending.Length] : path;

    /// <exception cref="InvalidDataException">The content ends, and not where it should.</exception>
    public override int Read(Span<byte> buffer)
    {
        int got = _content.Read(buffer);
        _read += got;
        if (got == 0 && buffer.Length > 0 && (uint)_read != _size)
            throw new InvalidDataException();
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    private static uint SizeAtEndOf(Stream file)
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        size.Clear();
        file.Position = Math.Max(0, file.Length - size.Length);
        DataFile.Fill(file, size);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(size);
    }
}

namespace Inkling.Datasets.Parquet;

/// <summary>
/// A file as Parquet.Net may read it: reading on behind its end throws, where the library would try for ever,
/// and so does reading on once it was called off.
/// </summary>
internal sealed class ParquetContent(Stream file, CancellationToken cancellation) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => file.Length;
    public override long Position { get => file.Position; set => file.Position = value; }

    /// <exception cref="EndOfStreamException">Nothing follows.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int got = file.Read(buffer);
        return got > 0 || buffer.IsEmpty ? got : throw new EndOfStreamException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

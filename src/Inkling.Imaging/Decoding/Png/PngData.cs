using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>Reads consecutive, checked IDAT chunks as one stream (ISO/IEC 15948, 10.1).</summary>
internal sealed class PngData(ReadOnlyMemory<byte> file, PngChunk first, int count) : Stream
{
    private int _chunksLeft = count - 1;
    private int _position = first.Start;
    private int _left = first.Length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        while (_left == 0 && _chunksLeft > 0)
        {
            _chunksLeft--;
            _left = BinaryPrimitives.ReadInt32BigEndian(bytes[(_position + 4)..]);
            _position += PngChunk.Overhead;
        }
        int taken = Math.Min(buffer.Length, _left);
        bytes.Slice(_position, taken).CopyTo(buffer);
        _position += taken;
        _left -= taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

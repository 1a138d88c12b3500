using System.Buffers;

namespace Inkling.Web.Api;

/// <summary>
/// Buffers a stream's bytes in one array of the pool and returns the array on disposal. With an expected
/// length the array is large enough at once; without one it grows.
/// </summary>
internal sealed class PooledContent(long? expected) : IDisposable
{
    private const int FirstRoom = 1 << 12; // many pictures of one digit are smaller

    // One byte more shows that the stream has ended.
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent((int)(expected + 1 ?? FirstRoom));
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end, and leaves it open.</summary>
    public async Task ReadFrom(Stream stream, CancellationToken cancellation)
    {
        int read;
        while ((read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellation)) > 0)
        {
            _length += read;
            if (_length == _buffer.Length)
                Grow();
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * _length);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

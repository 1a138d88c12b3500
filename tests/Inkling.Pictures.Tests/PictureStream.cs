using Inkling.Recognition;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Pictures.Tests;

/// <summary>
/// A stream as hostile as a network: it may never end, claim any length, fail, or wait until it is told to go
/// on. It counts what is asked of it.
/// </summary>
internal sealed class PictureStream : Stream
{
    private readonly byte[] _content;
    private long _position;

    public PictureStream(params byte[] content) => _content = content;

    /// <summary>Whether nothing follows the content, or zeros for ever.</summary>
    public bool Ends { get; init; } = true;

    /// <summary>What it says of its length; null for a stream that can't tell.</summary>
    public long? Claimed { get; init; }

    /// <summary>How many bytes one read gives at most.</summary>
    public int MostAtOnce { get; init; } = int.MaxValue;

    /// <summary>Thrown by the first read.</summary>
    public Exception? Failure { get; init; }

    /// <summary>What each asynchronous read waits for.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Hears of each asynchronous read, before it waits.</summary>
    public Action? Asked { get; init; }

    /// <summary>How many bytes were given.</summary>
    public long Given { get; private set; }

    public int SynchronousReads { get; private set; }

    public int AsynchronousReads { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => !IsDisposed;
    public override bool CanSeek => Claimed is not null;
    public override bool CanWrite => false;
    public override long Length => Claimed ?? throw new NotSupportedException();
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        SynchronousReads++;
        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        AsynchronousReads++;
        Asked?.Invoke();
        await Gate.WaitAsync(cancellationToken);
        return Give(buffer.Span);
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private int Give(Span<byte> buffer)
    {
        if (Failure is not null)
            throw Failure;
        buffer = buffer[..Math.Min(buffer.Length, MostAtOnce)];
        int left = (int)Math.Min(buffer.Length, Math.Max(0, _content.Length - _position));
        int given = Ends ? left : buffer.Length;
        buffer[left..given].Clear();
        if (left > 0)
            _content.AsSpan((int)_position, left).CopyTo(buffer);
        _position += given;
        Given += given;
        return given;
    }
}

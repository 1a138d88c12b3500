using Inkling.Imaging;
using Microsoft.Win32.SafeHandles;

namespace Inkling.Pictures;

/// <summary>
/// Buffers a picture file's content. At most one byte over the limit is read, whatever length a file or a
/// stream claims: a pipe without an end and a file that grows are refused like a large one. It decodes
/// nothing.
/// </summary>
internal sealed class PictureContent
{
    private const int FirstRoom = 1 << 12; // many pictures of one digit are smaller
    private const int MostRoomUnread = 1 << 20; // a claimed length is only believed so far

    private readonly DecodeLimits _limits;
    private readonly long _length;
    private byte[] _bytes;
    private int _read;

    /// <param name="limits">How many bytes are read at most.</param>
    /// <param name="length">Where reading stops; 0 to read until nothing comes.</param>
    /// <param name="room">Bytes to make room for at first.</param>
    private PictureContent(DecodeLimits limits, long length, long room)
    {
        // One array holds it all, and one byte that should not be there.
        _limits = limits.MaxBytes < Array.MaxLength ? limits : limits with { MaxBytes = Array.MaxLength - 1 };
        _limits.CheckBytes(length);
        _length = length;
        _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(room, _limits.MaxBytes + 1));
    }

    private bool IsWhole { get; set; }

    private ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _read);

    // The free part, of one byte at least.
    private Memory<byte> Room
    {
        get
        {
            if (_read == _bytes.Length)
                Array.Resize(ref _bytes, (int)Math.Min(2L * _read, _limits.MaxBytes + 1));
            return _bytes.AsMemory(_read);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImageFormatException">It has more bytes than the limit.</exception>
    public static ReadOnlyMemory<byte> OfFile(string path, DecodeLimits limits)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite);
        if (LengthOf(file) is not { } length)
        {
            using FileStream pipe = Pipe(file);
            return OfStream(pipe, limits);
        }
        PictureContent content = OfLength(length, limits);
        while (!content.IsWhole)
            content.Add(RandomAccess.Read(file, content.Room.Span, content._read));
        return content.Bytes;
    }

    /// <inheritdoc cref="OfFile"/>
    public static async Task<ReadOnlyMemory<byte>> OfFileAsync(
        string path, DecodeLimits limits, CancellationToken cancellation)
    {
        using SafeFileHandle file = File.OpenHandle(
            path, share: FileShare.ReadWrite, options: FileOptions.Asynchronous);
        if (LengthOf(file) is not { } length)
        {
            await using FileStream pipe = Pipe(file);
            return await OfStreamAsync(pipe, limits, cancellation);
        }
        PictureContent content = OfLength(length, limits);
        while (!content.IsWhole)
            content.Add(await RandomAccess.ReadAsync(file, content.Room, content._read, cancellation));
        return content.Bytes;
    }

    /// <summary>Reads a stream from where it is to its end, and leaves it open.</summary>
    /// <exception cref="ImageFormatException">It has more bytes than the limit.</exception>
    public static ReadOnlyMemory<byte> OfStream(Stream stream, DecodeLimits limits)
    {
        PictureContent content = Of(stream, limits);
        while (!content.IsWhole)
            content.Add(stream.Read(content.Room.Span));
        return content.Bytes;
    }

    /// <inheritdoc cref="OfStream"/>
    public static async Task<ReadOnlyMemory<byte>> OfStreamAsync(
        Stream stream, DecodeLimits limits, CancellationToken cancellation)
    {
        PictureContent content = Of(stream, limits);
        while (!content.IsWhole)
        {
            cancellation.ThrowIfCancellationRequested(); // not every stream looks at it
            content.Add(await stream.ReadAsync(content.Room, cancellation));
        }
        return content.Bytes;
    }

    // A device has a length of 0, and content.
    private static PictureContent OfLength(long length, DecodeLimits limits) =>
        new(limits, length, length > 0 ? length : FirstRoom);

    private static PictureContent Of(Stream stream, DecodeLimits limits)
    {
        long left = stream.CanSeek ? stream.Length - stream.Position : 0;
        // And one byte of room in which to see that it ends.
        return new(limits, length: 0, Math.Clamp(left + 1, FirstRoom, MostRoomUnread));
    }

    // One question to the system for the length, not three: for small files they are as long as the reading.
    private static long? LengthOf(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (NotSupportedException)
        {
            return null; // a pipe has none
        }
    }

    private static FileStream Pipe(SafeFileHandle file) =>
        new(file, FileAccess.Read, bufferSize: 0, file.IsAsync);

    private void Add(int read)
    {
        _read += read;
        _limits.CheckBytes(_read);
        IsWhole = read == 0 || _read == _length;
    }
}

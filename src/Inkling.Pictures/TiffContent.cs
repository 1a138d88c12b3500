using System.Globalization;
using BitMiracle.LibTiff.Classic;
using Inkling.Imaging;

namespace Inkling.Pictures;

/// <summary>A TIFF's bytes for LibTiff to read, and the first error that it reports of them.</summary>
internal sealed class TiffContent(ReadOnlyMemory<byte> bytes) : TiffStream
{
    private int _at;
    private string? _error;

    // LibTiff has one handler for the process; its own prints.
    static TiffContent() => Tiff.SetErrorHandler(new Listener());

    /// <summary>Opens the first directory; null if LibTiff can't read it.</summary>
    public Tiff? Open() => Tiff.ClientOpen("", "r", this, this);

    /// <summary>Makes the exception that says why LibTiff failed.</summary>
    public ImageFormatException Failure(Exception? cause = null)
    {
        string contradiction = _error is null ? "LibTiff can't read it" : $"LibTiff says \"{_error}\"";
        return ImageFormatException.Damaged(contradiction, cause);
    }

    public override int Read(object clientData, byte[] buffer, int offset, int count)
    {
        ReadOnlySpan<byte> rest = bytes.Span[Math.Min(_at, bytes.Length)..];
        ReadOnlySpan<byte> read = rest[..Math.Min(count, rest.Length)];
        read.CopyTo(buffer.AsSpan(offset));
        _at += read.Length;
        return read.Length;
    }

    public override long Seek(object clientData, long offset, SeekOrigin origin)
    {
        long to = offset + origin switch
        {
            SeekOrigin.Current => _at,
            SeekOrigin.End => bytes.Length,
            _ => 0,
        };
        return to < 0 || to > bytes.Length ? -1 : _at = (int)to;
    }

    public override long Size(object clientData) => bytes.Length;

    public override void Close(object clientData)
    {
    }

    private sealed class Listener : TiffErrorHandler
    {
        public override void ErrorHandlerExt(
            Tiff? tif, object? clientData, string method, string format, params object[] args)
        {
            string text = string.Format(CultureInfo.InvariantCulture, format, args).TrimStart(':', ' ');
            if (clientData is TiffContent content)
                content._error ??= text;
        }

        public override void ErrorHandler(Tiff? tif, string? method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff? tif, string? method, string format, params object[] args)
        {
        }
    }
}

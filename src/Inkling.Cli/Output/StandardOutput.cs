using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Inkling.Cli.Output;

/// <summary>
/// stdout for rows that are written as they come, without end perhaps. Unlike .NET's console it tells when
/// the reader of a pipe has gone; on Windows it can't.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1; // POSIX.1, STDOUT_FILENO
    private const int BrokenPipe = 32; // EPIPE of Linux and macOS

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

#pragma warning disable CA2000 // it is the process's, and stays open
    /// <summary>Whether it is a file: nobody watches its rows as they are written.</summary>
    public static bool IsFile => Console.IsOutputRedirected && Pipe() is null;

    /// <summary>Opens it; what is written is buffered until it is flushed.</summary>
    public static StreamWriter Open() => new(Pipe() ?? Console.OpenStandardOutput(), Utf8);

    /// <summary>Whether a failure to write is that the reader of the pipe has gone.</summary>
    public static bool IsClosed(IOException failure) => failure.HResult == BrokenPipe;

    // Null if it is none. A file is the console's: it would be written from its start on.
    private static FileStream? Pipe()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
            return null;
        FileStream stream =
            new(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? null : stream;
    }
#pragma warning restore CA2000
}

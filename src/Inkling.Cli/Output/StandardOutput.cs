using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Inkling.Cli.Output;

/// <summary>
/// Writes rows to stdout as they come. Unlike .NET's console, it throws when the reader of a pipe has closed
/// it, except on Windows.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1; // POSIX.1, STDOUT_FILENO
    private const int BrokenPipe = 32; // EPIPE of Linux and macOS

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

#pragma warning disable CA2000 // it is the process's, and stays open
    /// <summary>Whether stdout is a file, so that nobody watches the rows.</summary>
    public static bool IsFile => Console.IsOutputRedirected && Pipe() is null;

    /// <summary>Opens stdout; text is buffered until flushed.</summary>
    public static StreamWriter Open() => new(Pipe() ?? Console.OpenStandardOutput(), Utf8);

    /// <summary>Whether writing failed because the reader has closed the pipe.</summary>
    public static bool IsClosed(IOException failure) => failure.HResult == BrokenPipe;

    // Null if stdout is no pipe. A file stays the console's: a FileStream would write from its start on.
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

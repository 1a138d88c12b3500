using Inkling.Imaging;
using Inkling.Recognition.Data;

namespace Inkling.Pictures;

/// <summary>Says in one sentence why a picture's content can't be had from its file or stream.</summary>
internal static class ContentFault
{
    /// <summary>Reads content; a fault of the file, the stream or the disk is told of the picture.</summary>
    /// <exception cref="DataException">It can't be read, or is too long.</exception>
    public static ReadOnlyMemory<byte> Guard(string name, Func<ReadOnlyMemory<byte>> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (Of(name, failure) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc cref="Guard"/>
    public static async Task<ReadOnlyMemory<byte>> GuardAsync(
        string name, Func<Task<ReadOnlyMemory<byte>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (Of(name, failure) is { } fault)
        {
            throw fault;
        }
    }

    // Null for what is our own mistake.
    private static DataException? Of(string name, Exception failure) => failure switch
    {
        ImageFormatException tooLong => PictureFault.Of(name, tooLong),
        FileNotFoundException or DirectoryNotFoundException =>
            new($"{name}: there is no such file.", failure),
        ArgumentException { ParamName: "path" } when name.Length == 0 =>
            new("The name of a file is empty: name a picture.", failure),
        UnauthorizedAccessException when Directory.Exists(name) =>
            new($"{name} is a folder: name a picture.", failure),
        IOException or UnauthorizedAccessException or InvalidDataException
            or ArgumentException { ParamName: "path" } =>
            new($"{name} can't be read: {failure.Message.TrimEnd('.')}.", failure),
        _ => null,
    };
}

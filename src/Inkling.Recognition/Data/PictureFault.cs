using Inkling.Imaging.Decoding;
using Inkling.Imaging.Preparation;

namespace Inkling.Recognition.Data;

/// <summary>
/// Says in one sentence why a picture can't be read. The sentence is the same for a path, a stream, bytes and
/// pixels, except for its first words.
/// </summary>
internal static class PictureFault
{
    /// <summary>The subject of the sentence for a picture that has no name.</summary>
    public const string Unnamed = "The picture";

    /// <summary>Reads content; a fault of the file, the stream or the disk is told of the picture.</summary>
    /// <exception cref="DataException">It can't be read, or is too long.</exception>
    public static ReadOnlyMemory<byte> GuardContent(string name, Func<ReadOnlyMemory<byte>> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (OfContent(name, failure) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc cref="GuardContent"/>
    public static async Task<ReadOnlyMemory<byte>> GuardContentAsync(
        string name, Func<Task<ReadOnlyMemory<byte>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (OfContent(name, failure) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Decodes and prepares; only what the decoder says is told of the picture.</summary>
    /// <exception cref="DataException">It is no picture that can be read.</exception>
    public static PreparedDigit Guard(string name, Func<PreparedDigit> prepare)
    {
        try
        {
            return prepare();
        }
        catch (ImageFormatException failure)
        {
            throw Of(name, failure);
        }
    }

    private static DataException Of(string name, ImageFormatException failure) =>
        new($"{name} {failure.Message}.", failure);

    // Null for what is our own mistake.
    private static DataException? OfContent(string name, Exception failure) => failure switch
    {
        ImageFormatException tooLong => Of(name, tooLong),
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

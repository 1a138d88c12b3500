using Inkling.Imaging;

namespace Inkling.Recognition.Data;

/// <summary>
/// Says in one sentence why a picture can't be read. The sentence is the same for a path, a stream, bytes and
/// pixels, except for its first words.
/// </summary>
internal static class PictureFault
{
    /// <summary>The subject of the sentence for a picture that has no name.</summary>
    public const string Unnamed = "The picture";

    /// <summary>Decodes or prepares; what is at fault with the picture is told of it.</summary>
    /// <exception cref="DataException">It is no picture that can be read.</exception>
    public static T Guard<T>(string name, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (ImageFormatException failure)
        {
            throw Of(name, failure);
        }
    }

    /// <summary>The sentence for a fault of the picture's content.</summary>
    public static DataException Of(string name, ImageFormatException failure) =>
        new($"{name} {failure.Message}.", failure);
}

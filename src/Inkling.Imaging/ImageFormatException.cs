namespace Inkling.Imaging;

/// <summary>
/// Bytes that are not a picture Inkling can read. The message is a clause that lacks only its subject,
/// so that a caller writes <c>$"{file} {message}"</c>: it says what is wrong, where, and what to do about
/// it.
/// </summary>
/// <param name="message">The clause, such as "is empty: there is nothing to read".</param>
/// <param name="cause">What the runtime said, if it spoke first.</param>
public sealed class ImageFormatException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What kind of fault it is.</summary>
    public ImageFault Fault { get; init; } = ImageFault.Damaged;

    /// <summary>The clause for bytes that end before the picture does.</summary>
    internal static ImageFormatException CutShort(string missing) =>
        new($"is cut short: {missing}; copy or download it again");

    /// <summary>The clause for bytes that contradict their format.</summary>
    internal static ImageFormatException Damaged(string contradiction, Exception? cause = null) =>
        new($"is damaged: {contradiction}; open it in an image program and save it again", cause);

    /// <summary>The clause for more than the limits allow.</summary>
    internal static ImageFormatException TooLarge(string excess) =>
        new($"{excess}: make it smaller") { Fault = ImageFault.TooLarge };
}

/// <summary>Why bytes are not a picture that can be read.</summary>
public enum ImageFault
{
    /// <summary>They are of a supported format, and damaged or of an unsupported kind of it.</summary>
    Damaged,

    /// <summary>They are of a format that is not read, or of none that is known.</summary>
    UnsupportedFormat,

    /// <summary>They are more than the limits allow.</summary>
    TooLarge,
}

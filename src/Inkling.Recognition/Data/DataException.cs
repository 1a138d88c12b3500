namespace Inkling.Recognition.Data;

/// <summary>
/// A picture or a data set that can't be used. The message is one full sentence that begins with the file's
/// name, or with "The picture" where it has none: where, what is wrong, what to do.
/// </summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">
/// What was said first. Where a picture's content is at fault, that is an
/// <see cref="Inkling.Imaging.ImageFormatException"/>, whose Fault says how.
/// </param>
public sealed class DataException(string message, Exception? cause = null) : Exception(message, cause);

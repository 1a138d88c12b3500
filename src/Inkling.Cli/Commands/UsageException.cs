namespace Inkling.Cli.Commands;

/// <summary>Arguments or settings that can't work. The message says which, why and what to do.</summary>
internal sealed class UsageException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>
    /// Checks what the user asked for: an ArgumentException of the check is the user's. One from anywhere
    /// else is a bug.
    /// </summary>
    public static T Guard<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (ArgumentException failure)
        {
            throw new UsageException(failure.Message, failure);
        }
    }

    /// <summary>As the other, where the check returns nothing.</summary>
    public static void Guard(Action check) => Guard(() =>
    {
        check();
        return true;
    });
}

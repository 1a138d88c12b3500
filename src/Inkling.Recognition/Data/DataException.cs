namespace Inkling.Recognition.Data;

/// <summary>Data that can't be used. The message says in one line where, what is wrong, what to do.</summary>
public sealed class DataException : Exception
{
    /// <summary>States what is wrong.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>States what is wrong, and what was thrown on the way.</summary>
    public DataException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

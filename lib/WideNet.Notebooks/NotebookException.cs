namespace WideNet.Notebooks;

/// <summary>A notebook, or a request about one, that cannot be used; the message is one line: what it was, what it must be, what to do.</summary>
public sealed class NotebookException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NotebookException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line for the person who asked.</param>
    public NotebookException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line for the person who asked.</param>
    /// <param name="innerException">The cause.</param>
    public NotebookException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

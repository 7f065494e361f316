namespace WideNet.Data;

/// <summary>The images asked for are not on this machine; the message says how to get them. The command line ends with exit code 3.</summary>
public abstract class DatasetUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    protected DatasetUnavailableException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: what is not there and how to get it.</param>
    protected DatasetUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: what is not there and how to get it.</param>
    /// <param name="innerException">The cause.</param>
    protected DatasetUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

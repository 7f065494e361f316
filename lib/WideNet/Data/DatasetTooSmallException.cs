namespace WideNet.Data;

/// <summary>A data set on this machine has fewer images than were asked for; nothing is repeated or made up.</summary>
public sealed class DatasetTooSmallException : DatasetUnavailableException
{
    /// <summary>Creates the exception.</summary>
    public DatasetTooSmallException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: what is not there and how to get it.</param>
    public DatasetTooSmallException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: what is not there and how to get it.</param>
    /// <param name="innerException">The cause.</param>
    public DatasetTooSmallException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace WideNet.Data;

/// <summary>A data set, or a file of it, was not found.</summary>
public sealed class DatasetMissingException : DatasetUnavailableException
{
    /// <summary>Creates the exception.</summary>
    public DatasetMissingException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: what is not there and how to get it.</param>
    public DatasetMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: what is not there and how to get it.</param>
    /// <param name="innerException">The cause.</param>
    public DatasetMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

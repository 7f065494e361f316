namespace WideNet.Data;

/// <summary>A data file that does not hold what its format promises: cut off, of another kind, or with values out of range.</summary>
/// <remarks>The message is one line that names the file, the place in it and the remedy. The command line ends with exit code 2.</remarks>
public sealed class DataFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DataFormatException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: file, place, what is wrong, what to do.</param>
    public DataFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: file, place, what is wrong, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public DataFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

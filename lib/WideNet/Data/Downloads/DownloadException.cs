namespace WideNet.Data.Downloads;

/// <summary>A download that failed for good; the message is one line with the address, the reason and what to do.</summary>
internal sealed class DownloadException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DownloadException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: address, reason, remedy.</param>
    public DownloadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: address, reason, remedy.</param>
    /// <param name="innerException">The cause.</param>
    public DownloadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

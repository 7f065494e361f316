namespace WideNet.Data.Downloads;

/// <summary>A download that failed for good; the message is one line with the address, the reason and what to do.</summary>
/// <param name="message">One line: address, reason, remedy.</param>
/// <param name="innerException">The cause, or null.</param>
internal sealed class DownloadException(string message, Exception? innerException = null) : Exception(message, innerException);

namespace WideNet.Data;

/// <summary>A data set on this machine has fewer images than were asked for; nothing is repeated or made up.</summary>
/// <param name="message">One line: what is not there and how to get it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class DatasetTooSmallException(string message, Exception? innerException = null) : DatasetUnavailableException(message, innerException);

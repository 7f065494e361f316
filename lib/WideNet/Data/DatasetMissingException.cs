namespace WideNet.Data;

/// <summary>A data set, or a file of it, was not found.</summary>
/// <param name="message">One line: what is not there and how to get it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class DatasetMissingException(string message, Exception? innerException = null) : DatasetUnavailableException(message, innerException);

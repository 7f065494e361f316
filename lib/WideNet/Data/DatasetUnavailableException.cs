namespace WideNet.Data;

/// <summary>The images asked for are not on this machine; the message says how to get them. The command line ends with exit code 3.</summary>
/// <param name="message">One line: what is not there and how to get it.</param>
/// <param name="innerException">The cause, or null.</param>
public abstract class DatasetUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);

namespace WideNet.Data;

/// <summary>A data file that does not hold what its format promises: cut off, of another kind, or with values out of range.</summary>
/// <remarks>The message is one line that names the file, the place in it and the remedy. The command line ends with exit code 2.</remarks>
/// <param name="message">One line: file, place, what is wrong, what to do.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class DataFormatException(string message, Exception? innerException = null) : Exception(message, innerException);

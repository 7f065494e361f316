namespace WideNet.Notebooks;

/// <summary>A notebook, or a request about one, that cannot be used; the message is one line: what it was, what it must be, what to do.</summary>
/// <param name="message">One line for the person who asked.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class NotebookException(string message, Exception? innerException = null) : Exception(message, innerException);

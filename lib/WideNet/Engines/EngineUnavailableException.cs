namespace WideNet.Engines;

/// <summary>An engine, its native library, a device, or another part that lies beside the library is not there; the message says what to do.</summary>
/// <param name="message">What is missing and what to do, on one line.</param>
/// <param name="innerException">What was thrown on the way, or null.</param>
public sealed class EngineUnavailableException(string message, Exception? innerException = null) : NotSupportedException(message, innerException);

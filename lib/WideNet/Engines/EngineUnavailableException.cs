namespace WideNet.Engines;

/// <summary>An engine, its native library, a device, or another part that lies beside the library is not there; the message says what to do.</summary>
public sealed class EngineUnavailableException : NotSupportedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing and what to do, on one line.</param>
    /// <param name="innerException">What was thrown on the way, or null.</param>
    public EngineUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

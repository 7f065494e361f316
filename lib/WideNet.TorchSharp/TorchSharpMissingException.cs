namespace WideNet.TorchSharp;

/// <summary>A notebook trains its networks on TorchSharp, whose native library this machine does not have; the message says what is missing.</summary>
public sealed class TorchSharpMissingException : NotSupportedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing, on one line.</param>
    /// <param name="innerException">What was thrown on the way, or null.</param>
    public TorchSharpMissingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

namespace WideNet.Report.Mathematics;

/// <summary>A formula that <see cref="MathMl"/> cannot set.</summary>
/// <param name="message">What stood in the way.</param>
internal sealed class TexException(string message) : Exception(message);

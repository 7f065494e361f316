namespace WideNet.Report.Mathematics;

/// <summary>A formula that <see cref="MathMl"/> cannot set.</summary>
internal sealed class TexException(string message) : Exception(message);

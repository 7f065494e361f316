namespace WideNet.Figures.Rendering;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">Its label with markup, or empty for a minor tick.</param>
internal readonly record struct Tick(double Value, string Label)
{
    /// <summary>Whether it carries a label.</summary>
    public bool IsMajor => Label.Length > 0;
}

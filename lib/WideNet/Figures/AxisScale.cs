namespace WideNet.Figures;

/// <summary>How values are laid out along an axis or a colour bar.</summary>
public enum AxisScale
{
    /// <summary>Equal differences take equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios take equal lengths (base 10); values that are not positive leave gaps.</summary>
    Log,
}

namespace WideNet.Figures;

/// <summary>Stroke pattern of a line.</summary>
public enum DashStyle
{
    /// <summary>An unbroken line.</summary>
    Solid,

    /// <summary>Dashes, by convention of the notebooks a prediction.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Dashes and dots in turn.</summary>
    DashDotted,
}

namespace WideNet.Figures;

/// <summary>Symbol drawn at every point of a series.</summary>
public enum MarkerShape
{
    /// <summary>No symbol.</summary>
    None,

    /// <summary>A filled circle.</summary>
    Circle,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A filled triangle, point up.</summary>
    Triangle,

    /// <summary>A filled diamond.</summary>
    Diamond,

    /// <summary>A diagonal cross.</summary>
    Cross,
}

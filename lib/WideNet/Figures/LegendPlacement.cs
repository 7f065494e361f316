namespace WideNet.Figures;

/// <summary>Where the legend of a panel stands.</summary>
public enum LegendPlacement
{
    /// <summary>
    /// Below all panels when every panel has the same entries or the panel holds a heat map; otherwise inside where it covers no data,
    /// and to the right of the panel when there is no such place.
    /// </summary>
    Automatic,

    /// <summary>Inside, where it covers least.</summary>
    Inside,

    /// <summary>To the right of the panel.</summary>
    Right,

    /// <summary>In the one legend below all panels; equal entries are drawn once.</summary>
    Below,

    /// <summary>No legend.</summary>
    None,
}

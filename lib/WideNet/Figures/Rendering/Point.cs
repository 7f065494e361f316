namespace WideNet.Figures.Rendering;

/// <summary>A point in pixels.</summary>
internal readonly record struct Point(double X, double Y)
{
    /// <summary>Whether both coordinates are finite.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}

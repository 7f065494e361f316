namespace WideNet.Figures.Rendering;

/// <summary>Maps data to pixels along one axis.</summary>
internal sealed class AxisMap
{
    private readonly double _from;
    private readonly double _scale;
    private readonly double _pixelFrom;

    /// <summary>Creates the map.</summary>
    /// <param name="scale">Linear or logarithmic.</param>
    /// <param name="range">Data range.</param>
    /// <param name="pixelFrom">Pixel of the lower end.</param>
    /// <param name="pixelTo">Pixel of the upper end.</param>
    public AxisMap(AxisScale scale, DataRange range, double pixelFrom, double pixelTo)
    {
        Scale = scale;
        _from = Transform(range.Minimum);
        _pixelFrom = pixelFrom;
        _scale = (pixelTo - pixelFrom) / (Transform(range.Maximum) - _from);
    }

    /// <summary>Linear or logarithmic.</summary>
    public AxisScale Scale { get; }

    /// <summary>The pixel of a value; NaN when the axis cannot show it.</summary>
    public double this[double value] => _pixelFrom + ((Transform(value) - _from) * _scale);

    private double Transform(double value) => Scale == AxisScale.Linear ? value : value > 0 ? Math.Log10(value) : double.NaN;
}

namespace WideNet.Figures;

/// <summary>One pair of axes with what is drawn on them.</summary>
public sealed record Panel
{
    /// <summary>Title above the axes, or empty.</summary>
    public string Title { get; init => field = value ?? throw new ArgumentNullException(nameof(Title)); } = "";

    /// <summary>Horizontal axis.</summary>
    public required Axis X { get; init => field = Checked(value); }

    /// <summary>Vertical axis.</summary>
    public required Axis Y { get; init => field = Checked(value); }

    /// <summary>What is drawn, the first at the back; at least one layer and at most one heat map.</summary>
    public required IReadOnlyList<PanelLayer> Layers { get; init => field = Checked(value); }

    /// <summary>Where the legend stands.</summary>
    public LegendPlacement Legend { get; init; }

    /// <summary>The heat map among the layers, or null.</summary>
    internal HeatMap? Map => Layers.OfType<HeatMap>().FirstOrDefault();

    private static Axis Checked(Axis axis)
    {
        ArgumentNullException.ThrowIfNull(axis);
        axis.Validate();
        return axis;
    }

    private static PanelLayer[] Checked(IReadOnlyList<PanelLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("A panel has no layers; it needs at least one.");
        }

        foreach (PanelLayer layer in layers)
        {
            layer.Validate();
        }

        int maps = layers.OfType<HeatMap>().Count();
        return maps <= 1 ? [.. layers] : throw new ArgumentException(Invariant($"A panel has {maps} heat maps; it can show one."));
    }
}

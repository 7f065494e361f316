namespace WideNet.Report.Pages;

/// <summary>Where links of a page lead.</summary>
/// <param name="Notebook">Address of a notebook by its name.</param>
/// <param name="Figure">Address of a figure by its name.</param>
/// <param name="Picture">Address of a figure's SVG by its name.</param>
internal sealed record Addresses(Func<string, string> Notebook, Func<string, string> Figure, Func<string, string> Picture)
{
    /// <summary>Those of a report's first page.</summary>
    public static Addresses Report { get; } = new(name => $"notebooks/{name}.html", name => $"figures/{name}.html", name => $"figures/{name}.svg");

    /// <summary>Those of the page that lies in the run's own folder.</summary>
    public static Addresses Run { get; } = new(name => $"{name}.ipynb", name => $"{name}.svg", name => $"{name}.svg");
}

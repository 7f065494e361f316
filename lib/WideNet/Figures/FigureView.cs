using WideNet.Engines;
using WideNet.Figures.Rendering;

namespace WideNet.Figures;

/// <summary>How the cells of a notebook show figures, by its parameter <c>figure</c>: as images, or as interactive charts of Plotly.NET.</summary>
/// <remarks>
/// The choice belongs to the process, which is the notebook's own, and the last one counts. Only the HTML of a cell's figure follows it: SVG,
/// plotly JSON, text, and with them files, reports, results and claims are the same. Plotly.NET is loaded apart from the host with an FSharp.Core
/// of its own, since hosts may have an older one than it needs. Shown by FigureViewTests.
/// </remarks>
public static class FigureView
{
    private const string SvgName = "svg", PlotlyName = "plotly";

    private static readonly Lazy<IFigureRenderer> Charts = new(() => Open(PlotlyName));

    // Formatters are created by .NET Interactive without arguments, so the choice has to lie where they find it.
    private static volatile IFigureRenderer _current = new SvgFigureRenderer();

    /// <summary>What <c>figure</c> may be.</summary>
    public static IReadOnlyList<string> Names { get; } = [SvgName, PlotlyName];

    /// <summary>A renderer by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folders">Folders that may hold optional assemblies; null for <see cref="OptionalAssembly.SearchFolders"/>.</param>
    /// <exception cref="ArgumentException">There is no renderer of this name.</exception>
    /// <exception cref="EngineUnavailableException">The renderer is not built, or does not fit this library; the message says how to build it.</exception>
    internal static IFigureRenderer Open(string name, IEnumerable<string>? folders = null) => name switch
    {
        SvgName => new SvgFigureRenderer(),
        PlotlyName => OptionalAssembly.Interactive.Open<IFigureRenderer>($"The figure renderer {name}", folders),
        _ => throw new ArgumentException($"'{name}' is not a renderer of figures; the renderers are {string.Join(", ", Names)}.", nameof(name)),
    };

    /// <summary>Shows figures from now on as a renderer of this name writes them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>What figures are now, on one line.</returns>
    /// <exception cref="ArgumentException">There is no renderer of this name.</exception>
    /// <exception cref="EngineUnavailableException">The renderer is not built, or does not fit this library; the choice stays as it was.</exception>
    public static string Use(string name) => Use(Open(name));

    /// <summary>Shows figures from now on as a renderer writes them.</summary>
    /// <param name="renderer">Any renderer.</param>
    /// <returns>What figures are now, on one line.</returns>
    internal static string Use(IFigureRenderer renderer)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        _current = renderer;
        return $"Figures are {renderer.Description}.";
    }

    /// <summary>A figure as the current renderer writes it.</summary>
    /// <param name="figure">The figure.</param>
    internal static string ToHtml(Figure figure) => _current.ToHtml(figure);

    /// <summary>A figure for plotly, whatever the current renderer is.</summary>
    /// <param name="figure">The figure.</param>
    /// <exception cref="EngineUnavailableException">The charts are not built, or do not fit this library.</exception>
    internal static string ToPlotlyJson(Figure figure) => Charts.Value.ToPlotlyJson(figure) ?? "";
}

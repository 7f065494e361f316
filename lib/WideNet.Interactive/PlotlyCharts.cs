using System.Reflection;
using System.Runtime.Loader;
using Plotly.NET;
using Figure = WideNet.Figures.Figure;

namespace WideNet.Interactive;

/// <summary>Figures as charts of Plotly.NET.</summary>
public static class PlotlyCharts
{
    /// <summary>The figure as a chart, with the same ranges, colours and order of layers, for Plotly.NET's own functions to restyle.</summary>
    /// <param name="figure">The figure.</param>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    /// <exception cref="NotSupportedException">The host has loaded an FSharp.Core that is older than Plotly.NET needs.</exception>
    public static GenericChart ToPlotly(this Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        AssemblyName needed = typeof(GenericChart).Assembly.GetReferencedAssemblies().Single(name => name.Name == "FSharp.Core");
        return WhyNot(needed.Version!, OfHost()) is { } reason ? throw new NotSupportedException(reason) : FigureChart.Create(figure);
    }

    /// <summary>Why a host cannot have charts, or null where it can.</summary>
    /// <param name="needed">The FSharp.Core that Plotly.NET is compiled for.</param>
    /// <param name="found">That of the host, which all assemblies get that ask for an older one; null where it has none.</param>
    internal static string? WhyNot(Version needed, Version? found) => found is null || found >= needed
        ? null
        : $"This host has FSharp.Core {found.ToString(2)}, but Plotly.NET {typeof(GenericChart).Assembly.GetName().Version?.ToString(3)} "
            + $"needs {needed.ToString(2)}, so cells cannot have its charts here; FigureView.Use(\"plotly\") shows figures as such charts in any host.";

    private static Version? OfHost()
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("FSharp.Core")).GetName().Version;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}

using System.Text;

namespace WideNet.Report;

/// <summary>Files that every report has: style and scripts, kept inside of the library.</summary>
internal static class ReportAssets
{
    /// <summary>The style.</summary>
    public const string Style = "report.css";

    /// <summary>The script of every page.</summary>
    public const string Scroll = "scroll.js";

    /// <summary>plotly.js as it is called in the report.</summary>
    public const string Plotly = "plotly-cartesian.min.js";

    /// <summary>Names of the files.</summary>
    public static IReadOnlyList<string> Names { get; } = [Style, Scroll, "claims.js", "figure.js"];

    /// <summary>The content of a file.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Text(string name)
    {
        using Stream stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException(
            $"The library holds no file '{name}'.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

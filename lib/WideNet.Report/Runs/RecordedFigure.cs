using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using WideNet.Data;

namespace WideNet.Report.Runs;

/// <summary>A figure of a run: the SVG, what it says of itself, and the same figure for plotly where the run wrote it.</summary>
public sealed record RecordedFigure
{
    /// <summary>Ending of the file with a figure for plotly; the rest of its name is that of the SVG.</summary>
    public const string PlotlyEnding = ".plotly.json";

    /// <summary>File name without ending, such as <c>03-ntk-spectrum-condition-number</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Title of the figure.</summary>
    public required string Title { get; init; }

    /// <summary>Caption, axes and data in words.</summary>
    public required string Description { get; init; }

    /// <summary>Caption as HTML with nothing but sub- and superscripts; empty where it has none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>What it was drawn from: the last sentence of the description.</summary>
    public string Data => Description.LastIndexOf("Data: ", StringComparison.Ordinal) is >= 0 and var at ? Description[at..] : "";

    /// <summary>Width in CSS pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in CSS pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The SVG document.</summary>
    public required string Svg { get; init; }

    /// <summary>The object with <c>data</c> and <c>layout</c>, or null.</summary>
    public string? Plotly { get; init; }

    /// <summary>Reads a figure.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="file">Name of the SVG.</param>
    internal static RecordedFigure Read(string folder, string file)
    {
        string path = RecordedRun.Existing(folder, file), svg = File.ReadAllText(path), name = Path.GetFileNameWithoutExtension(file);
        string plotly = Path.Combine(folder, name + PlotlyEnding);
        try
        {
            XElement root = XDocument.Parse(svg).Root!;
            return new RecordedFigure
            {
                Name = name,
                Title = Text(root, "title") ?? name,
                Description = Text(root, "desc") ?? "",
                Width = Pixels(root, "width"),
                Height = Pixels(root, "height"),
                Svg = svg,
                Plotly = File.Exists(plotly) ? File.ReadAllText(plotly) : null,
            };
        }
        catch (Exception error) when (error is XmlException or FormatException)
        {
            throw new DataFormatException($"{path} is not a figure as a run writes it ({error.Message}); run again.", error);
        }
    }

    private static string? Text(XElement root, string name) => root.Element(root.Name.Namespace + name)?.Value;

    private static int Pixels(XElement root, string name) =>
        (int)Math.Ceiling(double.Parse((string?)root.Attribute(name) ?? throw new FormatException($"it has no {name}"), CultureInfo.InvariantCulture));
}

using WideNet.Report.Html;

namespace WideNet.Report.Pages;

/// <summary>A page before it is framed.</summary>
internal sealed record Page
{
    /// <summary>Its address inside the report, such as <c>figures/03-ntk-spectrum-condition-number.html</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands in its main part.</summary>
    public required Markup Content { get; init; }

    /// <summary>File names of the scripts it loads from the folder assets, besides the one of every page.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Class of the main part: <c>wide</c> for tables and galleries, empty for prose.</summary>
    public string Class { get; init; } = "";
}

using System.Text;
using System.Text.RegularExpressions;

namespace WideNet.Report.Runs;

/// <summary>Figures as notebooks store them: an image that carries its SVG, and a caption below it.</summary>
internal static partial class StoredPicture
{
    /// <summary>Finds the images; the first group is the alternative text, the second the SVG in base 64, the third the caption with its scripts.</summary>
    [GeneratedRegex(
        "<img alt=\"([^\"]*)\" src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)\">(?:<p>((?:[^<]|</?su[bp]>)*)</p>)?",
        RegexOptions.CultureInvariant)]
    public static partial Regex Pattern();

    /// <summary>The SVG of a match.</summary>
    public static string Svg(Match match) => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[2].Value));

    /// <summary>The caption of a match as HTML; empty where it has none.</summary>
    public static string Caption(Match match) => match.Groups[3].Value;
}

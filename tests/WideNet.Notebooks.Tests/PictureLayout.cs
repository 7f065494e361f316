using System.Globalization;
using System.Xml.Linq;

namespace WideNet.Notebooks.Tests;

/// <summary>Lays texts out as a reader with DejaVu Sans sees them, the widest font that pictures name, and finds what stands where it should not.</summary>
internal static class PictureLayout
{
    // Advance widths in thousandths of the font size, read from DejaVu Sans 2.37 and its bold face: U+0020 to U+007E, then the characters named.
    private const string Others = "ξζχκνλγσηρδβμτθαφπψωΘΣ−±×∞½→·–‖√∝⟨⟩≤≥≈…²³\u0304";
    private static readonly int[] Regular =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
        558, 544, 578, 589, 559, 592, 592, 634, 634, 635, 612, 638, 636, 602, 612, 659,
        660, 602, 660, 837, 787, 632, 838, 838, 838, 833, 969, 838, 318, 500, 500, 637,
        714, 390, 390, 838, 838, 838, 1000, 401, 401, 0,
    ];

    private static readonly int[] Heavy =
    [
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
        696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580,
        1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
        733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500,
        500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
        716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
        591, 591, 645, 710, 681, 633, 681, 779, 712, 716, 687, 716, 736, 638, 687, 687,
        782, 791, 794, 869, 850, 683, 838, 838, 838, 833, 1035, 838, 380, 500, 500, 667,
        712, 457, 457, 838, 838, 838, 1000, 438, 438, 0,
    ];

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Texts that leave the picture, their legend or their plot, or meet another text.</summary>
    /// <param name="svg">The picture.</param>
    public static IReadOnlyList<string> Faults(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        var page = new Area(0, 0, Number(root, "width"), Number(root, "height"));
        Area[] legends = [.. root.Descendants(Svg + "rect").Where(r => (string?)r.Attribute("rx") == "3").Select(AreaOf)];
        IEnumerable<XElement> frames = root.Descendants(Svg + "g").Where(g => (string?)g.Attribute("fill") == "none").SelectMany(g => g.Elements(Svg + "rect"));
        Area[] plots = [.. frames.Select(AreaOf)];
        (string Text, Area Area)[] texts = [.. root.Descendants(Svg + "text").Select(t => (t.Value, TextArea(t)))];
        Assert.NotEmpty(texts);
        return
        [
            .. from text in texts where !page.Holds(text.Area) select $"'{text.Text}' leaves the picture",
            .. from text in texts
               from box in legends.Concat(plots.Where(plot => plot.Right - plot.Left > 20))
               where box.Holds(text.Area.Middle) && !box.Holds(text.Area)
               select $"'{text.Text}' leaves its box",
            .. from i in Enumerable.Range(0, texts.Length)
               from j in Enumerable.Range(0, i)
               where texts[i].Area.Meets(texts[j].Area)
               select $"'{texts[j].Text}' and '{texts[i].Text}' meet",
        ];
    }

    /// <summary>Curves whose colour or pattern no key and no text of the picture explains, where there are several.</summary>
    /// <param name="svg">The picture.</param>
    public static IReadOnlyList<string> Unexplained(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        XElement[] paths = [.. root.Descendants(Svg + "path")];
        XElement[] lines = [.. paths.Where(path => path.Attribute("stroke-linejoin") is not null && path.Attribute("stroke-opacity") is null)];
        XElement[] keys = [.. lines.Where(IsKey)], curves = [.. lines.Where(line => !IsKey(line))];
        IEnumerable<string> fills = paths.Concat(root.Descendants(Svg + "text")).Select(shape => (string?)shape.Attribute("fill") ?? "");
        IEnumerable<XElement> crosses = paths.Where(path => (string?)path.Attribute("stroke-width") == "1.6"); // the one mark that is not filled
        HashSet<string> colors = [.. keys.Concat(crosses).Select(Color), .. fills], patterns = [.. keys.Select(Pattern), "solid"];
        bool isOne = curves.Select(curve => Color(curve) + Pattern(curve)).Distinct().Count() < 2;
        return isOne ? [] :
        [
            .. curves.Where(curve => !colors.Contains(Color(curve)) || !patterns.Contains(Pattern(curve)))
                .Select(curve => $"nothing explains a {Pattern(curve)} line of {Color(curve)}").Distinct(),
        ];
    }

    private static bool IsKey(XElement line) =>
        line.Attribute("d")!.Value is { } d && d.EndsWith("h24", StringComparison.Ordinal) && d.Count(char.IsLetter) == 2;

    private static string Color(XElement line) => (string?)line.Attribute("stroke") ?? "";

    private static string Pattern(XElement line)
    {
        double[] dash = [.. ((string?)line.Attribute("stroke-dasharray") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        return dash.Length == 0 ? "solid" : dash.Length == 4 ? "dash-dotted" : dash[0] > dash[1] ? "dashed" : "dotted";
    }

    // Capitals and digits reach three quarters of the size above the base line, tails a fifth below it.
    private static Area TextArea(XElement text)
    {
        (double x, double y, double size) = (Number(text, "x"), Number(text, "y"), Number(text, "font-size"));
        int[] widths = (string?)text.Attribute("font-weight") == "bold" ? Heavy : Regular;
        double width = 0, line = 0, top = 0, bottom = 0;
        foreach (XNode node in text.Nodes())
        {
            XElement? script = node as XElement;
            line += script is null ? 0 : Number(script, "dy");
            width += script is null ? 0 : Number(script, "dx");
            double own = script?.Attribute("font-size") is null ? size : Number(script, "font-size");
            width += own / 1000 * (script?.Value ?? ((XText)node).Value).Sum(c => widths[Index(c)]);
            (top, bottom) = (Math.Min(top, line - (0.75 * own)), Math.Max(bottom, line + (0.22 * own)));
        }

        if (text.Attribute("transform") is not null) return new Area(x + top, y - (width / 2), x + bottom, y + (width / 2));
        double left = x - ((string?)text.Attribute("text-anchor") switch { "middle" => width / 2, "end" => width, _ => 0 });
        return new Area(left, y + top, left + width, y + bottom);
    }

    private static int Index(char c)
    {
        int index = c is >= ' ' and <= '~' ? c - ' ' : 95 + Others.IndexOf(c, StringComparison.Ordinal);
        return index >= 95 && Others.IndexOf(c, StringComparison.Ordinal) < 0
            ? throw new InvalidOperationException($"A picture writes '{c}'; add its width in DejaVu Sans here and in TextMetrics.")
            : index;
    }

    private static Area AreaOf(XElement rect) =>
        new(Number(rect, "x"), Number(rect, "y"), Number(rect, "x") + Number(rect, "width"), Number(rect, "y") + Number(rect, "height"));

    private static double Number(XElement element, string attribute) => element.Attribute(attribute) is { } value ? Parse(value.Value) : 0;

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Area(double Left, double Top, double Right, double Bottom)
    {
        private const double Slack = 0.5; // pixels: coordinates are rounded

        public Area Middle => new((Left + Right) / 2, (Top + Bottom) / 2, (Left + Right) / 2, (Top + Bottom) / 2);

        public bool Holds(Area other) =>
            other.Left > Left - Slack && other.Right < Right + Slack && other.Top > Top - Slack && other.Bottom < Bottom + Slack;

        public bool Meets(Area other) => Math.Min(Right, other.Right) - Math.Max(Left, other.Left) > Slack
            && Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top) > Slack;
    }
}

using System.CommandLine;
using System.Globalization;

namespace WideNet.Cli;

/// <summary>Depths as they are written on the command line: numbers and ranges, such as <c>1..20</c> or <c>1,2,4,10..30</c>.</summary>
internal static class DepthList
{
    /// <summary>An option whose value is a list of depths.</summary>
    public static Option<IReadOnlyList<int>> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "LIST",
        Required = true,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Parse(text) is { } depths) return depths;
            result.AddError($"{name} is '{text}'; it must be increasing whole numbers from 1 and ranges of them, such as 1..20 or 1,2,4,10..30.");
            return [];
        },
    };

    /// <summary>The depths, or null if the text is no such list.</summary>
    public static IReadOnlyList<int>? Parse(string text)
    {
        const int most = 100_000;
        var depths = new List<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || !Whole(ends[0], out int first) || !Whole(ends[^1], out int last)) return null;
            if (first <= (depths.Count == 0 ? 0 : depths[^1]) || last < first || last > most) return null;
            depths.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return depths;
    }

    private static bool Whole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

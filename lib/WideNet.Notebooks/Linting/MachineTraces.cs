using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Linting;

/// <summary>Finds what tells one machine or one hour from another.</summary>
internal static partial class MachineTraces
{
    /// <summary>Absolute paths under the usual roots of Unix and on the drives of Windows.</summary>
    public static IEnumerable<string> FindPaths(string text) => AbsolutePath().Matches(text).Select(match => match.Value).Distinct();

    /// <summary>Times of day with seconds, alone or behind a date.</summary>
    public static IEnumerable<string> FindTimes(string text) => TimeOfDay().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex(
        @"(?<![\w.$~:/-])/(?:home|root|Users|tmp|var|usr|opt|mnt|work|workspace|etc|private|srv|media|Volumes|builds?)/[\w./-]+"
        + @"|\bfile:///[\w./-]+|(?<!\w)[A-Za-z]:\\[\w.\\-]+",
        RegexOptions.CultureInvariant)]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?![\d:])", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();
}

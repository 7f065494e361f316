using System.CommandLine;
using System.Globalization;
using WideNet.Activations;
using WideNet.Data;

namespace WideNet.Cli;

/// <summary>Options that several verbs share, with messages in the program's own words.</summary>
internal static class Options
{
    /// <summary><c>--case DIR</c>.</summary>
    public static Option<string> Case(string description) => new("--case") { Description = description, HelpName = "DIR", Required = true };

    /// <summary><c>--out DIR</c>.</summary>
    public static Option<string?> Out(string description) => new("--out") { Description = description, HelpName = "DIR" };

    /// <summary>Refuses an output folder through which a file of the case folder would be replaced: its arrays are what others compare with.</summary>
    /// <remarks>By what paths lead to, so that neither a link to the folder nor one to a file in it gets past.</remarks>
    /// <param name="command">The command of both options.</param>
    /// <param name="folder"><c>--case</c>.</param>
    /// <param name="output"><c>--out</c>.</param>
    /// <param name="arrays">Names of arrays that are written.</param>
    public static void KeepAnswers(Command command, Option folder, Option output, params string[] arrays) => command.Validators.Add(result =>
    {
        string? Given(Option option) => result.GetResult(option)?.Tokens is [{ Value: { Length: > 0 } value }] ? value : null;
        if (Given(folder) is not { } read || Given(output) is not { } written || !Directory.Exists(read)) return;
        HashSet<string> kept = [.. Directory.GetFiles(read).Select(RealPath.Of)];
        string? replaced = arrays.Select(name => name + ".npy").FirstOrDefault(name => kept.Contains(RealPath.Of(Path.Combine(written, name))));
        if (replaced is null) return;
        string what = RealPath.AreSame(read, written) ? "is the case folder itself" : "leads into the case folder";
        result.AddError($"--out {what}, whose {replaced} it would replace: {written}; name another folder.");
    });

    /// <summary><c>--check</c>.</summary>
    public static Option<bool> Check(string description) => new("--check") { Description = description };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs instead of a table." };

    /// <summary><c>--activation</c>.</summary>
    /// <param name="unlessGiven">The one that is taken unless another is given; null where one must be.</param>
    public static Option<string> Activation(string? unlessGiven = null) => new("--activation")
    {
        Description = $"Nonlinearity φ: {string.Join(", ", ActivationCatalog.Names)}.",
        HelpName = "NAME",
        Required = unlessGiven is null,
        DefaultValueFactory = unlessGiven is null ? null : _ => unlessGiven,
    };

    /// <summary>An option whose value is a number.</summary>
    /// <param name="name">Name with its dashes.</param>
    /// <param name="description">Meaning, unit and range.</param>
    public static Option<double?> Number(string name, string description) => Parsed<double>(
        name, description, "a number", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null);

    /// <summary>An option whose value is a whole number.</summary>
    /// <param name="name">Name with its dashes.</param>
    /// <param name="description">Meaning and unit.</param>
    /// <param name="least">The smallest that is taken.</param>
    public static Option<int?> Whole(string name, string description, int least = 1) => Parsed<int>(
        name, description, Invariant($"a whole number from {least}"),
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least ? value : null);

    /// <summary>An option whose value is one of a few words.</summary>
    /// <param name="name">Name with its dashes.</param>
    /// <param name="description">Meaning.</param>
    /// <param name="words">The words; the first is the default.</param>
    public static Option<string> OneOf(string name, string description, params string[] words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        DefaultValueFactory = _ => words[0],
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!words.Contains(text))
            {
                result.AddError($"{name} is '{text}'; it must be {string.Join(" or ", words)}.");
            }

            return text;
        },
    };

    private static Option<T?> Parsed<T>(string name, string description, string what, Func<string, T?> parse)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = "NUMBER",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                T? value = parse(text);
                if (value is null) result.AddError($"{name} is '{text}'; it must be {what}.");
                return value;
            },
        };
}

namespace WideNet.Results;

/// <summary>Where a number comes from: the run that produced a claim's measurement or a table's rows.</summary>
public sealed record Provenance
{
    /// <summary>Notebook or command, such as <c>03-ntk-spectrum</c>.</summary>
    public required string Notebook { get; init => field = RequireLine(value, nameof(Notebook)); }

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Data in words, such as <c>CIFAR-10, 64 of 50,000 training images</c>, or <c>theory, no data</c>.</summary>
    public required string Dataset { get; init => field = RequireLine(value, nameof(Dataset)); }

    /// <summary>Sizes in words, such as <c>m = 64, n = 32, 400 layers</c>, or empty.</summary>
    public string Sizes { get; init => field = RequireLine(value, nameof(Sizes), mayBeEmpty: true); } = "";

    /// <summary>Seeds in words, such as <c>1..5</c>, or empty where nothing is random.</summary>
    public string Seeds { get; init => field = RequireLine(value, nameof(Seeds), mayBeEmpty: true); } = "";

    /// <summary>One line with everything known.</summary>
    public override string ToString()
    {
        string text = $"{Notebook}, {PresetName(Preset)} preset; {Dataset}";
        text += Sizes.Length > 0 ? $"; {Sizes}" : "";
        return Seeds.Length > 0 ? $"{text}; seeds {Seeds}" : text;
    }

    /// <summary>On one line whether results were computed or kept, and what an edit then needs: how the cell of a measurement ends.</summary>
    /// <param name="results">How <see cref="ResultCache"/> was asked for them: <c>compute</c>, <c>cached</c> or <c>record</c>.</param>
    public string Origin(string results) => results switch
    {
        "cached" => $"Drawn from kept results ({PresetName(Preset)} preset). An edit of what is measured needs results = \"compute\"; with preset = \"quick\" "
            + "that takes seconds.",
        "record" => $"Computed here ({PresetName(Preset)} preset) and kept in data/results.",
        _ => $"Computed here ({PresetName(Preset)} preset).",
    };

    /// <summary>The preset with a name, as notebooks and command lines give it; capitals do not matter.</summary>
    /// <param name="name"><c>quick</c>, <c>standard</c> or <c>paper</c>.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static Preset PresetOf(string name) =>
        Enum.GetValues<Preset>().Cast<Preset?>().FirstOrDefault(preset => PresetName(preset!.Value).Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The preset is '{name}'; it must be quick, standard or paper.");

    /// <summary>Name of a preset as it is written in files and on the command line.</summary>
    /// <param name="preset">The preset.</param>
    internal static string PresetName(Preset preset) => preset switch
    {
        Preset.Quick => "quick",
        Preset.Standard => "standard",
        Preset.Paper => "paper",
        _ => throw new ArgumentException(Invariant($"The preset {(int)preset} is none of quick, standard, paper."), nameof(preset)),
    };

    private static string RequireLine(string value, string name, bool mayBeEmpty = false)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        bool good = (mayBeEmpty || !string.IsNullOrWhiteSpace(value)) && !value.AsSpan().ContainsAny('\r', '\n');
        return good ? value : throw new ArgumentException($"{name} of a run is '{value}'; it must be one line{(mayBeEmpty ? "" : " and not empty")}.", name);
    }
}

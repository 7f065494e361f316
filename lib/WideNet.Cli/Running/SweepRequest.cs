using System.Globalization;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>What a user asked of a sweep; the definition of the figure reads its parameters by name.</summary>
/// <param name="preset">Sizes.</param>
/// <param name="dataset">Name of the data set.</param>
/// <param name="dataDirectory">Its folder, or empty to search.</param>
/// <param name="engine">What computes.</param>
/// <param name="parameters">Overrides by name, of those of the notebook that <see cref="SweepCatalog"/> lists; 0 and empty mean what the preset has, as in the
/// notebooks.</param>
internal sealed class SweepRequest(Preset preset, string dataset, string dataDirectory, EngineChoice engine, IReadOnlyDictionary<string, string> parameters)
{
    private readonly List<string> _known = [];

    /// <summary>Sizes.</summary>
    public Preset Preset { get; } = preset;

    /// <summary>What computes.</summary>
    public EngineChoice Engine { get; } = engine;

    /// <summary>Name of the data set.</summary>
    public string Dataset { get; } = dataset;

    /// <summary>Its folder, or empty to search.</summary>
    public string DataDirectory { get; } = dataDirectory;

    /// <summary>The images.</summary>
    public DatasetRequest Data(int trainCount, int testCount, SubsetRule subset = SubsetRule.First) =>
        new(Dataset, trainCount, testCount, DataDirectory, subset);

    /// <summary>A whole number.</summary>
    public int Whole(string name, int preset)
    {
        string text = Text(name, "0");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value == 0 ? preset : value
            : throw new ArgumentException($"The parameter {name} is '{text}'; it must be a whole number.");
    }

    /// <summary>A number.</summary>
    public double Number(string name, double preset)
    {
        string text = Text(name, "");
        if (text.Length == 0) return preset;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new ArgumentException($"The parameter {name} is '{text}'; it must be a finite number.");
    }

    /// <summary>A text.</summary>
    public string Text(string name, string preset)
    {
        _known.Add(name);
        return parameters.TryGetValue(name, out string? text) ? text : preset;
    }

    /// <summary>Refuses overrides that no one has read.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public void RequireAllRead(string figure)
    {
        if (parameters.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"The sweep {figure} has no parameter '{unknown}'; there are {string.Join(", ", _known)}.");
        }
    }
}

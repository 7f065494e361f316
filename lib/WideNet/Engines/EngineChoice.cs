using WideNet.Results;
using WideNet.Training;

namespace WideNet.Engines;

/// <summary>The engine and device that an experiment trains its networks on, by the parameters <c>engine</c> and <c>device</c> of a notebook or a
/// sweep.</summary>
/// <remarks>
/// <c>auto</c> is the engine cpu for quick and standard, whatever is installed, so that their numbers are the same everywhere; for paper it is a CUDA device
/// if the engine torchsharp is built and sees one. Random numbers, initial parameters and batches do not depend on the engine. Shown by EngineChoiceTests.
/// </remarks>
public sealed class EngineChoice
{
    /// <summary>The name that lets the preset choose.</summary>
    public const string Automatic = "auto";

    private const string BuiltInName = "cpu";

    private readonly string _engine, _device;
    private readonly Lazy<ITrainingEngine> _training;

    private EngineChoice(string engine, string device, Func<IComputeEngine> open)
    {
        (_engine, _device) = (engine, device);
        _training = new(() => open().Training(device));
    }

    /// <summary>The engine that is always there.</summary>
    public static EngineChoice BuiltIn { get; } = new(BuiltInName, "cpu", () => new CpuEngine());

    /// <summary>What <c>engine</c> may be: <see cref="Automatic"/> and the names of all engines.</summary>
    public static IReadOnlyList<string> Names { get; } = [Automatic, .. EngineCatalog.Names];

    /// <summary>Name of engine and device, such as <c>cpu</c> or <c>torchsharp on cuda:0</c>.</summary>
    public string Name => IsBuiltIn ? _engine : $"{_engine} on {_device}";

    /// <summary>Why the preset's own choice could not be had, on one line; empty if it could.</summary>
    public string Notice { get; private init; } = "";

    /// <summary>Whether this is the engine cpu, whose results carry no engine in their settings.</summary>
    public bool IsBuiltIn => _engine == BuiltInName;

    /// <summary>Trains networks and evaluates them; opened when it is first asked for.</summary>
    /// <exception cref="EngineUnavailableException">The engine is not built, or the device is not there.</exception>
    public ITrainingEngine Training => _training.Value;

    // Without the number of a device.
    private string Kind => _device.Split(':')[0];

    /// <summary>The choice of a user.</summary>
    /// <param name="engine">One of <see cref="Names"/>.</param>
    /// <param name="device"><c>cpu</c>, <c>cuda</c>, <c>cuda:n</c>, or empty for the engine's first device.</param>
    /// <param name="preset">Preset of the run; it matters for <see cref="Automatic"/> only.</param>
    /// <param name="folders">Folders that may hold optional engines; null for <see cref="OptionalAssembly.SearchFolders"/>.</param>
    /// <exception cref="ArgumentException">There is no engine of this name.</exception>
    /// <exception cref="EngineUnavailableException">The engine cpu has no such device.</exception>
    public static EngineChoice Of(string engine, string device, Preset preset, IEnumerable<string>? folders = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!Names.Contains(engine)) throw new ArgumentException($"'{engine}' is not an engine; the engines are {string.Join(", ", Names)}.", nameof(engine));
        if (engine == Automatic)
        {
            if (preset == Preset.Paper) return BestOf(device, () => EngineCatalog.Open(OptionalAssembly.TorchSharp.Name, folders));
            engine = BuiltInName;
        }

        if (engine != BuiltInName) return new EngineChoice(engine, device.Length == 0 ? "cpu" : device, () => EngineCatalog.Open(engine, folders));
        _ = new CpuEngine().Training(device.Length == 0 ? null : device);
        return BuiltIn;
    }

    /// <summary>The device of a name, or without one the first CUDA device of an engine, if both are there; else the engine cpu with a notice.</summary>
    internal static EngineChoice BestOf(string device, Func<IComputeEngine> open)
    {
        if (device == "cpu") return BuiltIn;
        string reason;
        try
        {
            IComputeEngine engine = open();
            string? found = device.Length > 0 ? device : engine.Devices().FirstOrDefault(name => name.StartsWith("cuda", StringComparison.Ordinal));
            if (found is not null) return new EngineChoice(engine.Name, found, () => engine);
            reason = $"the engine {engine.Name} sees no CUDA device here";
        }
        catch (EngineUnavailableException e) when (device.Length == 0)
        {
            reason = e.Message.TrimEnd('.');
        }

        return new EngineChoice(BuiltInName, "cpu", () => new CpuEngine())
        {
            Notice = $"The preset paper is meant for a CUDA device, but computes on the engine cpu: {reason}.",
        };
    }

    /// <summary>Name and notice on one line.</summary>
    public override string ToString() => Notice.Length == 0 ? Name : $"{Name}. {Notice}";

    /// <summary>Names the engine among the settings of results, unless it is the engine cpu.</summary>
    /// <remarks>Kind of device without its number: shards that two devices of one kind computed belong together.</remarks>
    /// <param name="settings">The settings.</param>
    internal ResultSettings AddTo(ResultSettings settings)
    {
        if (IsBuiltIn) return settings;
        settings.Add("engine", _engine);
        settings.Add("device", Kind);
        return settings;
    }

    /// <summary>Sizes in words with the engine after them, unless it is the engine cpu.</summary>
    /// <param name="sizes">The sizes.</param>
    internal string Describe(string sizes) => IsBuiltIn ? sizes : $"{sizes}; {_engine} on {Kind}";
}

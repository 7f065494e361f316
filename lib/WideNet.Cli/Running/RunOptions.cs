using System.CommandLine;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>Options of every verb that executes notebooks.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _preset = Options.OneOf("--preset", "Sizes of the run.", "quick", "standard", "paper");
    private readonly Option<string> _dataset = Options.OneOf(
        "--dataset", "Images to use; synthetic ones are labelled as such everywhere.", [.. DatasetCatalog.Names]);
    private readonly Option<string?> _dataDirectory =
        new("--data-dir") { Description = "Folder of the data set; the default searches CIFAR10_DIR, data/raw and the sample.", HelpName = "DIR" };
    private readonly Option<string> _engine = EngineOptions.EngineOfPreset();
    private readonly Option<string?> _device = EngineOptions.Device();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_preset);
        command.Options.Add(_dataset);
        command.Options.Add(_dataDirectory);
        command.Options.Add(_engine);
        command.Options.Add(_device);
    }

    /// <summary>The settings as the notebooks' parameters.</summary>
    public IReadOnlyDictionary<string, string> Settings(ParseResult parse) => new Dictionary<string, string>
    {
        ["preset"] = parse.GetRequiredValue(_preset),
        ["dataset"] = parse.GetRequiredValue(_dataset),
        ["dataDir"] = parse.GetValue(_dataDirectory) is { } folder ? Path.GetFullPath(folder) : "",
        ["engine"] = parse.GetRequiredValue(_engine),
        ["device"] = parse.GetValue(_device) ?? "",
    };

    /// <summary>The engine, opened unless it is the engine cpu, so that what is missing is said before anything is computed.</summary>
    /// <param name="session">Receives a notice where the preset's own choice cannot be had.</param>
    /// <param name="parse">The parsed command line.</param>
    /// <exception cref="EngineUnavailableException">The engine is not built, or the device is not there.</exception>
    public EngineChoice Engine(Session session, ParseResult parse)
    {
        IReadOnlyDictionary<string, string> settings = Settings(parse);
        EngineChoice engine = EngineChoice.Of(settings["engine"], settings["device"], PresetOf(settings));
        _ = engine.Training;
        if (engine.Notice.Length > 0) session.Error.WriteLine($"reproduce: {engine.Notice}");
        return engine;
    }

    /// <summary>Refuses an engine where none is used.</summary>
    /// <param name="parse">The parsed command line.</param>
    /// <param name="reason">Why none is used, as the end of a sentence.</param>
    /// <exception cref="ArgumentException">One is named.</exception>
    public void RequireNoEngine(ParseResult parse, string reason)
    {
        IReadOnlyDictionary<string, string> settings = Settings(parse);
        string? named = settings["engine"] is not (EngineChoice.Automatic or "cpu") ? "engine" : settings["device"] is not ("" or "cpu") ? "device" : null;
        if (named is not null) throw new ArgumentException($"--{named} is '{settings[named]}', but {reason}; leave it out.");
    }

    /// <summary>The settings as a sweep takes them.</summary>
    public SweepRequest Request(ParseResult parse, EngineChoice engine, IReadOnlyDictionary<string, string> parameters)
    {
        IReadOnlyDictionary<string, string> settings = Settings(parse);
        return new SweepRequest(PresetOf(settings), settings["dataset"], settings["dataDir"], engine, parameters);
    }

    /// <summary><c>-p name=value</c>, as often as wanted.</summary>
    public static Option<string[]> Parameters() => new("-p", "--parameter")
    {
        Description = "A notebook parameter to override.",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
        Validators =
        {
            result =>
            {
                foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text.IndexOf('=', StringComparison.Ordinal) < 1))
                {
                    result.AddError($"-p is '{text}'; it must be name=value.");
                }
            },
        },
    };

    /// <summary>The overrides by name; the last of a name counts.</summary>
    /// <param name="pairs">Texts <c>name=value</c>.</param>
    public static IReadOnlyDictionary<string, string> Split(IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>();
        foreach (string pair in pairs)
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            values[pair[..at]] = pair[(at + 1)..];
        }

        return values;
    }

    private static Preset PresetOf(IReadOnlyDictionary<string, string> settings) => Provenance.PresetOf(settings["preset"]);
}

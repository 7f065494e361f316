using System.CommandLine;
using WideNet.Activations;
using WideNet.Cli.Regressions;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Spectra;

namespace WideNet.Cli.Verbs;

/// <summary>The options of <c>reproduce regress</c> that say what is computed, and on which images.</summary>
internal sealed class RegressOptions
{
    private const int DefaultImages = 1000;
    private readonly Option<string> _architecture = Options.OneOf(
        "--architecture", "Convolutional with pooling, convolutional with flattening, or fully connected.", [.. Architectures.Words.Reverse()]);
    private readonly Option<string> _activation = Options.Activation();
    private readonly Option<double?> _weightVariance = Options.Number("--weight-variance", "σ_w² of the hidden layers and the read-out, at least 0.");
    private readonly Option<double?> _biasVariance = Options.Number("--bias-variance", "σ_b² of the hidden layers and the read-out, at least 0.");
    private readonly Option<double?> _readInWeightVariance = Options.Number("--read-in-weight-variance", "σ_w² of the first layer; 1 unless given.");
    private readonly Option<double?> _readInBiasVariance = Options.Number("--read-in-bias-variance", "σ_b² of the first layer; 0 unless given.");
    private readonly Option<string> _filter = new("--filter")
    {
        Description = "Rows and columns of the filter, odd, such as 3 or 3x5; 3 unless given.",
        HelpName = "N|NxN",
        DefaultValueFactory = _ => "3",
    };
    private readonly Option<string> _padding = Options.OneOf("--padding", "What a convolution sees beyond the border.", "circular", "same");
    private readonly Option<IReadOnlyList<int>> _depths = DepthList.Option(
        "--depths", "Numbers of nonlinearities, such as 1..20 or 1,2,4,10..30; one sweep serves all.");
    private readonly Option<string> _kernel = Options.OneOf("--kernel", "The kernel that labels are regressed on.", "ntk", "nngp", "both");
    private readonly Option<double?> _ridge = Options.Number("--ridge", "Ridge in units of the mean diagonal entry of the train-train kernel; 0 unless given.");
    private readonly Option<string> _dataset = Options.OneOf("--dataset", "Images.", [.. DatasetCatalog.Names]);
    private readonly Option<string?> _dataDirectory =
        new("--data-dir") { Description = "Folder with the data set's files; searched unless given.", HelpName = "DIR" };
    private readonly Option<int?> _train = Options.Whole("--train", "Training images; 1000 unless given.");
    private readonly Option<int?> _test = Options.Whole("--test", "Test images; 1000 unless given.");
    private readonly Option<string> _subset = Options.OneOf(
        "--subset", "The first images as the data come, or the first with equally many of each class.", "first", "balanced");
    private readonly Option<int?> _size = Options.Whole("--image-size", "Rows and columns after area-averaging; the images' own unless given.");
    private readonly Option<string> _normalization = Options.OneOf(
        "--normalization", "Preprocessing; theory is pixel for convolutions and channel for fully-connected networks.", "theory", "channel", "global", "unit",
        "pixel", "standard", "none");
    private readonly Option<string> _trained = Options.OneOf(
        "--trained-layers", "Layers whose parameters the tangent kernel sums over.", "all", "all-but-first", "all-but-last", "hidden");
    private readonly Option<double?> _inputVariance = Options.Number(
        "--input-variance", "x·x/n after preprocessing; q*, or 1 where there is none, unless given.");

    /// <summary>Requires the two variances.</summary>
    public RegressOptions()
    {
        _weightVariance.Required = true;
        _biasVariance.Required = true;
    }

    /// <summary>All options, in the order of the help text.</summary>
    public IReadOnlyList<Option> All =>
    [
        _architecture, _activation, _weightVariance, _biasVariance, _readInWeightVariance, _readInBiasVariance, _filter, _padding, _trained, _depths, _kernel,
        _ridge,
        _dataset, _dataDirectory, _train, _test, _subset, _size, _normalization, _inputVariance,
    ];

    /// <summary>What is computed.</summary>
    public RegressionSettings Read(ParseResult parse)
    {
        IReadOnlyList<int> depths = parse.GetRequiredValue(_depths);
        (int height, int width) = Filter(parse.GetRequiredValue(_filter));
        return new RegressionSettings
        {
            Network = new NetworkDescription
            {
                Architecture = Architectures.Parse(parse.GetRequiredValue(_architecture)),
                Activation = ActivationCatalog.Parse(parse.GetRequiredValue(_activation)),
                Depth = depths[^1],
                WeightVariance = parse.GetRequiredValue(_weightVariance)!.Value,
                BiasVariance = parse.GetRequiredValue(_biasVariance)!.Value,
                ReadInWeightVariance = parse.GetValue(_readInWeightVariance) ?? 1,
                ReadInBiasVariance = parse.GetValue(_readInBiasVariance) ?? 0,
                FilterHeight = height,
                FilterWidth = width,
                Padding = parse.GetRequiredValue(_padding) == "same" ? Padding.Zero : Padding.Circular,
                TrainsReadIn = parse.GetRequiredValue(_trained) is "all" or "all-but-last",
                TrainsReadOut = parse.GetRequiredValue(_trained) is "all" or "all-but-first",
            },
            Depths = depths,
            Kernels = parse.GetRequiredValue(_kernel) switch
            {
                "both" => [RegressionKernel.Ntk, RegressionKernel.Nngp],
                "nngp" => [RegressionKernel.Nngp],
                _ => [RegressionKernel.Ntk],
            },
            RelativeRidge = parse.GetValue(_ridge) ?? 0,
        };
    }

    /// <summary>How images become inputs.</summary>
    public Preprocessing Preprocessing(ParseResult parse, NetworkDescription network)
    {
        string normalization = parse.GetRequiredValue(_normalization);
        if (normalization == "theory") normalization = network.Architecture == Architecture.FullyConnected ? "channel" : "pixel";
        return new Preprocessing
        {
            Size = parse.GetValue(_size),
            Normalization = Data.Preprocessing.Parse(normalization),
            Variance = parse.GetValue(_inputVariance) ?? FixedPoint(network),
        };
    }

    /// <summary>Loads the images.</summary>
    public DatasetPair Load(ParseResult parse) => DatasetCatalog.Load(
        parse.GetRequiredValue(_dataset),
        parse.GetValue(_train) ?? DefaultImages,
        parse.GetValue(_test) ?? DefaultImages,
        parse.GetValue(_dataDirectory),
        parse.GetRequiredValue(_subset) == "balanced" ? SubsetRule.Balanced : SubsetRule.First);

    private static double FixedPoint(NetworkDescription network)
    {
        MeanFieldPoint theory = MeanFieldTheory.Analyze(network.Activation, network.WeightVariance, network.BiasVariance);
        return theory.QStar is > 0 and { } q && double.IsFinite(q) ? q : 1;
    }

    private static (int Height, int Width) Filter(string text)
    {
        string[] sides = text.Split('x');
        return sides.Length <= 2 && int.TryParse(sides[0], out int height) && int.TryParse(sides[^1], out int width)
            ? (height, width)
            : throw new ArgumentException($"--filter is '{text}'; it must be an odd number such as 3, or rows and columns such as 3x5.");
    }
}

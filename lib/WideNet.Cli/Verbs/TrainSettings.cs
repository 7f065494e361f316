using System.CommandLine;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Training;

namespace WideNet.Cli.Verbs;

/// <summary>The options of <c>reproduce train</c> on a data set.</summary>
internal sealed class TrainSettings
{
    private readonly Option<string> _architecture = Options.OneOf(
        "--architecture", "Fully connected, convolutional with flattening, or convolutional with pooling.", [.. Architectures.Words]);
    private readonly Option<string?> _activation =
        new("--activation") { Description = $"One of {string.Join(", ", ActivationCatalog.Names)}; erf unless given.", HelpName = "NAME" };
    private readonly Option<int?> _width = Options.Whole("--width", "Units or channels of a hidden layer; 256 unless given.");
    private readonly Option<int?> _depth = Options.Whole("--depth", "Number of nonlinearities; 3 unless given.");
    private readonly Option<double?> _weightVariance = Options.Number("--weight-variance", "σ_w², at least 0; 1.5 unless given.");
    private readonly Option<double?> _biasVariance = Options.Number("--bias-variance", "σ_b², at least 0; 0.05 unless given.");
    private readonly Option<string> _padding = Options.OneOf("--padding", "What a convolution sees beyond the border.", "circular", "same");
    private readonly Option<string> _dataset = Options.OneOf("--dataset", "Images.", [.. DatasetCatalog.Names]);
    private readonly Option<string?> _dataDirectory =
        new("--data-dir") { Description = "Folder with the data set's files; searched unless given.", HelpName = "DIR" };
    private readonly Option<int?> _train = Options.Whole("--train", "Training images; 256 unless given.");
    private readonly Option<int?> _test = Options.Whole("--test", "Test images; 256 unless given.");
    private readonly Option<int?> _size = Options.Whole("--size", "Rows and columns after area-averaging; the images' own unless given.");
    private readonly Option<int?> _steps = Options.Whole("--steps", "Steps of gradient descent; 500 unless given.", least: 0);
    private readonly Option<int?> _batch = Options.Whole("--batch", "Examples of a step; all unless given.");
    private readonly Option<double?> _rate = Options.Number("--learning-rate", "η, above 0; half of the theoretical maximum unless given.");
    private readonly Option<double?> _fraction = Options.Number(
        "--learning-rate-fraction", "η as a fraction of 2 m k/λ_max of the analytic kernel, in place of --learning-rate.");
    private readonly Option<double?> _momentum = Options.Number("--momentum", "Momentum in [0, 1); 0 unless given.");
    private readonly Option<string> _loss = Options.OneOf("--loss", "Squared error on centred labels, or cross-entropy.", "mse", "cross-entropy");
    private readonly Option<int?> _seed = Options.Whole("--seed", "Seed of initial parameters and batches; 0 unless given.", least: 0);
    private readonly Option<bool> _subtract = new("--subtract-initial-output") { Description = "Train f - f_0 in place of f." };
    private readonly Option<string?> _checkpoint =
        new("--checkpoint") { Description = "Keep the state of the run in this file, and go on from it.", HelpName = "FILE" };
    private readonly Option<string> _engine = EngineOptions.Engine();
    private readonly Option<string?> _device = EngineOptions.Device();

    public IReadOnlyList<Option> All =>
    [
        _architecture, _activation, _width, _depth, _weightVariance, _biasVariance, _padding, _dataset, _dataDirectory, _train, _test, _size,
        _steps, _batch, _rate, _fraction, _momentum, _loss, _seed, _subtract, _checkpoint, _engine, _device,
    ];

    public TrainRequest Read(ParseResult parse)
    {
        if (parse.GetValue(_rate) is not null && parse.GetValue(_fraction) is not null)
        {
            throw new ArgumentException("--learning-rate and --learning-rate-fraction are both given; give one of them.");
        }

        return new TrainRequest
        {
            Network = new NetworkDescription
            {
                Architecture = Architectures.Parse(parse.GetRequiredValue(_architecture)),
                Activation = ActivationCatalog.Parse(parse.GetValue(_activation) ?? "erf"),
                Depth = parse.GetValue(_depth) ?? 3,
                WeightVariance = parse.GetValue(_weightVariance) ?? 1.5,
                BiasVariance = parse.GetValue(_biasVariance) ?? 0.05,
                Padding = parse.GetValue(_padding) == "same" ? Padding.Zero : Padding.Circular,
            },
            Width = parse.GetValue(_width) ?? 256,
            Dataset = parse.GetValue(_dataset)!,
            DataDirectory = parse.GetValue(_dataDirectory),
            Train = parse.GetValue(_train) ?? 256,
            Test = parse.GetValue(_test) ?? 256,
            Size = parse.GetValue(_size),
            Steps = parse.GetValue(_steps) ?? 500,
            Batch = parse.GetValue(_batch),
            LearningRate = parse.GetValue(_rate),
            Fraction = parse.GetValue(_fraction) ?? 0.5,
            Momentum = parse.GetValue(_momentum) ?? 0,
            Loss = parse.GetValue(_loss) == "mse" ? LossFunction.MeanSquaredError : LossFunction.CrossEntropy,
            Seed = parse.GetValue(_seed) ?? 0,
            SubtractInitialOutput = parse.GetValue(_subtract),
            CheckpointFile = parse.GetValue(_checkpoint),
            Engine = EngineCatalog.Open(parse.GetValue(_engine)!).Training(parse.GetValue(_device)),
        };
    }
}

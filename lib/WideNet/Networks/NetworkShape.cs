using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>A finite network: a description that the kernels share, with a width, an input shape and a number of outputs.</summary>
/// <remarks>
/// FCN: Dense → [φ → Dense] × depth. CNN: Conv → [φ → Conv] × (depth - 1) → φ → flatten (C, H, W order) or mean over pixels → Dense.
/// Convolutions have stride 1 and are cross-correlations. The parameter vector holds W0, b0, W1, b1, … one after the other; all entries
/// are drawn from N(0, 1) and the variances stand in front of them (NTK parameterisation).
/// </remarks>
public sealed record NetworkShape
{
    /// <summary>Architecture, activation, depth, variances, filter and padding.</summary>
    public required NetworkDescription Description
    {
        get;
        init => field = value is null ? throw new ArgumentNullException(nameof(value))
            : value.DropoutKeep < 1 ? throw new ArgumentException(
                Invariant($"{nameof(NetworkDescription.DropoutKeep)} is {value.DropoutKeep}; finite networks are trained without dropout, so it must be 1."))
            : value.Block != HiddenBlock.Plain ? throw new ArgumentException(
                $"{nameof(NetworkDescription.Block)} is {value.Block}; finite networks are made of {nameof(HiddenBlock.Plain)} blocks only.")
            : value;
    }

    /// <summary>Units or channels of every hidden layer, at least 1.</summary>
    public required int Width { get; init => field = AtLeast(value, 1, nameof(Width)); }

    /// <summary>Rows of an input image, at least 1.</summary>
    public required int InputHeight { get; init => field = AtLeast(value, 1, nameof(InputHeight)); }

    /// <summary>Columns of an input image, at least 1.</summary>
    public required int InputWidth { get; init => field = AtLeast(value, 1, nameof(InputWidth)); }

    /// <summary>Channels of an input image, at least 1.</summary>
    public required int InputChannels { get; init => field = AtLeast(value, 1, nameof(InputChannels)); }

    /// <summary>Number of outputs k, at least 1.</summary>
    public required int Outputs { get; init => field = AtLeast(value, 1, nameof(Outputs)); }

    /// <summary>Pixels of an image, d = H·W.</summary>
    public int Pixels => InputHeight * InputWidth;

    /// <summary>Numbers of one input.</summary>
    public int InputSize => checked(Pixels * InputChannels);

    /// <summary>Number of parameters.</summary>
    /// <exception cref="ArgumentException">There are more than 2^31 - 1.</exception>
    public int ParameterCount
    {
        get
        {
            // In floating point, so that no product overflows; exact as far as an int reaches.
            bool isDense = Description.Architecture == Architecture.FullyConnected;
            double taps = isDense ? 1 : (double)Description.FilterHeight * Description.FilterWidth;
            double first = isDense ? (double)InputChannels * InputHeight * InputWidth : InputChannels;
            double last = Description.Architecture == Architecture.ConvolutionalFlatten ? (double)Width * InputHeight * InputWidth : Width;
            double count = (((taps * first) + 1) * Width) + ((Description.Depth - 1.0) * ((taps * Width) + 1) * Width) + ((last + 1) * Outputs);
            return count <= int.MaxValue ? (int)count : throw new ArgumentException(
                Invariant($"A network of width {Width} and depth {Description.Depth} has {count:G4} parameters; at most {int.MaxValue} ")
                    + "can be held, so take a smaller width or depth.");
        }
    }

    /// <summary>The shape that reads a batch of inputs.</summary>
    /// <param name="description">Architecture, activation, depth, variances, filter and padding.</param>
    /// <param name="inputs">Inputs whose image size and channels are taken.</param>
    /// <param name="width">Units or channels of every hidden layer, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public static NetworkShape For(NetworkDescription description, InputBatch inputs, int width, int outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new NetworkShape
        {
            Description = description,
            Width = width,
            InputHeight = inputs.Height,
            InputWidth = inputs.Width,
            InputChannels = inputs.Channels,
            Outputs = outputs,
        };
    }

    /// <summary>The layers from the input to the read-out, depth + 1 of them.</summary>
    /// <exception cref="ArgumentException">The network has more than 2^31 - 1 parameters.</exception>
    public IReadOnlyList<LayerShape> Layers()
    {
        _ = ParameterCount;
        bool convolutional = Description.Architecture != Architecture.FullyConnected;
        var layers = new List<LayerShape>(Description.Depth + 1);
        int offset = 0;
        for (int l = 0; l <= Description.Depth; l++)
        {
            bool last = l == Description.Depth;
            LayerShape layer = Layer(l, offset, convolutional && !last, InputsOf(l), last ? Outputs : Width);
            layers.Add(layer);
            offset = checked((int)(offset + ((long)layer.Outputs * layer.Inputs * layer.Taps) + layer.Outputs));
        }

        return layers;
    }

    /// <summary>Checks that inputs have the image size and channels of this network.</summary>
    /// <param name="inputs">Inputs.</param>
    /// <param name="name">Name of the argument in the message.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void RequireFits(InputBatch inputs, string name = "inputs")
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Height != InputHeight || inputs.Width != InputWidth || inputs.Channels != InputChannels)
        {
            throw new ArgumentException(Invariant($"The {name} are {inputs}, but the network reads images {InputHeight}×{InputWidth}×{InputChannels}."), name);
        }
    }

    /// <summary>Checks that so many parameters are those of this network.</summary>
    /// <param name="parameters">Number of parameters given.</param>
    /// <param name="name">Name of the argument in the message.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal void RequireParameters(int parameters, string name = "parameters")
    {
        if (parameters == ParameterCount) return;
        string message = Invariant($"The network has {ParameterCount} parameters, but {parameters} were given; they belong to another network.");
        throw new ArgumentException(message, name);
    }

    /// <summary>Checks that inputs fit this network and that ∂L/∂f fits both.</summary>
    /// <param name="inputs">Inputs.</param>
    /// <param name="outputGradient">∂L/∂f, [inputs, outputs].</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal void RequireGradient(InputBatch inputs, Matrix outputGradient)
    {
        RequireFits(inputs);
        ArgumentNullException.ThrowIfNull(outputGradient);
        if (outputGradient.Rows == inputs.Count && outputGradient.Columns == Outputs) return;
        string given = Invariant($"{outputGradient.Rows}×{outputGradient.Columns}"), needed = Invariant($"{inputs.Count}×{Outputs}");
        string message = Invariant($"The output gradient is {given}, but {inputs.Count} inputs and {Outputs} outputs need {needed}.");
        throw new ArgumentException(message, nameof(outputGradient));
    }

    private int InputsOf(int layer) => (layer, Description.Architecture) switch
    {
        (0, Architecture.FullyConnected) => InputSize,
        (0, _) => InputChannels,
        (var l, Architecture.ConvolutionalFlatten) when l == Description.Depth => checked(Width * Pixels),
        _ => Width,
    };

    private LayerShape Layer(int index, int offset, bool convolution, int inputs, int outputs)
    {
        NetworkDescription net = Description;
        double? weight = index == 0 ? net.ReadInWeightVariance : index == net.Depth ? net.ReadOutWeightVariance : null;
        double? bias = index == 0 ? net.ReadInBiasVariance : index == net.Depth ? net.ReadOutBiasVariance : null;
        int height = convolution ? net.FilterHeight : 1, width = convolution ? net.FilterWidth : 1;
        return new LayerShape
        {
            Index = index,
            Inputs = inputs,
            Outputs = outputs,
            FilterHeight = height,
            FilterWidth = width,
            IsConvolution = convolution,
            WeightScale = Math.Sqrt((weight ?? net.WeightVariance) / ((double)inputs * height * width)),
            BiasScale = Math.Sqrt(bias ?? net.BiasVariance),
            WeightOffset = offset,
            IsTrained = (index > 0 || net.TrainsReadIn) && (index < net.Depth || net.TrainsReadOut),
        };
    }

    /// <summary>A size that has a least value.</summary>
    /// <exception cref="ArgumentException">It is smaller.</exception>
    internal static int AtLeast(int value, int least, string name) =>
        value >= least ? value : throw new ArgumentException(Invariant($"{name} is {value}; it must be at least {least}."));
}

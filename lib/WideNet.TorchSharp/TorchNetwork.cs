using System.Numerics;
using TorchSharp;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using Padding = WideNet.Kernels.Padding;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>A finite network whose parameters are tensors: z = WeightScale · W * φ + BiasScale · b, layer by layer as <see cref="NetworkShape"/>
/// says.</summary>
/// <remarks>Weights lie as in the library's parameter vector, [out, in] or [out, in, row, column]; images are NCHW, so a CNN-F flattens in C, H, W
/// order.</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class TorchNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Examples of a pass at most, and activations of all its layers: about five copies of them are alive at once.
    private const int MostExamplesPerPass = 256, ActivationsOnCpu = 1 << 27, ActivationsOnCuda = 1 << 30;

    private readonly NetworkShape _shape;
    private readonly IReadOnlyList<LayerShape> _layers;
    private readonly torch.Device _device;
    private readonly Func<Tensor, Tensor> _activation;
    private readonly bool _isConvolutional;
    private readonly bool _isCircular;

    /// <summary>Puts parameters on a device; they belong to the open dispose scope.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="parameters">W0, b0, W1, b1, ….</param>
    /// <param name="device">The device.</param>
    public TorchNetwork(NetworkShape shape, ReadOnlySpan<T> parameters, torch.Device device)
    {
        NetworkDescription description = shape.Description;
        _shape = shape;
        _layers = shape.Layers();
        _device = device;
        _activation = TorchActivation.Function(description.Activation);
        _isConvolutional = description.Architecture != Architecture.FullyConnected;
        _isCircular = description.Padding == Padding.Circular;
        if (_isConvolutional && _isCircular && (description.FilterHeight / 2 > shape.InputHeight || description.FilterWidth / 2 > shape.InputWidth))
        {
            throw new NotSupportedException(
                Invariant($"Circular padding of the engine torchsharp wraps once, but the filter {description.FilterHeight}×{description.FilterWidth} ")
                    + Invariant($"reaches further around images of {shape.InputHeight}×{shape.InputWidth}; use the engine cpu."));
        }

        var tensors = new List<Tensor>();
        foreach (LayerShape layer in _layers)
        {
            long[] weight = [.. layer.WeightDimensions.Select(n => (long)n)];
            tensors.Add(TorchArrays.Upload(parameters.Slice(layer.WeightOffset, layer.WeightCount).ToArray(), weight, device).requires_grad_());
            tensors.Add(TorchArrays.Upload(parameters.Slice(layer.BiasOffset, layer.Outputs).ToArray(), [layer.Outputs], device).requires_grad_());
        }

        Parameters = tensors;
        long perExample = (long)description.Depth * shape.Width * (_isConvolutional ? shape.Pixels : 1);
        ExamplesPerPass = (int)Math.Clamp((device.type == DeviceType.CUDA ? ActivationsOnCuda : ActivationsOnCpu) / perExample, 1, MostExamplesPerPass);
    }

    /// <summary>W0, b0, W1, b1, …, which gradients are taken by.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>Examples that go through the network at a time, so that memory is bounded for any network and number of examples.</summary>
    public int ExamplesPerPass { get; }

    /// <summary>Inputs as the network reads them: vectors in (row, column, channel) order, or images NCHW.</summary>
    public Tensor ToTensor(InputBatch inputs)
    {
        var values = new T[inputs.Values.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Narrow(inputs.Values[i]);
        if (!_isConvolutional) return TorchArrays.Upload(values, [inputs.Count, inputs.FeatureCount], _device);
        Tensor images = TorchArrays.Upload(values, [inputs.Count, inputs.Height, inputs.Width, inputs.Channels], _device);
        return images.permute(0, 3, 1, 2).contiguous();
    }

    /// <summary>The outputs f [n, k].</summary>
    /// <param name="inputs">What <see cref="ToTensor"/> gave, or rows of it.</param>
    public Tensor Forward(Tensor inputs)
    {
        Tensor h = inputs;
        for (int l = 0; l < _layers.Count; l++)
        {
            LayerShape layer = _layers[l];
            if (_isConvolutional && !layer.IsConvolution) h = ReadOut(h);
            Tensor weight = Parameters[2 * l], bias = Parameters[(2 * l) + 1].Times(layer.BiasScale);
            h = layer.IsConvolution
                ? Convolve(h, weight).ScaleBy(layer.WeightScale).Increase(bias.view(1, -1, 1, 1))
                : h.matmul(weight.transpose(0, 1)).ScaleBy(layer.WeightScale).Increase(bias);
            if (l < _layers.Count - 1) h = _activation(h);
        }

        return h;
    }

    /// <summary>The outputs f [n, k] of any number of examples, without gradients.</summary>
    public Matrix Outputs(Tensor inputs)
    {
        using IDisposable noGradient = torch.no_grad();
        int count = (int)inputs.shape[0];
        var result = new Matrix(count, _shape.Outputs);
        for (int first = 0; first < count; first += ExamplesPerPass)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            T[] values = TorchArrays.Download<T>(Forward(inputs.narrow(0, first, Math.Min(ExamplesPerPass, count - first))));
            for (int i = 0; i < values.Length; i++) result.Values[(first * _shape.Outputs) + i] = double.CreateTruncating(values[i]);
        }

        return result;
    }

    /// <summary>A double in the network's precision.</summary>
    public static T Narrow(double value) => typeof(T) == typeof(double) ? (T)(object)value : (T)(object)(float)value;

    private Tensor Convolve(Tensor images, Tensor weight)
    {
        long height = _shape.Description.FilterHeight / 2, width = _shape.Description.FilterWidth / 2;
        if (!_isCircular) return torch.nn.functional.conv2d(images, weight, padding: [height, width]);
        Tensor padded = height + width == 0 ? images : torch.nn.functional.pad(images, new long[] { width, width, height, height }, PaddingModes.Circular);
        return torch.nn.functional.conv2d(padded, weight);
    }

    private Tensor ReadOut(Tensor images) => _shape.Description.Architecture == Architecture.ConvolutionalPool
        ? images.mean([2, 3])
        : images.reshape(images.shape[0], _shape.Width * _shape.Pixels);
}

using TorchSharp;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>The library's conventions for tensors that a notebook's own modules compute with: initial parameters and the loss.</summary>
/// <remarks>
/// A module whose parameters are drawn from the splits that <see cref="Networks.InitialParameters"/> takes starts as the same network as the built-in engine's.
/// Shown by TorchConventionsTests and, in cells, by TorchSharpNotebookTests. Tensors belong to the dispose scope that is open.
/// </remarks>
public static class TorchConventions
{
    /// <summary>Says at once, and in words, that networks of TorchSharp cannot be trained here: the last line of a notebook's first cell.</summary>
    /// <exception cref="TorchSharpMissingException">The native library is not there or cannot be loaded; <c>reproduce run</c> reports it and goes
    /// on.</exception>
    public static void RequireTorchSharp() => Require(TorchNatives.Require);

    /// <summary>Why TorchSharp cannot compute here, on one line; null where it can. For a cell that compares with TorchSharp and goes on without.</summary>
    /// <remarks>Loads the native library under the settings that it needs, like <see cref="RequireTorchSharp"/>.</remarks>
    public static string? WhatIsMissing() => WhatIsMissing(TorchNatives.Require)?.Message;

    /// <summary>The same, of whatever loads the native library.</summary>
    internal static void Require(Action load)
    {
        if (WhatIsMissing(load) is { } missing) throw new TorchSharpMissingException($"This notebook needs TorchSharp. {missing.Message}", missing);
    }

    private static EngineUnavailableException? WhatIsMissing(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (EngineUnavailableException e)
        {
            return e;
        }
    }

    /// <summary>Independent N(0, 1) numbers: those that the stream gives in double precision, rounded to the tensor's.</summary>
    /// <param name="stream">Source of the numbers, such as <c>stream.Split("weight").Split(layer)</c>.</param>
    /// <param name="shape">Shape, such as [out, in]; filled row by row.</param>
    /// <param name="precision">Float32, unless given as Float64.</param>
    /// <exception cref="ArgumentException">A dimension is not positive, or the precision is another one.</exception>
    public static Tensor Normal(RandomStream stream, IReadOnlyList<long> shape, torch.ScalarType precision = torch.ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(size => size < 1)) throw new ArgumentException($"The shape is {Text(shape)}; every dimension must be at least 1.", nameof(shape));
        if (precision is not (torch.ScalarType.Float32 or torch.ScalarType.Float64))
        {
            throw new ArgumentException($"The precision is {precision}; it must be Float32 or Float64.", nameof(precision));
        }

        double[] values = new double[shape.Aggregate(1L, (product, size) => checked(product * size))];
        stream.FillNormal(values);
        using Tensor exact = torch.tensor(values, [.. shape]);
        return exact.to_type(precision, copy: true);
    }

    /// <summary>The loss Σ (f - y)² / (2 m k), with half the mean squared error's size, so that the gradient flow is df/dt = -Θ (f - y)/(m k).</summary>
    /// <param name="outputs">f, [m, k].</param>
    /// <param name="targets">y, [m, k].</param>
    /// <returns>A number that gradients can be taken of; its value is that of <see cref="Training.Loss.Mean"/>.</returns>
    /// <exception cref="ArgumentException">The shapes differ or are not [m, k].</exception>
    public static Tensor MeanSquaredError(Tensor outputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (outputs.dim() != 2 || !outputs.shape.SequenceEqual(targets.shape))
        {
            throw new ArgumentException(
                $"Outputs of shape {Text(outputs.shape)} and targets of shape {Text(targets.shape)} do not fit; both must be [m, k].", nameof(targets));
        }

        using Tensor error = outputs.sub(targets), squares = error.mul(error), mean = squares.mean();
        return mean.Times(0.5);
    }

    /// <summary>Images as vectors, [m, features].</summary>
    /// <param name="inputs">The images; each is read row by row, channels last.</param>
    /// <param name="precision">Float32, unless given as Float64.</param>
    public static Tensor Inputs(InputBatch inputs, torch.ScalarType precision = torch.ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using Tensor exact = torch.tensor(inputs.Values.ToArray(), [inputs.Count, inputs.FeatureCount]);
        return exact.to_type(precision, copy: true);
    }

    /// <summary>Labels as whole numbers, [m].</summary>
    /// <param name="images">The images.</param>
    public static Tensor Labels(LabeledDataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return torch.tensor([.. images.Labels.ToArray().Select(label => (long)label)]);
    }

    /// <summary>The share of examples whose largest output is that of their label.</summary>
    /// <param name="outputs">f, [m, k].</param>
    /// <param name="labels">Labels, [m].</param>
    public static double Accuracy(Tensor outputs, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labels);
        using DisposeScope scope = torch.NewDisposeScope();
        return outputs.detach().argmax(1).eq(labels).to_type(torch.ScalarType.Float64).mean().item<double>();
    }

    /// <summary>All entries, row by row, in double precision.</summary>
    /// <param name="tensor">Any tensor.</param>
    public static double[] Numbers(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using DisposeScope scope = torch.NewDisposeScope();
        return TorchArrays.Download<double>(tensor.detach().to_type(torch.ScalarType.Float64));
    }

    /// <summary>The root of the sum of squares of all entries.</summary>
    /// <param name="tensor">Any tensor; it is summed in double precision.</param>
    public static double Norm(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor exact = tensor.detach().to_type(torch.ScalarType.Float64);
        return Math.Sqrt(exact.mul(exact).sum().item<double>());
    }

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}

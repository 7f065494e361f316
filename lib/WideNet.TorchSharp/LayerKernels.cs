using TorchSharp;
using WideNet.Numerics;
using WideNet.Spectra;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>The tangent kernel of a network of tensors by layer, Θ^(l)_ab = (1/k) Σ_i (∂f_i(a)/∂θ_l)·(∂f_i(b)/∂θ_l), and Θ = Σ_l r_l Θ^(l) for rates
/// r_l.</summary>
/// <remarks>
/// r_l multiplies the learning rate of layer l: 1 in NTK parameterisation, 1/s_l² with s_l the scale of the layer's weights in standard parameterisation.
/// Kernel, linearisation and largest learning rate take the same factors. Against the library's <see cref="Networks.EmpiricalKernel"/>, finite differences
/// and each other: LayerKernelsTests.
/// </remarks>
public sealed class LayerKernels
{
    // Numbers of per-example gradients that are alive at a time, at most.
    private const long MostNumbers = 1 << 25;

    private LayerKernels(IReadOnlyList<Matrix> layers) => Layers = layers;

    /// <summary>Θ^(l), [m, m] or [m, m'], from the read-in to the read-out.</summary>
    public IReadOnlyList<Matrix> Layers { get; }

    /// <summary>The kernels of any network by automatic differentiation, one backward pass an example and output.</summary>
    /// <param name="network">From inputs [n, …] to outputs [n, k], each row from its own example alone.</param>
    /// <param name="layers">The parameters of each layer; outputs depend on every one.</param>
    /// <param name="inputs">The m examples a.</param>
    /// <param name="others">The examples b, or null for the same.</param>
    /// <remarks>The definition. Blocks of parameters bound the memory; each block repeats the passes.</remarks>
    /// <exception cref="ArgumentException">The output of an example changes with the others, as under batch normalisation.</exception>
    public static LayerKernels Of(Func<Tensor, Tensor> network, IReadOnlyList<IReadOnlyList<Tensor>> layers, Tensor inputs, Tensor? others = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(inputs);
        RequireSeparateExamples(network, inputs);
        return new([.. layers.Select(layer => OfLayer(network, layer, inputs, others))]);
    }

    /// <summary>The same kernels of a network of dense layers, one backward pass an output: the gradient by W_l is an outer product of ∂f/∂u_l and
    /// h_l.</summary>
    /// <param name="passes">What each layer read and gave for the m examples a, with gradients recorded.</param>
    /// <param name="others">The same for the examples b, or null for the same examples.</param>
    /// <exception cref="ArgumentException">There is no layer, or the two passes have different numbers of layers or outputs.</exception>
    public static LayerKernels OfDense(IReadOnlyList<DensePass> passes, IReadOnlyList<DensePass>? others = null)
    {
        ArgumentNullException.ThrowIfNull(passes);
        if (passes.Count == 0) throw new ArgumentException("There is no layer; give what each layer read and gave.", nameof(passes));
        others ??= passes;
        long outputs = passes[^1].Output.shape[1];
        if (others.Count != passes.Count || others[^1].Output.shape[1] != outputs)
        {
            throw new ArgumentException(
                Invariant($"The passes have {passes.Count} and {others.Count} layers, {outputs} and {others[^1].Output.shape[1]} outputs; both must come ")
                    + "from one network.", nameof(others));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] left = Deltas(passes), right = ReferenceEquals(passes, others) ? left : Deltas(others);
        return new([.. passes.Select((pass, l) => ToMatrix(Products(pass, others[l], left[l], right[l]).ScaleBy(1.0 / outputs)))]);
    }

    /// <summary>Θ = Σ_l r_l Θ^(l) of networks of dense layers with one output, [..., m, m'] in double precision: leading dimensions, such as one seed each,
    /// go through.</summary>
    /// <param name="passes">What each layer read, [m, in] or [..., m, in], and gave, [..., m, out], with gradients recorded.</param>
    /// <param name="others">The same for the examples b, or null for the same examples.</param>
    /// <param name="rates">r_l of each layer, null for 1; layers with rate 0 are left out.</param>
    /// <exception cref="ArgumentException">There is no layer, the passes or rates do not fit, or there is more than one output.</exception>
    public static Tensor OfOneOutput(IReadOnlyList<DensePass> passes, IReadOnlyList<DensePass>? others = null, IReadOnlyList<double>? rates = null)
    {
        ArgumentNullException.ThrowIfNull(passes);
        others ??= passes;
        double[] r = [.. rates ?? [.. passes.Select(_ => 1.0)]];
        if (passes.Count == 0 || others.Count != passes.Count || r.Length != passes.Count)
        {
            throw new ArgumentException(
                $"The passes have {passes.Count} and {others.Count} layers and there are {r.Length} rates; give one of each for every layer.", nameof(passes));
        }

        long outputs = passes[^1].Output.shape[^1];
        if (outputs != 1) throw new ArgumentException(Invariant($"The networks have {outputs} outputs; this kernel is that of one output."), nameof(passes));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] left = Deltas(passes), right = ReferenceEquals(passes, others) ? left : Deltas(others);
        Tensor? sum = null;
        for (int l = 0; l < r.Length; l++)
        {
            if (r[l] == 0) continue;
            Tensor part = Products(passes[l], others[l], left[l], right[l]);
            if (r[l] != 1) part.ScaleBy(r[l]);
            sum = sum is null ? part : sum.Increase(part);
        }

        return (sum ?? throw new ArgumentException("All rates are 0; give one layer a rate.", nameof(rates))).MoveToOuterDisposeScope();
    }

    /// <summary>Θ = Σ_l r_l Θ^(l).</summary>
    /// <param name="rates">r_l of each layer; null for 1.</param>
    /// <exception cref="ArgumentException">There are not as many rates as layers.</exception>
    public Matrix Sum(IReadOnlyList<double>? rates = null)
    {
        double[] r = Rates(rates);
        var sum = new Matrix(Layers[0].Rows, Layers[0].Columns);
        for (int l = 0; l < r.Length; l++)
        {
            for (int i = 0; i < sum.Values.Length; i++) sum.Values[i] += r[l] * Layers[l].Values[i];
        }

        return sum;
    }

    /// <summary>tr(r_l Θ^(l))/tr Θ of each layer; the kernels are those of one set of examples.</summary>
    /// <param name="rates">r_l of each layer; null for 1.</param>
    /// <exception cref="ArgumentException">There are not as many rates as layers, or the kernels are not square.</exception>
    public double[] Shares(IReadOnlyList<double>? rates = null)
    {
        if (Layers[0].Rows != Layers[0].Columns) throw new ArgumentException(
            Invariant($"The kernels are {Layers[0].Rows}×{Layers[0].Columns}; a trace needs the same examples on both sides."));
        double[] r = Rates(rates);
        double[] traces = [.. Layers.Select((kernel, l) => r[l] * Enumerable.Range(0, kernel.Rows).Sum(a => kernel[a, a]))];
        return [.. traces.Select(trace => trace / traces.Sum())];
    }

    /// <summary>η_theory = 2 m k/λ_max(Σ_l r_l Θ^(l)), below which descent on the loss Σ (f - y)²/(2 m k) converges in the kernel regime.</summary>
    /// <param name="outputs">k.</param>
    /// <param name="rates">r_l of each layer; null for 1.</param>
    /// <exception cref="ArgumentException">There are not as many rates as layers, or the kernels are not square.</exception>
    public double MaximumLearningRate(int outputs, IReadOnlyList<double>? rates = null) => KernelSpectrum.Of(Sum(rates)).MaximumLearningRateOfMeanLoss(outputs);

    private double[] Rates(IReadOnlyList<double>? rates) => rates is null
        ? [.. Layers.Select(_ => 1.0)]
        : rates.Count == Layers.Count ? [.. rates] : throw new ArgumentException(
            $"There are {rates.Count} rates, but {Layers.Count} layers; give one for each.", nameof(rates));

    // ∂f_i(a)/∂u_l(a) of all examples a at once, the outputs i side by side: no example's output depends on another's layers.
    private static Tensor[] Deltas(IReadOnlyList<DensePass> passes)
    {
        Tensor f = passes[^1].Output;
        Tensor[] layers = [.. passes.Select(pass => pass.Output)];
        IList<Tensor>[] each =
        [
            .. Enumerable.Range(0, (int)f.shape[^1]).Select(i => torch.autograd.grad([f.select(-1, i).sum()], layers, retain_graph: true)),
        ];
        return [.. layers.Select((_, l) => torch.cat([.. each.Select(deltas => deltas[l])], -1).to_type(torch.ScalarType.Float64))];
    }

    // Σ_i δ_i(a)·δ_i(b) times s² h(a)·h(b) + b².
    private static Tensor Products(DensePass pass, DensePass other, Tensor left, Tensor right)
    {
        Tensor h = pass.Input.detach().to_type(torch.ScalarType.Float64);
        Tensor g = ReferenceEquals(pass.Input, other.Input) ? h : other.Input.detach().to_type(torch.ScalarType.Float64);
        Tensor inner = h.matmul(g.transpose(-2, -1)).ScaleBy(pass.WeightScale * pass.WeightScale);
        if (pass.BiasScale != 0) inner = inner.Plus(pass.BiasScale * pass.BiasScale);
        return left.matmul(right.transpose(-2, -1)).mul_(inner);
    }

    private static void RequireSeparateExamples(Func<Tensor, Tensor> network, Tensor inputs)
    {
        if (inputs.shape[0] < 2) return;
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor together = network(inputs).narrow(0, 0, 1), alone = network(inputs.narrow(0, 0, 1));
        if (TorchConventions.Norm(together.sub(alone)) <= 1e-3 * TorchConventions.Norm(together)) return;
        throw new ArgumentException(
            "The output of an example changes with the others, as under batch normalisation: such a network has no tangent kernel of single examples.",
            nameof(network));
    }

    private static Matrix OfLayer(Func<Tensor, Tensor> network, IReadOnlyList<Tensor> layer, Tensor inputs, Tensor? others)
    {
        long count = layer.Sum(tensor => tensor.NumberOfElements), most = Math.Max(1, MostNumbers / (inputs.shape[0] + (others?.shape[0] ?? 0)));
        var sum = new Matrix((int)inputs.shape[0], (int)(others ?? inputs).shape[0]);
        for (long first = 0; first < count; first += most)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long length = Math.Min(most, count - first);
            Tensor f = network(inputs);
            Tensor? g = others is null ? null : network(others);
            for (long i = 0; i < f.shape[1]; i++)
            {
                Tensor left = Jacobian(f, i, layer, first, length), right = g is null ? left : Jacobian(g, i, layer, first, length);
                double[] part = TorchArrays.Download<double>(left.matmul(right.t()).to_type(torch.ScalarType.Float64));
                for (int j = 0; j < part.Length; j++) sum.Values[j] += part[j] / f.shape[1];
            }
        }

        return sum;
    }

    // ∂f_i(a)/∂θ for every example a and the parameters first … first + length - 1 of a layer, [m, length].
    private static Tensor Jacobian(Tensor outputs, long output, IReadOnlyList<Tensor> layer, long first, long length) => torch.stack(
    [
        .. Enumerable.Range(0, (int)outputs.shape[0]).Select(a =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            IList<Tensor> gradients = torch.autograd.grad([outputs[a, output]], [.. layer], retain_graph: true);
            Tensor row = torch.cat([.. gradients.Select(gradient => gradient.flatten())]);
            return row.narrow(0, first, length).clone().MoveToOuterDisposeScope();
        }),
    ]);

    private static Matrix ToMatrix(Tensor kernel) =>
        new((int)kernel.shape[0], (int)kernel.shape[1], TorchArrays.Download<double>(kernel.to_type(torch.ScalarType.Float64)));
}

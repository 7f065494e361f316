using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>The parameters of a network layer by layer: a step with a rate for each layer, copies at chosen times, and layers put back to a copy.</summary>
/// <remarks>Shown by LayerParametersTests.</remarks>
public sealed class LayerParameters
{
    /// <summary>Takes the parameters themselves, not copies.</summary>
    /// <param name="layers">The parameters of each layer, weights and biases; gradients are taken by them.</param>
    /// <exception cref="ArgumentException">There is no layer, or a layer without a parameter.</exception>
    public LayerParameters(IEnumerable<IReadOnlyList<Tensor>> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = [.. layers];
        if (Layers.Count == 0 || Layers.Any(layer => layer.Count == 0))
            throw new ArgumentException("There is no layer, or one without a parameter; leave such layers out.", nameof(layers));
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<IReadOnlyList<Tensor>> Layers { get; }

    /// <summary>One step of gradient descent, θ_l ← θ_l - η r_l ∂L/∂θ_l.</summary>
    /// <param name="loss">L, one number whose gradient was recorded.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="rates">r_l of each layer, null for 1; a layer with rate 0 is not trained.</param>
    /// <exception cref="ArgumentException">There are not as many rates as layers.</exception>
    public void Step(Tensor loss, double learningRate, IReadOnlyList<double>? rates = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (rates is not null && rates.Count != Layers.Count) throw new ArgumentException(
            $"There are {rates.Count} rates, but {Layers.Count} layers; give one for each.", nameof(rates));
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor Parameter, double Rate)[] trained =
        [
            .. Layers.SelectMany((layer, l) => layer.Select(parameter => (parameter, learningRate * (rates?[l] ?? 1)))).Where(pair => pair.Item2 != 0),
        ];
        IList<Tensor> gradients = torch.autograd.grad([loss], [.. trained.Select(pair => pair.Parameter)]);
        using IDisposable noGradient = torch.no_grad();
        foreach (((Tensor parameter, double rate), Tensor gradient) in trained.Zip(gradients)) parameter.Increase(gradient, -rate);
    }

    /// <summary>Copies of all parameters as they are now, which no later step changes; they belong to the dispose scope that is open.</summary>
    public IReadOnlyList<IReadOnlyList<Tensor>> Keep() =>
        [.. Layers.Select(layer => (IReadOnlyList<Tensor>)[.. layer.Select(parameter => parameter.detach().clone())])];

    /// <summary>Gives layers the values of a copy, weights and biases; the others stay as they are.</summary>
    /// <param name="kept">What <see cref="Keep"/> gave, of this or another network of the same shape.</param>
    /// <param name="layers">Indices of the layers; none means all.</param>
    /// <exception cref="ArgumentException">The copy has other layers or shapes.</exception>
    public void Put(IReadOnlyList<IReadOnlyList<Tensor>> kept, params IReadOnlyList<int> layers)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(layers);
        if (kept.Count != Layers.Count) throw new ArgumentException(
            $"The copy has {kept.Count} layers, the network {Layers.Count}; they must be of one shape.", nameof(kept));
        using IDisposable noGradient = torch.no_grad();
        foreach (int l in layers.Count == 0 ? [.. Enumerable.Range(0, Layers.Count)] : layers)
        {
            bool fits = kept[l].Count == Layers[l].Count && kept[l].Zip(Layers[l]).All(pair => pair.First.shape.SequenceEqual(pair.Second.shape));
            if (!fits) throw new ArgumentException(
                Invariant($"Layer {l} of the copy has other shapes than the network's; they must be of one shape."), nameof(kept));
            foreach ((Tensor from, Tensor to) in kept[l].Zip(Layers[l])) to.copy_(from);
        }
    }

    /// <summary>A number that is measured while one layer has the values of a copy; afterwards the network is as it was.</summary>
    /// <param name="kept">What <see cref="Keep"/> gave, of this or another network of the same shape.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="measure">Measures the network; tensors that it makes are disposed of at its end.</param>
    /// <exception cref="ArgumentException">The copy has other layers or shapes.</exception>
    public double With(IReadOnlyList<IReadOnlyList<Tensor>> kept, int layer, Func<double> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyList<IReadOnlyList<Tensor>> own = Keep();
        Put(kept, layer);
        try
        {
            return measure();
        }
        finally
        {
            Put(own, layer);
        }
    }
}

using System.Numerics;
using WideNet.Compute.Backpropagation;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>A finite-width network with its parameters: outputs, and gradients by backpropagation written by hand.</summary>
/// <typeparam name="T"><see cref="float"/> for training, <see cref="double"/> for checks; the source is the same.</typeparam>
/// <remarks>
/// <see cref="PlainNetwork"/> is the definition; outputs and gradients agree with it (<c>PlainNetworkTests</c>), with finite differences
/// (<c>FiniteNetworkTests</c>) and with PyTorch (<c>TrainingReplayTests</c>). The same bits come out for any number of threads.
/// One instance serves one caller at a time.
/// </remarks>
public sealed class FiniteNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _parameters;
    private readonly int? _threads;
    private INetworkPass<T>? _pass;
    private int _capacity;

    /// <summary>A network with given parameters.</summary>
    /// <param name="shape">Architecture and sizes.</param>
    /// <param name="parameters">W0, b0, W1, b1, …, in the order of <see cref="NetworkShape.Layers"/>; copied.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The number of parameters is not that of the shape.</exception>
    public FiniteNetwork(NetworkShape shape, ReadOnlySpan<T> parameters, int? threads = null)
        : this(threads, shape, parameters.ToArray())
    {
    }

    // Keeps the array itself.
    internal FiniteNetwork(int? threads, NetworkShape shape, T[] parameters)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.RequireParameters(parameters.Length);
        _ = ParallelTiles.Count(threads);
        Shape = shape;
        _parameters = parameters;
        _threads = threads;
    }

    /// <summary>Architecture and sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>All parameters, W0, b0, W1, b1, …; writes go to the network.</summary>
    public Span<T> Parameters => _parameters;

    /// <summary>The outputs f(x).</summary>
    /// <param name="inputs">Inputs of the network's image size.</param>
    /// <param name="batch">Examples computed at a time, at least 1.</param>
    /// <returns>Outputs [examples, k].</returns>
    /// <exception cref="ArgumentException">The inputs do not fit the network.</exception>
    public Matrix Outputs(InputBatch inputs, int batch = 256)
    {
        Shape.RequireFits(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        return Outputs(ToData(inputs), inputs.Count, batch);
    }

    /// <summary>∇ of Σ_i Σ_j f_j(x_i) g_ij with respect to all parameters.</summary>
    /// <param name="inputs">Inputs of the network's image size.</param>
    /// <param name="outputGradient">g, [examples, k].</param>
    /// <returns>The gradient in the order of <see cref="Parameters"/>.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit the network, or g does not fit the inputs.</exception>
    public T[] Gradient(InputBatch inputs, Matrix outputGradient)
    {
        Shape.RequireGradient(inputs, outputGradient);
        var gradient = new T[_parameters.Length];
        var outputs = new T[inputs.Count * Shape.Outputs];
        Forward(ToData(inputs), Enumerable.Range(0, inputs.Count).ToArray(), outputs);
        Backward(Array.ConvertAll(outputGradient.Storage(), v => T.CreateTruncating(v)), gradient);
        return gradient;
    }

    internal static T[] ToData(InputBatch inputs)
    {
        var data = new T[inputs.Values.Length];
        for (int i = 0; i < data.Length; i++) data[i] = T.CreateTruncating(inputs.Values[i]);
        return data;
    }

    internal Matrix Outputs(T[] data, int count, int batch)
    {
        var result = new Matrix(count, Shape.Outputs);
        var outputs = new T[Math.Min(batch, count) * Shape.Outputs];
        for (int first = 0; first < count; first += batch)
        {
            int rows = Math.Min(batch, count - first);
            Forward(data, Enumerable.Range(first, rows).ToArray(), outputs);
            for (int i = 0; i < rows * Shape.Outputs; i++) result.Values[(first * Shape.Outputs) + i] = double.CreateTruncating(outputs[i]);
        }

        return result;
    }

    /// <summary>Outputs [examples, k] of some rows of <paramref name="data"/>, and the state that <see cref="Backward"/> needs.</summary>
    internal void Forward(T[] data, ReadOnlySpan<int> examples, Span<T> outputs) =>
        Pass(examples.Length).Forward(_parameters, data, examples, outputs[..(examples.Length * Shape.Outputs)]);

    /// <summary>Adds the gradient of the last forward pass, given ∂L/∂f; the target may be the parameters themselves.</summary>
    internal void Backward(ReadOnlySpan<T> outputGradient, Span<T> target)
    {
        INetworkPass<T> pass = _pass ?? throw new InvalidOperationException("A backward pass needs a forward pass before it.");
        pass.Backward(_parameters, outputGradient);
        pass.AddGradient(target);
    }

    /// <summary>A pass of its own, after its backward pass: example i of it has output <paramref name="outputs"/>[i] as its loss.</summary>
    internal INetworkPass<T> TangentPass(T[] data, ReadOnlySpan<int> examples, ReadOnlySpan<int> outputs)
    {
        INetworkPass<T> pass = NewPass(examples.Length);
        var values = new T[examples.Length * Shape.Outputs];
        pass.Forward(_parameters, data, examples, values);
        values.AsSpan().Clear();
        for (int i = 0; i < outputs.Length; i++) values[(i * Shape.Outputs) + outputs[i]] = T.One;
        pass.Backward(_parameters, values);
        return pass;
    }

    private INetworkPass<T> Pass(int examples)
    {
        if (_pass is null || examples > _capacity)
        {
            _pass = null;
            _capacity = examples;
            _pass = NewPass(examples);
        }

        return _pass;
    }

    private INetworkPass<T> NewPass(int capacity) => Shape.Description.Architecture == Architecture.FullyConnected
        ? new FullyConnectedPass<T>(Shape, capacity, _threads)
        : new ConvolutionPass<T>(Shape, capacity, _threads);
}

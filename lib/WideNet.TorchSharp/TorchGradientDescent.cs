using System.Numerics;
using TorchSharp;
using WideNet.Numerics;
using WideNet.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Gradient descent on a device of TorchSharp in one precision; losses and their gradients come from <see cref="TrainingLoss"/>, as on the
/// processor.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class TorchGradientDescent<T> : IGradientDescent
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingProblem _problem;
    private readonly TrainingOptions _options;
    private readonly torch.Device _device;
    private readonly DisposeScope _scope;
    private readonly TorchNetwork<T> _network;
    private readonly Tensor _train;
    private readonly Tensor? _test;
    private readonly IReadOnlyList<Tensor> _velocity;
    private readonly TrainingCheckpoint<T>? _checkpoint;

    /// <summary>Takes the initial parameters and the data to the device.</summary>
    public TorchGradientDescent(TrainingProblem problem, TrainingOptions options, torch.Device device)
    {
        _problem = problem;
        _options = options;
        _device = device;
        _scope = torch.NewDisposeScope();
        try
        {
            _network = new TorchNetwork<T>(problem.Shape, Array.ConvertAll(problem.Initial, TorchNetwork<T>.Narrow), device);
            _train = _network.ToTensor(problem.Train.Inputs);
            _test = problem.Test is null ? null : _network.ToTensor(problem.Test.Inputs);
            _velocity = options.Momentum == 0 ? [] : [.. _network.Parameters.Select(p => p.detach().Times(0))];
        }
        catch
        {
            _scope.Dispose();
            throw;
        }

        // Another engine's rounding would not continue the run to the bits it would have had.
        _checkpoint = options.CheckpointFile is null ? null : new TrainingCheckpoint<T>(problem, options, "|torchsharp");
    }

    public Matrix TrainOutputs() => _network.Outputs(_train);

    public Matrix? TestOutputs() => _test is null ? null : _network.Outputs(_test);

    public double? TryStep(ReadOnlySpan<int> batch, TrainingLoss loss)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double terms = loss.Terms(batch.Length), sum = 0;
        IList<Tensor>? total = null;
        int most = _network.ExamplesPerPass;
        for (int i = 0; i < batch.Length; i += most)
        {
            IList<Tensor>? part = Gradient(batch.Slice(i, Math.Min(most, batch.Length - i)), loss, terms, ref sum);
            if (part is null) return null;
            if (total is null) total = part;
            else for (int p = 0; p < part.Count; p++) total[p].Increase(part[p]);
        }

        if (!loss.IsAcceptable(sum / terms)) return null;
        Update(total!);
        return sum / terms;
    }

    public double[] Parameters() => Array.ConvertAll(Concatenate(_network.Parameters), double.CreateTruncating);

    public void Save(TrainingState state) => _checkpoint?.Write(state, Concatenate(_network.Parameters), Concatenate(_velocity));

    public TrainingState? TryRestore()
    {
        var parameters = new T[_problem.Shape.ParameterCount];
        var velocity = new T[_velocity.Count == 0 ? 0 : parameters.Length];
        TrainingState? state = _checkpoint?.TryRead(parameters, velocity);
        if (state is null) return null;
        Replace(_network.Parameters, parameters);
        Replace(_velocity, velocity);
        return state;
    }

    public void Dispose() => _scope.Dispose();

    // The gradient of the pass's part of the loss, moved to the scope of the step; null once the sum is no number.
    private IList<Tensor>? Gradient(ReadOnlySpan<int> examples, TrainingLoss loss, double terms, ref double sum)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor outputs = _network.Forward(Rows(examples));
        T[] values = TorchArrays.Download<T>(outputs);
        var gradient = new T[values.Length];
        sum += loss.Sum<T>(examples, values, 1 / terms, gradient);
        if (!double.IsFinite(sum)) return null;
        Tensor upstream = TorchArrays.Upload(gradient, [examples.Length, _problem.Shape.Outputs], _device);
        IList<Tensor> result = torch.autograd.grad([outputs], [.. _network.Parameters], [upstream]);
        foreach (Tensor tensor in result) scope.MoveToOuter(tensor);
        return result;
    }

    // v ← momentum·v + g, θ ← θ - η v.
    private void Update(IList<Tensor> gradient)
    {
        using IDisposable noGradient = torch.no_grad();
        double rate = _options.LearningRate.Value;
        for (int p = 0; p < gradient.Count; p++)
        {
            Tensor direction = gradient[p];
            if (_velocity.Count > 0) direction = _velocity[p].ScaleBy(_options.Momentum).Increase(gradient[p]);
            _network.Parameters[p].sub_(direction.Times(rate));
        }
    }

    private Tensor Rows(ReadOnlySpan<int> examples)
    {
        bool isRun = true;
        for (int i = 1; i < examples.Length && isRun; i++) isRun = examples[i] == examples[0] + i;
        if (isRun) return _train.narrow(0, examples[0], examples.Length);
        var indices = new long[examples.Length];
        for (int i = 0; i < indices.Length; i++) indices[i] = examples[i];
        return _train.index_select(0, torch.tensor(indices, [indices.Length], device: _device));
    }

    private static T[] Concatenate(IReadOnlyList<Tensor> tensors) => [.. tensors.SelectMany(TorchArrays.Download<T>)];

    private void Replace(IReadOnlyList<Tensor> tensors, T[] values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        int offset = 0;
        foreach (Tensor tensor in tensors)
        {
            int count = (int)tensor.NumberOfElements;
            tensor.copy_(TorchArrays.Upload(values.AsSpan(offset, count).ToArray(), tensor.shape, _device));
            offset += count;
        }
    }
}

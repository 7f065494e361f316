using WideNet.Data;
using WideNet.Networks;

namespace WideNet.Benchmarks;

/// <summary>Forward pass, squared loss, backward pass and update on one batch, as the engine does them.</summary>
internal sealed class TrainingStep
{
    private readonly FiniteNetwork<float> _network;
    private readonly float[] _data;
    private readonly int[] _examples;
    private readonly float[] _outputs;

    public TrainingStep(NetworkShape shape, double[] parameters, InputBatch inputs, int threads)
    {
        _network = FiniteNetwork.FromDoubles<float>(shape, parameters, threads);
        _data = FiniteNetwork<float>.ToData(inputs);
        _examples = [.. Enumerable.Range(0, inputs.Count)];
        _outputs = new float[inputs.Count * shape.Outputs];
    }

    public void Run()
    {
        _network.Forward(_data, _examples, _outputs);
        for (int i = 0; i < _outputs.Length; i++) _outputs[i] *= -0.1f / _outputs.Length;
        _network.Backward(_outputs, _network.Parameters);
    }
}

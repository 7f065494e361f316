using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Tests.Kernels;

/// <summary>A finite residual or layer-normalised network as its definition reads, in loops; the read-out has as many units as a hidden layer.</summary>
/// <remarks>Gradients of output 0 by the chain rule, layer by layer; the outputs' covariance is averaged over the units, which are alike.</remarks>
internal sealed class BlockNetwork
{
    private readonly NetworkDescription _network;
    private readonly int _width;
    private readonly double[][] _weights, _biases;
    private readonly double[][] _outputs, _gradients;

    public BlockNetwork(NetworkDescription network, InputBatch inputs, int width, RandomStream stream)
    {
        (_network, _width) = (network, width);
        _weights =
            [.. Enumerable.Range(0, network.Depth + 1).Select(l => Normal(stream.Split("weight").Split(l), width * (l == 0 ? inputs.FeatureCount : width)))];
        _biases = [.. Enumerable.Range(0, network.Depth + 1).Select(l => Normal(stream.Split("bias").Split(l), width))];
        _outputs = new double[inputs.Count][];
        _gradients = new double[inputs.Count][];
        for (int a = 0; a < inputs.Count; a++) Pass(inputs.Example(a).ToArray(), a);
    }

    private bool IsResidual => _network.Block is HiddenBlock.Residual or HiddenBlock.ResidualLayerNormalized;

    private bool IsNormalized => _network.Block is HiddenBlock.LayerNormalized or HiddenBlock.ResidualLayerNormalized;

    public double Covariance(int a, int b) => Dot(_outputs[a], _outputs[b]) / _width;

    public double TangentKernel(int a, int b) => Dot(_gradients[a], _gradients[b]);

    private void Pass(double[] x, int example)
    {
        int depth = _network.Depth;
        double[][] z = new double[depth + 1][], read = new double[depth + 1][];
        read[0] = x;
        z[0] = Dense(0, x);
        for (int l = 1; l <= depth; l++)
        {
            read[l] = [.. Normalized(z[l - 1]).Select(_network.Activation.Evaluate)];
            z[l] = Dense(l, read[l]);
            if (IsResidual) z[l] = [.. z[l].Zip(z[l - 1], (step, skip) => step + skip)];
        }

        _outputs[example] = z[depth];
        var gradient = new List<double>();
        double[] delta = new double[_width];
        delta[0] = 1;
        for (int l = depth; l >= 0; l--)
        {
            (double weightScale, double biasScale) = Scales(l, read[l].Length);
            gradient.AddRange(delta.SelectMany(d => read[l].Select(v => d * weightScale * v)));
            gradient.AddRange(delta.Select(d => d * biasScale));
            if (l > 0) delta = Backward(l, delta, z[l - 1], weightScale);
        }

        _gradients[example] = [.. gradient];
    }

    private double[] Backward(int layer, double[] delta, double[] z, double weightScale)
    {
        double[] h = Normalized(z), back = new double[_width];
        for (int i = 0; i < _width; i++)
        {
            double sum = 0;
            for (int o = 0; o < _width; o++) sum += delta[o] * _weights[layer][(o * _width) + i];
            back[i] = weightScale * sum * _network.Activation.Derivative(h[i]);
        }

        if (IsNormalized)
        {
            // h = (z - mean)/s: ∂L/∂z = (g - mean(g) - h mean(g h))/s.
            double mean = back.Average(), projection = Dot(back, h) / _width, deviation = Deviation(z);
            back = [.. back.Zip(h, (g, unit) => (g - mean - (unit * projection)) / deviation)];
        }

        return IsResidual ? [.. back.Zip(delta, (step, skip) => step + skip)] : back;
    }

    private double[] Normalized(double[] z)
    {
        if (!IsNormalized) return z;
        double mean = z.Average(), deviation = Deviation(z);
        return [.. z.Select(v => (v - mean) / deviation)];
    }

    private static double Deviation(double[] z)
    {
        double mean = z.Average();
        return Math.Sqrt(z.Average(v => (v - mean) * (v - mean)));
    }

    private double[] Dense(int layer, double[] x)
    {
        (double weightScale, double biasScale) = Scales(layer, x.Length);
        var z = new double[_width];
        for (int o = 0; o < _width; o++) z[o] = (weightScale * Dot(_weights[layer].AsSpan(o * x.Length, x.Length), x)) + (biasScale * _biases[layer][o]);
        return z;
    }

    private (double Weight, double Bias) Scales(int layer, int fanIn)
    {
        double? w = layer == 0 ? _network.ReadInWeightVariance : layer == _network.Depth ? _network.ReadOutWeightVariance : null;
        double? b = layer == 0 ? _network.ReadInBiasVariance : layer == _network.Depth ? _network.ReadOutBiasVariance : null;
        return (Math.Sqrt((w ?? _network.WeightVariance) / fanIn), Math.Sqrt(b ?? _network.BiasVariance));
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double[] Normal(RandomStream stream, int count)
    {
        var values = new double[count];
        stream.FillNormal(values);
        return values;
    }
}

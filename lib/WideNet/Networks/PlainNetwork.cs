using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>What a finite FCN, CNN-F and CNN-P are, and their gradient by the chain rule, in loops over one example. Slow, and meant to be read.</summary>
/// <remarks>
/// <para>
/// NTK parameterisation: every weight and bias is drawn from N(0, 1), and the variances stand in front of them. With filter taps t, N input
/// channels and |t| taps, layer l maps x to z_o(p) = √(σ_w²/(N |t|)) Σ_it W_oit x_i(p + t) + √σ_b² b_o at every pixel p, and x of the next
/// layer is φ(z). With circular padding a pixel p + t beyond the edge comes back on the other side, with zero padding its term is 0.
/// The read-out is dense, one pixel and one tap: a CNN-F gives it all C·d numbers as channels, channel after channel, a CNN-P the means over
/// the d pixels, Σ_p x_i(p)/d. An FCN is dense in all its layers and reads all features as channels.
/// </para>
/// <para>
/// Backwards, with δ = ∂L/∂z: ∂L/∂W_oit = scale Σ_p δ_o(p) x_i(p + t), ∂L/∂b_o = √σ_b² Σ_p δ_o(p), ∂L/∂x_i(q) = scale Σ_ot W_oit δ_o(q - t),
/// and δ of the layer below is ∂L/∂x φ'(z). Both directions run over the same terms.
/// <see cref="FiniteNetwork{T}"/> computes the same numbers fast, and PlainNetworkTests holds it to these; they also hold the gradient to
/// finite differences of the outputs.
/// </para>
/// </remarks>
internal static class PlainNetwork
{
    /// <summary>The outputs f(x).</summary>
    /// <param name="shape">Architecture and sizes.</param>
    /// <param name="parameters">W0, b0, W1, b1, …, in the order of <see cref="NetworkShape.Layers"/>.</param>
    /// <param name="inputs">Inputs of the network's image size, m examples.</param>
    /// <returns>[m, k].</returns>
    /// <exception cref="ArgumentException">The number of parameters is not that of the shape, or the inputs do not fit it.</exception>
    public static Matrix Outputs(NetworkShape shape, ReadOnlySpan<double> parameters, InputBatch inputs)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.RequireParameters(parameters.Length);
        shape.RequireFits(inputs);
        var outputs = new Matrix(inputs.Count, shape.Outputs);
        for (int a = 0; a < inputs.Count; a++)
        {
            double[,] f = Forward(shape, parameters, inputs.Example(a))[^1].Z;
            for (int o = 0; o < shape.Outputs; o++) outputs[a, o] = f[o, 0];
        }

        return outputs;
    }

    /// <summary>∇ of Σ_a Σ_o f_o(x_a) g_ao with respect to all parameters.</summary>
    /// <param name="shape">Architecture and sizes.</param>
    /// <param name="parameters">W0, b0, W1, b1, …, in the order of <see cref="NetworkShape.Layers"/>.</param>
    /// <param name="inputs">Inputs of the network's image size, m examples.</param>
    /// <param name="outputGradient">g, [m, k].</param>
    /// <returns>The gradient in the order of the parameters.</returns>
    /// <exception cref="ArgumentException">The number of parameters is not that of the shape, or the inputs or g do not fit.</exception>
    public static double[] Gradient(NetworkShape shape, ReadOnlySpan<double> parameters, InputBatch inputs, Matrix outputGradient)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.RequireParameters(parameters.Length);
        shape.RequireGradient(inputs, outputGradient);
        var gradient = new double[parameters.Length];
        for (int a = 0; a < inputs.Count; a++)
        {
            var g = new double[shape.Outputs, 1];
            for (int o = 0; o < shape.Outputs; o++) g[o, 0] = outputGradient[a, o];
            Backward(shape, parameters, Forward(shape, parameters, inputs.Example(a)), g, gradient);
        }

        return gradient;
    }

    private static List<LayerPass> Forward(NetworkShape shape, ReadOnlySpan<double> parameters, ReadOnlySpan<double> example)
    {
        Activation phi = shape.Description.Activation;
        var passes = new List<LayerPass>();
        double[,] x = Input(shape, example);
        foreach (LayerShape layer in shape.Layers())
        {
            if (layer.Index > 0) x = Map(passes[^1].Z, phi.Evaluate);
            if (layer.Index == shape.Description.Depth) x = ReadOutInput(shape, x);
            var z = new double[layer.Outputs, x.GetLength(1)];
            foreach (Term t in Terms(shape, layer)) z[t.O, t.P] += layer.WeightScale * parameters[t.Weight] * x[t.I, t.Q];
            for (int o = 0; o < layer.Outputs; o++)
            {
                for (int p = 0; p < z.GetLength(1); p++) z[o, p] += layer.BiasScale * parameters[layer.BiasOffset + o];
            }

            passes.Add(new LayerPass(x, z));
        }

        return passes;
    }

    private static void Backward(
        NetworkShape shape, ReadOnlySpan<double> parameters, List<LayerPass> passes, double[,] delta, double[] gradient)
    {
        Activation phi = shape.Description.Activation;
        foreach (LayerShape layer in shape.Layers().Reverse())
        {
            double[,] x = passes[layer.Index].X;
            var dx = new double[x.GetLength(0), x.GetLength(1)];
            foreach (Term t in Terms(shape, layer))
            {
                gradient[t.Weight] += layer.WeightScale * delta[t.O, t.P] * x[t.I, t.Q];
                dx[t.I, t.Q] += layer.WeightScale * delta[t.O, t.P] * parameters[t.Weight];
            }

            for (int o = 0; o < layer.Outputs; o++)
            {
                for (int p = 0; p < delta.GetLength(1); p++) gradient[layer.BiasOffset + o] += layer.BiasScale * delta[o, p];
            }

            if (layer.Index == 0) return;
            if (layer.Index == shape.Description.Depth) dx = ReadOutGradient(shape, dx);
            delta = Map(passes[layer.Index - 1].Z, phi.Derivative);
            for (int i = 0; i < delta.GetLength(0); i++)
            {
                for (int p = 0; p < delta.GetLength(1); p++) delta[i, p] *= dx[i, p];
            }
        }
    }

    /// <summary>The terms of a layer, those of padded zeros left out.</summary>
    private static IEnumerable<Term> Terms(NetworkShape shape, LayerShape layer)
    {
        int rows = layer.IsConvolution ? shape.InputHeight : 1, columns = layer.IsConvolution ? shape.InputWidth : 1;
        for (int w = 0; w < layer.WeightCount; w++)
        {
            int o = w / (layer.Inputs * layer.Taps), i = w / layer.Taps % layer.Inputs;
            int down = (w % layer.Taps / layer.FilterWidth) - (layer.FilterHeight / 2), right = (w % layer.FilterWidth) - (layer.FilterWidth / 2);
            for (int p = 0; p < rows * columns; p++)
            {
                int row = (p / columns) + down, column = (p % columns) + right;
                bool isInside = row >= 0 && row < rows && column >= 0 && column < columns;
                if (!isInside && shape.Description.Padding == Padding.Zero) continue;
                yield return new Term(o, i, p, (Wrapped(row, rows) * columns) + Wrapped(column, columns), layer.WeightOffset + w);
            }
        }
    }

    private static int Wrapped(int index, int count) => ((index % count) + count) % count;

    // An example lists the channels of pixel 0, then those of pixel 1, and so on.
    private static double[,] Input(NetworkShape shape, ReadOnlySpan<double> example)
    {
        int pixels = shape.Description.Architecture == Architecture.FullyConnected ? 1 : shape.Pixels;
        var x = new double[example.Length / pixels, pixels];
        for (int n = 0; n < example.Length; n++) x[n % x.GetLength(0), n / x.GetLength(0)] = example[n];
        return x;
    }

    /// <summary>What the read-out reads: x of an FCN, all of x of a CNN-F, the means over the pixels of a CNN-P.</summary>
    private static double[,] ReadOutInput(NetworkShape shape, double[,] x)
    {
        int channels = x.GetLength(0), pixels = x.GetLength(1);
        bool isPooled = shape.Description.Architecture == Architecture.ConvolutionalPool;
        var read = new double[isPooled ? channels : channels * pixels, 1];
        for (int i = 0; i < channels; i++)
        {
            for (int p = 0; p < pixels; p++) read[isPooled ? i : (i * pixels) + p, 0] += isPooled ? x[i, p] / pixels : x[i, p];
        }

        return read;
    }

    /// <summary>∂L/∂x from the derivative with respect to what the read-out read.</summary>
    private static double[,] ReadOutGradient(NetworkShape shape, double[,] dread)
    {
        bool isPooled = shape.Description.Architecture == Architecture.ConvolutionalPool;
        int pixels = shape.Description.Architecture == Architecture.FullyConnected ? 1 : shape.Pixels;
        var dx = new double[shape.Width, pixels];
        for (int i = 0; i < shape.Width; i++)
        {
            for (int p = 0; p < pixels; p++) dx[i, p] = isPooled ? dread[i, 0] / pixels : dread[(i * pixels) + p, 0];
        }

        return dx;
    }

    private static double[,] Map(double[,] z, Func<double, double> function)
    {
        var values = new double[z.GetLength(0), z.GetLength(1)];
        for (int i = 0; i < values.GetLength(0); i++)
        {
            for (int p = 0; p < values.GetLength(1); p++) values[i, p] = function(z[i, p]);
        }

        return values;
    }

    /// <summary>What a layer read, x, and made of it, z; both [channels, pixels].</summary>
    private sealed record LayerPass(double[,] X, double[,] Z);

    /// <summary>W_oit, found at <paramref name="Weight"/> among the parameters, takes x_i(q) to z_o(p), q = p + t.</summary>
    private readonly record struct Term(int O, int I, int P, int Q, int Weight);
}

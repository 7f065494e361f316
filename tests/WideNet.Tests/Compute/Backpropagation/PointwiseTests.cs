using WideNet.Activations;
using WideNet.Compute.Backpropagation;
using WideNet.Numerics;

namespace WideNet.Tests.Compute.Backpropagation;

public sealed class PointwiseTests
{
    [Theory]
    [InlineData("erf")]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("leaky_relu_0.1")]
    [InlineData("abs")]
    [InlineData("gelu")]
    public void ApplyAndBackward_AnyLength_AgreeWithTheActivation(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        Pointwise<float> single = Pointwise<float>.For(activation);
        Pointwise<double> exact = Pointwise<double>.For(activation);
        for (int length = 0; length < 40; length++)
        {
            var z = new double[length];
            var upstream = new double[length];
            new RandomStream(length).Split("z").FillNormal(z);
            new RandomStream(length).Split("upstream").FillNormal(upstream);
            if (length > 3) z[3] = 0;
            float[] zSingle = Array.ConvertAll(z, v => (float)v);
            var phi = new double[length];
            var phiSingle = new float[length];
            exact.Apply(z, phi);
            single.Apply(zSingle, phiSingle);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(activation.Evaluate(z[i]), phi[i], 1e-15);
                Assert.Equal(phi[i], phiSingle[i], 4e-7);
            }

            double[] expected = [.. z.Zip(upstream, (v, g) => g * activation.Derivative(v))];
            exact.Backward(z, upstream);
            single.Backward(zSingle, Array.ConvertAll(upstream, v => (float)v));
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(expected[i], z[i], 1e-15);
                Assert.Equal(expected[i], zSingle[i], 1e-6);
            }
        }
    }
}

using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Tests.Networks;

public sealed class InitialParametersTests
{
    // A layer of 300·300 weights is drawn in two parts. Normals of 53 bits that stand twice were drawn twice.
    [Theory]
    [InlineData(Architecture.FullyConnected, 300)]
    [InlineData(Architecture.ConvolutionalPool, 40)]
    public void Draw_AnyNetwork_NeverRepeatsANumberAndIsTheDrawOfANetwork(Architecture architecture, int width)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, "erf", width: width);
        double[] parameters = InitialParameters.Draw(shape, new RandomStream(3));
        Assert.Equal(parameters.Length, parameters.Distinct().Count());
        Assert.Equal(parameters, FiniteNetwork.Draw<double>(shape, new RandomStream(3)).Parameters.ToArray());
        Assert.Empty(parameters.Intersect(InitialParameters.Draw(shape, new RandomStream(4))));
    }
}

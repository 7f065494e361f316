using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 00: the conventions against values known from elsewhere, on images with x·x/n = 1.</summary>
public sealed class ConventionTests
{
    private static readonly InputBatch Images = DatasetCatalog.Load("cifar10", 4, 2).Preprocess(new Preprocessing { Variance = 1 }).Train.Inputs;

    private static readonly NetworkDescription Network = new()
    {
        Architecture = Architecture.FullyConnected,
        Activation = new Erf(),
        Depth = 200,
        WeightVariance = 1.5,
        BiasVariance = 0.05,
    };

    // χ_1 = 1 for Erf at σ_b² = 0.05, from 50-digit arithmetic; in double precision a few units in the last place times 1/(dχ_1/dσ_w²).
    [Fact]
    public void CriticalWeightVariance()
    {
        const double known = 1.375839007346680455163;
        Assert.Equal(known, MeanFieldTheory.CriticalWeightVariance(new Erf(), 0.05), known * 1e-12);
    }

    // q* of Erf from 50-digit arithmetic. The variance map contracts, so that after 200 layers only rounding is left.
    [Fact]
    public void VarianceFixedPoint()
    {
        const double known = 0.6017531671097203502142856;
        Matrix kernel = InfiniteNetwork.Kernel(Network, Images).Nngp;
        Assert.All(Enumerable.Range(0, Images.Count), a => Assert.Equal(1, kernel[a, a] / known, 1e-12));
    }

    // One hidden layer: σ_w² (2/π) asin(2k/√((1+2q_a)(1+2q_b))) + σ_b². Two routes to the same closed form; a few roundings.
    [Fact]
    public void ArcsineKernel()
    {
        double k = Input(0, 1), cosine = 2 * k / Math.Sqrt((1 + (2 * Input(0, 0))) * (1 + (2 * Input(1, 1))));
        double expected = (Network.WeightVariance * 2 / Math.PI * Math.Asin(cosine)) + Network.BiasVariance;
        Assert.Equal(expected, InfiniteNetwork.Kernel(Network with { Depth = 1 }, Images).Nngp[0, 1], expected * 1e-13);
    }

    private static double Input(int a, int b)
    {
        double sum = 0;
        for (int i = 0; i < Images.FeatureCount; i++) sum += Images.Example(a)[i] * Images.Example(b)[i];
        return (Network.WeightVariance * sum / Images.FeatureCount) + Network.BiasVariance;
    }
}

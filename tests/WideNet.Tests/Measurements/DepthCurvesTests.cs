using WideNet.Activations;
using WideNet.Data;
using WideNet.Measurements;

namespace WideNet.Tests.Measurements;

public sealed class DepthCurvesTests
{
    private static readonly Activation Erf = new Erf();
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 60, 30);

    [Fact]
    public void Compute_APlainNetwork_EqualsTheDepthScan()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.5, 0.05, 6);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        DepthCurves curves = DepthCurves.Compute(network.Description, [2, 6], scaled);
        foreach ((int i, DepthRow row) in DepthScan.Compute(network.Description, [2, 6], scaled).Rows.Index())
        {
            Assert.Equal(network.QStar, curves.Variance[i], 1e-10);
            Assert.Equal(row.Diagonal, curves.Diagonal[i], 1e-10);
            Assert.Equal(row.OffDiagonal, curves.OffDiagonal[i], 1e-10);
            Assert.Equal(1, row.ConditionNumber / curves.ConditionNumber[i], 1e-10);
            Assert.Equal(1, row.MeanPredictor / curves.MeanPredictor[i], 1e-9);
        }
    }

    [Fact]
    public void Compute_BeyondDoublePrecision_HoldsNaN()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 0.5, 0.05, 80);
        DepthCurves curves = DepthCurves.Compute(network.Description, [1, 80], Data.Preprocess(new Preprocessing { Variance = network.QStar }));
        Assert.True(double.IsFinite(curves.ConditionNumber[0]) && double.IsFinite(curves.MeanPredictor[0]));
        Assert.True(double.IsNaN(curves.ConditionNumber[1]) && double.IsNaN(curves.MeanPredictor[1]));
    }
}

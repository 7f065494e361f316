using WideNet.Activations;
using WideNet.Data;
using WideNet.Measurements;

namespace WideNet.Tests.Measurements;

public sealed class DepthCurvePointTests
{
    private static readonly Activation Erf = new Erf();
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 60, 30);

    [Fact]
    public void Compute_APlainNetwork_EqualsTheDepthScan()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.5, 0.05, 6);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        IReadOnlyList<DepthCurvePoint> curve = DepthCurvePoint.Compute(network.Description, [2, 6], scaled);
        foreach ((int i, DepthRow row) in DepthScan.Compute(network.Description, [2, 6], scaled).Rows.Index())
        {
            Assert.Equal(row.Depth, curve[i].Depth);
            Assert.Equal(network.QStar, curve[i].Variance, 1e-10);
            Assert.Equal(row.Diagonal, curve[i].Diagonal, 1e-10);
            Assert.Equal(row.OffDiagonal, curve[i].OffDiagonal, 1e-10);
            Assert.Equal(1, row.ConditionNumber / curve[i].ConditionNumber, 1e-10);
            Assert.Equal(1, row.MeanPredictor / curve[i].MeanPredictor, 1e-9);
        }
    }

    [Fact]
    public void Compute_BeyondDoublePrecision_HoldsNaN()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 0.5, 0.05, 80);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        IReadOnlyList<DepthCurvePoint> curve = DepthCurvePoint.Compute(network.Description, [1, 80], scaled);
        Assert.True(double.IsFinite(curve[0].ConditionNumber) && double.IsFinite(curve[0].MeanPredictor));
        Assert.True(double.IsNaN(curve[1].ConditionNumber) && double.IsNaN(curve[1].MeanPredictor));
    }
}

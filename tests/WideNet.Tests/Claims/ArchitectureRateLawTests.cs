using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Claims;

/// <summary>
/// Theory checks beside notebook 11: λ_max, which sets the unit of time, and λ_bulk, which sets the speed at a fixed rate, grow linearly with depth
/// at criticality.
/// </summary>
/// <remarks>
/// Smooth: λ_max → (md+2)/(3d) q* l and λ_bulk → 2/(3d) q* l; ReLU: (md+3)/(4d) q* l and 3/(4d) q* l; d pixels, d = 1 for FCN. CNN-F has the numbers of
/// FCN. Random pixels, because neighbouring pixels of natural images are so alike that a pooled Erf network is far from its limit at any affordable depth.
/// </remarks>
public sealed class ArchitectureRateLawTests
{
    private const int Images = 8, Side = 4, Depth = 400, First = Depth / 4;

    private static readonly Lazy<DepthScan[]> Scans = new(() =>
    [
        .. from architecture in Enum.GetValues<Architecture>()
           from activation in new Activation[] { new Erf(), ReluFamily.Relu }
           select Scan(architecture, activation),
    ]);

    // Log corrections are fitted; the next order is (log l/l)² at the first layer, with a factor of 5 for its constant.
    private static double Tolerance => 5 * Math.Pow(Math.Log(First) / First, 2);

    [Theory]
    [InlineData("lambda-max-slope-erf-fcn", "lambda-bulk-slope-erf-fcn", 10.0 / 3, 2.0 / 3)]
    [InlineData("lambda-max-slope-erf-cnn-p", "lambda-bulk-slope-erf-cnn-p", 130.0 / 48, 2.0 / 48)]
    [InlineData("lambda-max-slope-relu-fcn", "lambda-bulk-slope-relu-fcn", 11.0 / 4, 3.0 / 4)]
    [InlineData("lambda-max-slope-relu-cnn-p", "lambda-bulk-slope-relu-cnn-p", 131.0 / 64, 3.0 / 64)]
    public void Slopes(string largest, string bulk, double predictedLargest, double predictedBulk)
    {
        DepthScan scan = Scans.Value.Single(one => largest == $"lambda-max-slope-{Name(one)}");
        Assert.Equal($"lambda-bulk-slope-{Name(scan)}", bulk);
        Assert.InRange(Tolerance, 0, 0.010603796220956798 * (1 + 1e-6));
        Assert.Equal(1, Slope(scan, row => row.LambdaMax) / predictedLargest, Tolerance);
        Assert.Equal(1, Slope(scan, row => row.LambdaBulk) / predictedBulk, Tolerance);
        Assert.NotInRange(Slope(scan, row => row.LambdaBulk) / (1.02 * predictedBulk), 1 - Tolerance, 1 + Tolerance);
    }

    private static string Name(DepthScan scan) => scan.Network.Activation.Name + scan.Network.Architecture switch
    {
        Architecture.FullyConnected => "-fcn",
        Architecture.ConvolutionalFlatten => "-cnn-f",
        _ => "-cnn-p",
    };

    // Over q = Θ_aa/(l + 1), which the critical line keeps.
    private static double Slope(DepthScan scan, Func<DepthRow, double> value) =>
        DepthLaws.SlopeWithLogCorrection([.. scan.Rows.Select(row => row.Depth)], [.. scan.Rows.Select(value)]) * (First + 1) / scan.Rows[0].Diagonal;

    private static DepthScan Scan(Architecture architecture, Activation activation)
    {
        bool isErf = activation is Erf;
        FixedPointNetwork network = FixedPointNetwork.Create(
            activation, isErf ? MeanFieldTheory.CriticalWeightVariance(activation, 0.18) : 2, isErf ? 0.18 : 0, Depth, architecture);
        DatasetPair pixels = RandomPixels.Create(Images, 0, Side).Preprocess(
            new Preprocessing { Normalization = Normalization.Pixel, Variance = network.QStar });
        return DepthScan.Compute(network.Description, Grid.Integers(First, Depth), pixels);
    }
}

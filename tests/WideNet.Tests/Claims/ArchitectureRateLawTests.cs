using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Laws;
using WideNet.MeanField;

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

    private static readonly Lazy<ArchitectureSpectrum[]> Spectra = new(() =>
    {
        var erf = new Erf();
        DatasetPair pixels = RandomPixels.Create(Images, 2, Side);
        return
        [
            .. ArchitectureSpectrum.ForEach(erf, MeanFieldTheory.CriticalWeightVariance(erf, 0.18), 0.18, Depth, pixels, Side),
            .. ArchitectureSpectrum.ForEach(ReluFamily.Relu, 2, 0, Depth, pixels, Side),
        ];
    });

    // Log corrections are fitted; the next order is (log l/l)² at the first layer, with a factor of 5 for its constant.
    private static double Tolerance => 5 * Math.Pow(Math.Log(First) / First, 2);

    [Theory]
    [InlineData("lambda-max-slope-erf-fcn", "lambda-bulk-slope-erf-fcn", 10.0 / 3, 2.0 / 3)]
    [InlineData("lambda-max-slope-erf-cnn-p", "lambda-bulk-slope-erf-cnn-p", 130.0 / 48, 2.0 / 48)]
    [InlineData("lambda-max-slope-relu-fcn", "lambda-bulk-slope-relu-fcn", 11.0 / 4, 3.0 / 4)]
    [InlineData("lambda-max-slope-relu-cnn-p", "lambda-bulk-slope-relu-cnn-p", 131.0 / 64, 3.0 / 64)]
    public void Slopes(string largest, string bulk, double predictedLargest, double predictedBulk)
    {
        ArchitectureSpectrum spectrum = Spectra.Value.Single(one => largest == $"lambda-max-slope-{Name(one)}");
        Assert.Equal($"lambda-bulk-slope-{Name(spectrum)}", bulk);
        Assert.InRange(Tolerance, 0, 0.010603796220956798 * (1 + 1e-6));
        Assert.Equal(1, Slope(spectrum, spectrum.LambdaMax) / predictedLargest, Tolerance);
        Assert.Equal(1, Slope(spectrum, spectrum.LambdaBulk) / predictedBulk, Tolerance);
        Assert.NotInRange(Slope(spectrum, spectrum.LambdaBulk) / (1.02 * predictedBulk), 1 - Tolerance, 1 + Tolerance);
    }

    private static string Name(ArchitectureSpectrum spectrum) => $"{spectrum.Network.Activation.Name}-{spectrum.Name.ToLowerInvariant()}";

    private static double Slope(ArchitectureSpectrum spectrum, IReadOnlyList<double> curve) =>
        DepthLaws.SlopeWithLogCorrection(Grid.Integers(First, Depth), DepthLaws.Window(curve, First, Depth)) / spectrum.QStar;
}

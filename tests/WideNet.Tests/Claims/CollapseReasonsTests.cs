using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

public sealed class CollapseReasonsTests
{
    private static readonly int[] Depths = [.. Enumerable.Range(1, 60)];

    [Fact]
    public void Fall_ExponentialBelowAConstant_IsExact()
    {
        AccuracyColumn column = Map((_, l) => Math.Exp(-l / 4.0), (_, _) => 1).Columns[0];
        Assert.Equal(10.4, CollapseReasons.Fall(column, _ => Math.Exp(-2.6))!.Value, 1e-12);
        Assert.Null(CollapseReasons.Fall(column, _ => Math.Exp(-16)));
        Assert.Null(CollapseReasons.Fall(column, _ => 1));
    }

    [Fact]
    public void Ends_ConstantThatFallsToo_AreToldFromATransient()
    {
        // The law itself, with a constant that decays from some depth on: the accuracy follows the balance, the end without the decay follows ξ_*.
        AccuracyMap falling = Map(
            (theory, l) => 2 * Math.Exp(-l / theory.XiStar!.Value), (theory, l) => 0.01 / (1 + (Math.Pow(theory.Chi1, l) / 50)));
        Assert.True(IsBalanced(falling));
        Assert.Equal(1, CollapseReasons.HeldExponent(falling).Exponent, 0.02);

        // A transient: the balance holds as well, but the depth is no multiple of ξ_* however long the constant stays.
        AccuracyMap late = Map((theory, l) => 2 * Math.Exp(-(l - 15) / theory.XiStar!.Value), (_, _) => 0.01);
        Assert.True(IsBalanced(late));
        (double exponent, double tolerance) = CollapseReasons.HeldExponent(late);
        Assert.True(exponent < 1 - tolerance);

        // An accuracy that ends at ten layers, whatever the sizes.
        Assert.False(IsBalanced(Map(
            (theory, l) => 2 * Math.Exp(-l / theory.XiStar!.Value),
            (theory, l) => 0.01 / (1 + (Math.Pow(theory.Chi1, l) / 50)),
            l => l < 10 ? 0.4 : 0.1)));
    }

    private static bool IsBalanced(AccuracyMap map) => CollapseReasons.Ends(map).All(end => Math.Abs(Math.Log2(end.Ratio)) <= 1);

    // The accuracy is that of the data's part until it falls to 1.2 times the constant.
    private static AccuracyMap Map(Func<MeanFieldPoint, int, double> data, Func<MeanFieldPoint, int, double> constant, Func<int, double>? accuracy = null)
    {
        var grid = new AccuracyGrid
        {
            Notebook = "05-test",
            Preset = Preset.Quick,
            Architectures = [Architecture.ConvolutionalFlatten],
            Activation = new Erf(),
            BiasVariance = 0.05,
            WeightVariances = [2, 2.4, 2.8, 3.2],
            Depths = Depths,
            Data = new DatasetRequest("synthetic", 100, 100),
        };
        AccuracyPoint Point(double weightVariance, int l)
        {
            MeanFieldPoint theory = MeanFieldTheory.Analyze(grid.Activation, weightVariance, grid.BiasVariance);
            double signal = data(theory, l), rest = constant(theory, l), mean = accuracy?.Invoke(l) ?? 0.1 + (0.3 / (1 + Math.Pow(1.2 * rest / signal, 8)));
            return new("ntk", weightVariance, l, mean, 0.4, 0.1, signal, rest, 90, 10);
        }

        var run = new Provenance { Notebook = "05-test", Preset = Preset.Quick, Dataset = "made up" };
        return new(grid, run, Architecture.ConvolutionalFlatten, RegressionKernel.Ntk, grid.WeightVariances.SelectMany(w => Depths.Select(l => Point(w, l))));
    }
}

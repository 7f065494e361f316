using WideNet.Activations;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Tests.Experiments.AccuracyMaps;

public sealed class CollapseClaimsTests
{
    private static readonly int[] Depths = [.. Enumerable.Range(1, 60)];
    private static readonly double[] WeightVariances = [2, 2.4, 2.8, 3.2];

    [Fact]
    public void Fall_ExponentialBelowAConstant_IsExact()
    {
        double[] falling = [.. Depths.Select(l => Math.Exp(-l / 4.0))], threshold = [.. Depths.Select(_ => Math.Exp(-2.6))];
        Assert.Equal(10.4, CollapseClaims.Collapse.Fall(Depths, falling, threshold), 1e-12);
        Assert.True(double.IsNaN(CollapseClaims.Collapse.Fall(Depths, falling, new double[60])));
        Assert.True(double.IsNaN(CollapseClaims.Collapse.Fall(Depths, threshold, [.. Enumerable.Repeat(1.0, 60)])));
    }

    [Fact]
    public void Reasons_ConstantThatFallsToo_IsToldFromATransient()
    {
        // The law itself, with a constant that decays from some depth on: the accuracy follows the balance, the collapse without the decay follows ξ_*.
        AccuracyGrid falling = Grid((theory, l) => 2 * Math.Exp(-l / theory.DepthScaleNtk!.Value), (theory, l) => 0.01 / (1 + (Math.Pow(theory.Chi1, l) / 50)));
        Claim[] claims = [.. CollapseClaims.Reasons(falling, "test")];
        Assert.Equal([Verdict.Reproduced, Verdict.Reproduced], claims.Select(claim => claim.Verdict));
        Assert.Equal(1, claims[1].Measurement!.Value, 0.02);

        // A transient of five layers: the balance holds as well, but the depth is no multiple of ξ_* however long the constant stays.
        AccuracyGrid late = Grid((theory, l) => 2 * Math.Exp(-(l - 15) / theory.DepthScaleNtk!.Value), (_, _) => 0.01);
        claims = [.. CollapseClaims.Reasons(late, "test")];
        Assert.Equal([Verdict.Reproduced, Verdict.NotReproduced], claims.Select(claim => claim.Verdict));

        // An accuracy that ends elsewhere, at ten layers whatever the sizes.
        AccuracyGrid elsewhere = falling with { Ntk = [.. falling.Ntk.Select((row, i) => row.Select((cell, c) => cell with { MeanPredictor = Depths[i] < 10 + (0.01 * c) ? 0.4 : 0.1 }).ToArray())] };
        Assert.Equal(Verdict.NotReproduced, CollapseClaims.Reasons(elsewhere, "test").First().Verdict);
    }

    [Fact]
    public void Reasons_TooFewColumns_AreNotTested()
    {
        AccuracyGrid grid = Grid((_, _) => 1, (_, _) => 0.01);
        Assert.All(CollapseClaims.Reasons(grid, "test"), claim => Assert.Equal("0 weight variances collapse within 60 layers; an exponent needs three.", claim.Note));
    }

    // The accuracy is that of the data's part until it falls to 1.2 times the constant.
    private static AccuracyGrid Grid(Func<MeanFieldPoint, int, double> data, Func<MeanFieldPoint, int, double> constant)
    {
        MeanFieldPoint[] theory = [.. WeightVariances.Select(w => MeanFieldTheory.Analyze(new Erf(), w, 0.05))];
        KernelAccuracy[][] cells = [.. Depths.Select(l => theory.Select(point => Cell(data(point, l), constant(point, l))).ToArray())];
        return new AccuracyGrid
        {
            Architecture = Architecture.ConvolutionalFlatten,
            Activation = new Erf(),
            BiasVariance = 0.05,
            DataLabel = "made up",
            TrainCount = 100,
            BalancedCount = 90,
            TestCount = 100,
            ClassCount = 10,
            Depths = Depths,
            WeightVariances = WeightVariances,
            Theory = theory,
            Ntk = cells,
            Nngp = cells,
        };
    }

    private static KernelAccuracy Cell(double data, double constant) =>
        new(0.1 + (0.3 / (1 + Math.Pow(1.2 * constant / data, 8))), 0.4, 0.1, data, constant);
}

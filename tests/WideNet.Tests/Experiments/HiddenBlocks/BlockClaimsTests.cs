using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.HiddenBlocks;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Tests.Experiments.HiddenBlocks;

public sealed class BlockClaimsTests
{
    private static readonly Provenance Run = new() { Notebook = "14-residual-and-normalised", Preset = Preset.Quick, Dataset = "CIFAR-10" };

    [Fact]
    public void Evaluate_FewImages_ReproducesEveryLaw()
    {
        DatasetPair data = DatasetCatalog.Load("cifar10", 16, 8);
        BlockCurve[] curves =
        [
            BlockCurve.Compute(HiddenBlock.Residual, ReluFamily.Relu, 2, 0, data),
            BlockCurve.Compute(HiddenBlock.Residual, new Erf(), 1.5, 0.05, data),
            BlockCurve.Compute(HiddenBlock.Plain, new Erf(), 1.5, 0.05, data),
            BlockCurve.Compute(HiddenBlock.LayerNormalized, new Erf(), 1.5, 0.05, data),
            BlockCurve.Compute(HiddenBlock.LayerNormalized, ReluFamily.Relu, 1, 0.05, data),
        ];
        Assert.Equal("residual ReLU, σ_w^2 = 2", curves[0].Name);
        Assert.Equal("LayerNorm Erf, σ_w^2 = 1.5, σ_b^2 = 0.05", curves[3].Name);
        ClaimTable table = BlockClaims.Evaluate(Run, curves, data);
        Assert.Equal(16, table.Claims.Count);
        Assert.All(table.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
        Assert.Equal(3, BlockFigures.Propagation("propagation", curves, data.Description).Panels.Count);
        Assert.Contains("CIFAR-10", BlockFigures.Trainability("trainability", curves, data.Description).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_NetworkOfAnotherLaw_IsNotReproduced()
    {
        // A plain network called residual would have κ → (m+3)/3 only at σ_w² = 2; a bias breaks the LayerNorm claim of χ_1 if left out of v.
        DatasetPair data = DatasetCatalog.Load("cifar10", 8, 4);
        BlockCurve honest = BlockCurve.Compute(HiddenBlock.Residual, ReluFamily.Relu, 2, 0, data);
        BlockCurve wrong = honest with { Curves = honest.Curves with { Network = honest.Curves.Network with { WeightVariance = 1 } } };
        ClaimTable table = BlockClaims.Evaluate(Run, [wrong], data);
        Assert.Equal(Verdict.NotReproduced, table["residual-relu-1-variance"].Verdict);
        Assert.Equal(Verdict.NotReproduced, table["residual-relu-1-ntk"].Verdict);
        Assert.Equal(Verdict.NotReproduced, table["residual-relu-1-correlation"].Verdict);
    }
}

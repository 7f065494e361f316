using WideNet.Experiments.ConditionNumbers;
using WideNet.Experiments.TrainingTime;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Tests.Experiments.TrainingTime;

public sealed class ArchitectureRatesTests
{
    private static readonly Provenance Run = new() { Notebook = "11-training-time", Preset = Preset.Quick, Dataset = "random pixels" };

    [Fact]
    public void Evaluate_EveryArchitecture_ReproducesBothSlopes()
    {
        IReadOnlyList<ArchitectureSpectrum> spectra = ArchitectureRates.AtCriticality(4, 3, 400, 0.18);
        Assert.Equal([Architecture.FullyConnected, Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool], spectra.Take(3).Select(spectrum => spectrum.Network.Architecture));
        ClaimTable table = ArchitectureRates.Evaluate(Run, spectra);
        Assert.Equal(12, table.Claims.Count);

        // m = 4, d = 9: (md+2)/(3d) = 38/27 and (md+3)/(4d) = 39/36.
        Assert.Equal(38 / 27.0, table["lambda-max-slope-erf-cnn-p"].Prediction!.Value, 1e-14);
        Assert.Equal(39 / 36.0, table["lambda-max-slope-relu-cnn-p"].Prediction!.Value, 1e-14);
        Assert.Equal(2, table["lambda-max-slope-erf-fcn"].Prediction!.Value, 1e-14);
        Assert.All(table.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
    }
}

using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>What spectra of one network against depth have in common: the network, its theory, the images, the depths.</summary>
public abstract record NetworkSpectrum
{
    private protected NetworkSpectrum()
    {
    }

    /// <summary>The network at the last depth.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>Fixed points and depth scales.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training examples m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>d, the number of pixels that the read-out averages over: H·W for a CNN-P, 1 otherwise.</summary>
    public required int Pixels { get; init; }

    /// <summary>Depths l, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public string Name => Architectures.Name(Network.Architecture);

    /// <summary>Images in words with their size, which they have from the start or by averaging.</summary>
    /// <param name="loaded">Images as loaded.</param>
    /// <param name="scaled">The same as used.</param>
    private protected static string Label(DatasetPair loaded, DatasetPair scaled)
    {
        int height = scaled.Train.Inputs.Height, width = scaled.Train.Inputs.Width;
        return $"{scaled.Description}, {(loaded.Train.Inputs.Height == height ? "of" : "area-averaged to")} {height}×{width}";
    }
}

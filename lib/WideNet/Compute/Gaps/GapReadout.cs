using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Gaps;

/// <summary>The read-out at one requested depth, and the scalars of its kernel.</summary>
internal sealed record GapReadout
{
    public required int Depth { get; init; }

    public required GapLayer Layer { get; init; }

    public required double BiasVariance { get; init; }

    public required double ScaledDiagonal { get; init; }

    public required int Exponent { get; init; }

    public required int NngpGapExponent { get; init; }

    public required int NtkGapExponent { get; init; }

    /// <summary>A kernel whose entries are still to be filled in.</summary>
    public GapKernel CreateKernel(int rows, int columns, bool isTrainTrain) => new()
    {
        Depth = Depth,
        Variance = Layer.NextVariance,
        ScaledDiagonal = ScaledDiagonal,
        Exponent = Exponent,
        ScaledNngpGaps = new Matrix(rows, columns),
        NngpGapExponent = NngpGapExponent,
        ScaledNtkGaps = new Matrix(rows, columns),
        NtkGapExponent = NtkGapExponent,
        ScaledEntries = new Matrix(rows, columns),
        IsTrainTrain = isTrainTrain,
    };
}

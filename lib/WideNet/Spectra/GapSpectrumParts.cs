namespace WideNet.Spectra;

/// <summary>Eigenvalues as one route leaves them: the bulk ascending and the largest, each with its error and its power of two.</summary>
internal sealed record GapSpectrumParts
{
    public required double[] Small { get; init; }

    public required double[] SmallErrors { get; init; }

    public required int SmallExponent { get; init; }

    public required double Largest { get; init; }

    public required double LargestError { get; init; }

    public required int LargestExponent { get; init; }

    /// <summary>κ - 1 where the route knows it better than the quotient does.</summary>
    public double? Excess { get; init; }

    /// <summary>Error of <see cref="Excess"/> relative to itself.</summary>
    public double? ExcessError { get; init; }
}

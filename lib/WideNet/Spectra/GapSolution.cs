using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Θ⁻¹ Y as a solver needs it to predict.</summary>
internal sealed record GapSolution
{
    /// <summary>c = Θ⁻¹ Y [m, k], in the inverse unit of the solver's weights.</summary>
    public required Matrix Coefficients { get; init; }

    /// <summary>The constant component 1ᵀc/√m of each column, in the inverse unit of Θ; empty where the solver does not split it off.</summary>
    public required double[] Constants { get; init; }
}

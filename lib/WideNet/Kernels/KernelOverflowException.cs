using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>A kernel entry left the range of double: in the chaotic phase Θ_aa grows like χ_1^l and overflows near l = 709/ln χ_1.</summary>
public sealed class KernelOverflowException : NumericalException
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: what failed, by how much, what to do.</param>
    public KernelOverflowException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception from its numbers.</summary>
    /// <param name="depth">Depth at which the entry overflowed.</param>
    /// <param name="example">Index of the example whose Θ_aa overflowed.</param>
    /// <param name="chi1">χ_1 = σ_w² Ṫ(q, q, q) of that layer.</param>
    public KernelOverflowException(int depth, int example, double chi1)
        : base(
            Invariant($"Θ_aa of example {example} leaves the range of double at depth {depth} (χ_1 = {chi1:G6} there, so it grows like ")
                + Invariant($"χ_1^depth); {(depth == 1 ? "take smaller variances or scale the inputs down" : "ask for smaller depths")}."))
    {
        Depth = depth;
        Example = example;
        Chi1 = chi1;
    }

    /// <summary>Depth at which the entry overflowed.</summary>
    public int Depth { get; }

    /// <summary>Index of the example whose diagonal entry overflowed.</summary>
    public int Example { get; }

    /// <summary>χ_1 = σ_w² Ṫ(q, q, q) of the layer that overflowed.</summary>
    public double Chi1 { get; }
}

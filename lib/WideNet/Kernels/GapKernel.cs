using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>Kernels at one depth as gaps from the common diagonal, δ = q - K_ab and g = Θ_aa - Θ_ab, beside the entries Θ_ab: none of them is a difference of
/// larger numbers.</summary>
/// <remarks>
/// In the ordered phase gaps keep their digits where K and Θ differ from a constant by less than rounding; in the chaotic phase the entries Θ_ab do, beside
/// an exploding diagonal. Powers of two carried beside the numbers keep both phases in range at any depth. Θ = p 1 1ᵀ - G with p = Θ of a pixel pair at
/// distance 0 (for an FCN and a CNN-F the diagonal itself; a CNN-P averages over pixel pairs, so that its G has a diagonal).
/// Inputs of unequal norm: q and p belong to one reference example, δ and g are half the squared distances, (K_aa + K_bb)/2 - K_ab and (Θ_aa + Θ_bb)/2 - Θ_ab,
/// and <see cref="Rows"/> and <see cref="Columns"/> hold what each example's own K and Θ have beyond the reference.
/// </remarks>
public sealed record GapKernel
{
    /// <summary>Number of nonlinearities.</summary>
    public required int Depth { get; init; }

    /// <summary>q, the K that every example (every pixel, for a CNN) has with itself.</summary>
    public required double Variance { get; init; }

    /// <summary>p × 2^-<see cref="Exponent"/>, p the Θ that every example (every pixel, for a CNN) has with itself.</summary>
    public required double ScaledDiagonal { get; init; }

    /// <summary>Power of two taken out of p and <see cref="ScaledEntries"/>; 0 unless Θ_aa explodes.</summary>
    public int Exponent { get; init; }

    /// <summary>δ × 2^-<see cref="NngpGapExponent"/> [m1, m2], δ = q - K_ab ≥ 0.</summary>
    public required Matrix ScaledNngpGaps { get; init; }

    /// <summary>Power of two taken out of <see cref="ScaledNngpGaps"/>; 0 unless the gaps vanish.</summary>
    public int NngpGapExponent { get; init; }

    /// <summary>g × 2^-<see cref="NtkGapExponent"/> [m1, m2], g = p - Θ_ab ≥ 0.</summary>
    public required Matrix ScaledNtkGaps { get; init; }

    /// <summary>Power of two taken out of <see cref="ScaledNtkGaps"/>.</summary>
    public int NtkGapExponent { get; init; }

    /// <summary>Θ_ab × 2^-<see cref="Exponent"/> [m1, m2].</summary>
    public required Matrix ScaledEntries { get; init; }

    /// <summary>Whether rows and columns are the same examples.</summary>
    public required bool IsTrainTrain { get; init; }

    /// <summary>Own K_aa - q and Θ_aa - p of the row examples; null where all inputs have one norm.</summary>
    internal GapOffsets? Rows { get; init; }

    /// <summary>Own K_bb - q and Θ_bb - p of the column examples; null where all inputs have one norm.</summary>
    internal GapOffsets? Columns { get; init; }

    /// <summary>Off-diagonal entries as deviations from one value, in the chaotic phase; null where they were not asked for.</summary>
    internal GapDeviations? Deviations { get; init; }

    /// <summary>About how far one entry may be off relative to itself and independently of the others: roundings of one pair's own recursion.</summary>
    /// <remarks>Random roundings add up like the square root of the depth. Measured against 140-digit values in GapRecursionTests.</remarks>
    public double EntryError => PlainError ?? (4 * Math.Sqrt(Depth + 10) * Math.ScaleB(1, -53));

    /// <summary>About how far all entries may be off together, as one common factor: roundings of q and χ_1, which add up like the depth.</summary>
    public double CommonError => Rounding(Depth);

    /// <summary>p as a double; infinite beyond its range.</summary>
    public double Diagonal => Math.ScaleB(ScaledDiagonal, Exponent);

    /// <summary>ln p, finite at any depth.</summary>
    public double LogDiagonal => Math.Log(ScaledDiagonal) + (Exponent * Math.Log(2));

    /// <summary>log₁₀ of the mean g_ab over pairs of different training examples, finite at any depth; NaN of one example, which has no pair.</summary>
    public double Log10MeanNtkGap
    {
        get
        {
            double sum = 0;
            for (int a = 0; a < ScaledNtkGaps.Rows; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    sum += ScaledNtkGaps[a, b];
                }
            }

            double pairs = ScaledNtkGaps.Rows * (ScaledNtkGaps.Rows - 1.0) / 2;
            return Math.Log10(sum / pairs) + (NtkGapExponent * Math.Log10(2));
        }
    }

    /// <summary>Θ_aa of a training example as a double; infinite beyond its range.</summary>
    /// <param name="a">Example of a train-train kernel.</param>
    public double DiagonalOf(int a) => Math.ScaleB(ScaledDiagonalOf(a), Exponent);

    /// <summary>δ_ab = (K_aa + K_bb)/2 - K_ab as a double, which is q - K_ab for inputs of one norm; 0 below its range.</summary>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    public double NngpGap(int a, int b) => Math.ScaleB(ScaledNngpGaps[a, b], NngpGapExponent);

    /// <summary>g_ab = (Θ_aa + Θ_bb)/2 - Θ_ab as a double, which is p - Θ_ab for inputs of one norm (and for a CNN-P always); 0 below its range, infinite
    /// beyond it.</summary>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    public double NtkGap(int a, int b) => Math.ScaleB(ScaledNtkGaps[a, b], NtkGapExponent);

    /// <summary>Θ_ab as a double; infinite beyond its range.</summary>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    public double Entry(int a, int b) => Math.ScaleB(ScaledEntries[a, b], Exponent);

    /// <summary>A view with K in the place of Θ, for spectra and regression of the NNGP kernel: what names the NTK in it is the NNGP.</summary>
    /// <returns>Inputs of one norm: its diagonal is q, its gaps are δ, its entries K_ab.</returns>
    /// <exception cref="InvalidOperationException">The inputs have unequal norms.</exception>
    public GapKernel NngpAsNtk()
    {
        if (Rows is not null || Columns is not null)
        {
            throw new InvalidOperationException("The NNGP in the place of the NTK is for inputs of one norm; scale all inputs to one.");
        }

        return this with
        {
            ScaledDiagonal = Variance,
            Exponent = 0,
            ScaledEntries = Matrix.Of(ScaledEntries.Rows, ScaledEntries.Columns, (a, b) => Variance - NngpGap(a, b)),
            ScaledNtkGaps = ScaledNngpGaps,
            NtkGapExponent = NngpGapExponent,
            Deviations = null,
        };
    }

    /// <summary>The kernel of some of the examples.</summary>
    /// <param name="firstRow">First row example.</param>
    /// <param name="rows">Number of row examples.</param>
    /// <param name="firstColumn">First column example.</param>
    /// <param name="columns">Number of column examples.</param>
    /// <returns>A train-train kernel if this is one and rows and columns are the same examples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The block does not lie inside the kernel.</exception>
    public GapKernel Block(int firstRow, int rows, int firstColumn, int columns) => this with
    {
        ScaledNngpGaps = ScaledNngpGaps.Block(firstRow, rows, firstColumn, columns),
        ScaledNtkGaps = ScaledNtkGaps.Block(firstRow, rows, firstColumn, columns),
        ScaledEntries = ScaledEntries.Block(firstRow, rows, firstColumn, columns),
        Rows = Rows?.Range(firstRow, rows),
        Columns = Columns?.Range(firstColumn, columns),
        Deviations = Deviations?.Block(firstRow, rows, firstColumn, columns),
        IsTrainTrain = IsTrainTrain && firstRow == firstColumn && rows == columns,
    };

    /// <summary>Θ_aa × 2^-<see cref="Exponent"/>.</summary>
    internal double ScaledDiagonalOf(int a) => ScaledDiagonal + (GapUnit * ((Rows?.ScaledNtk[a] ?? 0) - ScaledNtkGaps[a, a]));

    /// <summary>Error of the entries relative to the diagonal, for a kernel by the plain recursion; null for gaps.</summary>
    internal double? PlainError { get; init; }

    /// <summary>The unit of g over that of p.</summary>
    internal double GapUnit => Math.ScaleB(1, NtkGapExponent - Exponent);

    /// <summary>About the relative rounding error, one common factor, that a recursion of l layers gathers: 4 (l + 10) ε.</summary>
    /// <param name="depth">l.</param>
    /// <param name="unit">ε = 2⁻⁵³ of double precision, or √ε where the recursion has a kink at correlation 1.</param>
    internal static double Rounding(int depth, double unit = 1.0 / (1L << 53)) => 4 * (depth + 10) * unit;
}

namespace WideNet.Compute.FullyConnected;

/// <summary>One thread's working memory: a tile of pairs.</summary>
internal sealed class FullyConnectedScratch
{
    private const int Pairs = FullyConnectedKernel.Edge * FullyConnectedKernel.Edge;

    /// <summary>q_a of every pair.</summary>
    public double[] Qa { get; } = new double[Pairs];

    /// <summary>q_b of every pair.</summary>
    public double[] Qb { get; } = new double[Pairs];

    /// <summary>K of every pair, and T(K) after the nonlinearity.</summary>
    public double[] K { get; } = new double[Pairs];

    /// <summary>T(K) of every pair where K is still needed beside it, in a residual network.</summary>
    public double[] Dual { get; } = new double[Pairs];

    /// <summary>Θ of every pair.</summary>
    public double[] Theta { get; } = new double[Pairs];

    /// <summary>Ṫ(K) of every pair.</summary>
    public double[] Slope { get; } = new double[Pairs];

    /// <summary>K of the read-out.</summary>
    public double[] ReadoutK { get; } = new double[Pairs];

    /// <summary>Θ of the read-out.</summary>
    public double[] ReadoutTheta { get; } = new double[Pairs];

    /// <summary>Sums of the input kernel, eight lanes a pair.</summary>
    public double[] Sums { get; } = new double[Pairs * 8];

    /// <summary>Pairs of equal inputs (row, column of the tile): their entries are the diagonal's.</summary>
    public List<(int Row, int Column)> Equal { get; } = [];
}

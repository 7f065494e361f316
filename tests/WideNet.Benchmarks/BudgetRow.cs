namespace WideNet.Benchmarks;

/// <summary>One measured piece of work beside what it may take.</summary>
internal sealed record BudgetRow
{
    public required string Work { get; init; }

    /// <summary>Times of the repetitions in milliseconds, ascending.</summary>
    public required double[] Milliseconds { get; init; }

    /// <summary>Floating-point operations, a fused multiply-add counting two.</summary>
    public required double Operations { get; init; }

    /// <summary>Bytes of operands and results, each counted once.</summary>
    public required double Bytes { get; init; }

    /// <summary>The measured rate of fused multiply-adds that the work is compared with, in operations per second.</summary>
    public required double Peak { get; init; }

    /// <summary>The budget, such as <c>500 ms</c>.</summary>
    public string AtMost { get; init; } = "-";

    /// <summary>What is aimed at.</summary>
    public string Aim { get; init; } = "-";

    /// <summary>A remark, such as a ratio against a peer in the same run.</summary>
    public string Note { get; init; } = "";

    public double Minimum => Milliseconds[0];

    public double Median => Milliseconds[Milliseconds.Length / 2];

    public double Rate => Operations / (Minimum * 1e-3);
}

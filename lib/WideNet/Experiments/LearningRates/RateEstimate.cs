namespace WideNet.Experiments.LearningRates;

/// <summary>A measured learning rate: a geometric mean over seeds with its relative standard error.</summary>
/// <param name="Value">η.</param>
/// <param name="RelativeError">Standard error of log η: scatter over seeds, and the spacing of the rates that were tried.</param>
public sealed record RateEstimate(double Value, double RelativeError)
{
    /// <summary>The estimate from one pair of neighbouring rates for each seed: the last below the boundary and the first above it.</summary>
    /// <param name="brackets">Pairs, at least one.</param>
    /// <remarks>A boundary that lies anywhere between two rates with equal probability in log η has the standard deviation log(ratio)/√12.</remarks>
    internal static RateEstimate Of(IReadOnlyList<(double Below, double Above)> brackets)
    {
        double[] logs = [.. brackets.Select(pair => Math.Log(pair.Below * pair.Above) / 2)];
        double mean = logs.Average(), spacing = brackets.Average(pair => Math.Log(pair.Above / pair.Below)) / Math.Sqrt(12);
        double scatter = logs.Length < 2 ? 0 : Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Length - 1) / logs.Length);
        return new RateEstimate(Math.Exp(mean), Math.Sqrt((scatter * scatter) + (spacing * spacing)));
    }
}

using System.Globalization;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Experiments.FiniteWidth;

/// <summary>What the theory says of networks of finite width, tested by exponents of the width.</summary>
/// <remarks>
/// An exponent's tolerance is three of its standard errors over seeds. Where a power is predicted exactly, the next order of the expansion in
/// depth/width is added: it changes s ∝ width^b by a relative depth/(2 width) at the narrowest end of the range.
/// </remarks>
public static class FiniteWidthClaims
{
    private const string Source = "Infinite-width limit of the NTK; finite networks trained with SGD";

    /// <summary>All claims.</summary>
    /// <param name="results">The tables.</param>
    public static ClaimTable Evaluate(FiniteWidthResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new ClaimTable([.. Kernels(results), .. Drift(results), .. Training(results)]).From(results.Run);
    }

    /// <summary>The largest change of a loss mode e^{-2xt} when gradient flow is taken in steps, sup over x ≤ 2 · fraction and t of |(1 - x)^{2t} - e^{-2xt}|.</summary>
    /// <param name="fraction">η/η_theory, between 0 and ½.</param>
    internal static double DiscretizationBound(double fraction)
    {
        double largest = 0;
        foreach (double x in Grid.Linear(2 * fraction / 200, 2 * fraction, 200))
        {
            for (int t = 1; x * t < 8; t++) largest = Math.Max(largest, Math.Abs(Math.Pow(1 - x, 2 * t) - Math.Exp(-2 * x * t)));
        }

        return largest;
    }

    private static IEnumerable<Claim> Kernels(FiniteWidthResults results)
    {
        foreach (Architecture architecture in Enum.GetValues<Architecture>())
        {
            string name = Architectures.Name(architecture);
            WidthScaling scaling = WidthScaling.Of(results.KernelErrors, "relative_error", architecture);
            yield return Exact($"kernel-error-exponent-{name.ToLowerInvariant()}", $"{name}: the empirical NTK approaches the analytic one like 1/√width, widths {Range(scaling)}", scaling, results.Sizes.Depth);
        }
    }

    private static IEnumerable<Claim> Drift(FiniteWidthResults results)
    {
        foreach (Architecture architecture in Enum.GetValues<Architecture>())
        {
            string name = Architectures.Name(architecture);
            WidthScaling scaling = WidthScaling.Of(results.KernelDrift, "relative_drift", architecture);
            yield return AtLeastAsFast($"kernel-drift-exponent-{name.ToLowerInvariant()}", $"{name}: the drift of Θ in {results.Sizes.Steps} steps shrinks like 1/√width or faster, widths {Range(scaling)}", scaling);
        }
    }

    private static IEnumerable<Claim> Training(FiniteWidthResults results)
    {
        foreach (string algorithm in (string[])[Trajectories.FullBatch, Trajectories.MiniBatch])
        {
            ResultTable final = results.Trajectories.Where("algorithm", algorithm).Where("step", results.Sizes.Steps);
            string word = algorithm == Trajectories.FullBatch ? "gradient descent" : $"SGD with batches of {results.Sizes.BatchSize}";
            foreach (string set in (string[])["train", "test"])
            {
                yield return AtLeastAsFast(
                    $"linearised-{set}-exponent-{algorithm}",
                    $"FCN, {word}: linearised training gives the {set} outputs up to 1/√width or better",
                    WidthScaling.Of(final, $"linear_{set}_distance"));
            }

            yield return Exact(
                $"infinite-test-exponent-{algorithm}",
                $"FCN, {word}: the same steps with the analytic kernel give the test outputs up to 1/√width",
                WidthScaling.Of(final, "infinite_test_distance"),
                results.Sizes.Depth);
        }

        yield return Flow(results);
    }

    // Train loss of the widest network beside gradient flow, over the whole run, relative to the loss at the start.
    private static Claim Flow(FiniteWidthResults results)
    {
        int width = results.Sizes.TrainedWidths[^1];
        ResultTable table = results.Trajectories.Where("algorithm", Trajectories.FullBatch).Where("width", width);
        double[] deviations =
        [
            .. Enumerable.Range(1, results.Sizes.TrainedSeeds).Select(seed =>
            {
                ResultTable one = table.Where("seed", seed);
                IReadOnlyList<double> network = one.Numbers("network_train_loss"), flow = one.Numbers("flow_train_loss");
                return network.Zip(flow, (a, b) => Math.Abs(a - b)).Max() / network[0];
            }),
        ];
        WidthScaling kernel = WidthScaling.Of(results.KernelErrors, "relative_error", Architecture.FullyConnected);
        double discretization = DiscretizationBound(results.Sizes.RateFraction), error = kernel.At(width);
        return Claim.Below(
            "gradient-flow-train-loss",
            $"FCN, width {width}: the training loss follows gradient flow; largest difference over the loss at the start, mean over {deviations.Length} seeds",
            Source,
            discretization + error,
            deviations.Average(),
            string.Create(CultureInfo.InvariantCulture, $"steps in place of a flow move a mode of the loss by at most {discretization:G2} at this rate, and a kernel that is off by ε = {error:G2} moves e^{{-2s}} by at most ε/e; ε is allowed"),
            uncertainty: Deviation(deviations) / Math.Sqrt(deviations.Length));
    }

    private static Claim Exact(string id, string statement, WidthScaling scaling, int depth)
    {
        int narrowest = scaling.Widths[0];
        double next = depth / (2.0 * narrowest) / Math.Log((double)scaling.Widths[^1] / narrowest);
        return Claim.Within(
            id,
            statement + ": exponent",
            Source,
            -0.5,
            scaling.Exponent,
            (3 * scaling.ExponentError) + next,
            string.Create(CultureInfo.InvariantCulture, $"three standard errors over seeds, and {next:G2} for the next order depth/(2 width) at width {narrowest}"),
            scaling.ExponentError);
    }

    private static Claim AtLeastAsFast(string id, string statement, WidthScaling scaling) => Claim.Below(
        id, statement + ": exponent", Source, -0.5, scaling.Exponent, "an upper bound of the theory; three standard errors over seeds", 3 * scaling.ExponentError, scaling.ExponentError);

    private static string Range(WidthScaling scaling) => $"{scaling.Widths[0]} to {scaling.Widths[^1]}";

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
    }
}

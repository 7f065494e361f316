using System.Globalization;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Experiments.TrainingGrids;

/// <summary>Where networks of finite width stop generalising in the chaotic phase, though the kernel still does.</summary>
/// <remarks>
/// Off-diagonal entries of a finite network's kernel fluctuate by about Θ_aa/√width, and Θ_aa ∝ χ_1^l. The change f - f_0 on test images is split into
/// a part along P_t Y and a remainder, the noise; ν/S is the ratio of their sizes, and 1/√(1 + (ν/S)²) the alignment, the cosine of the angle between
/// f - f_0 and P_t Y. Networks stop following the kernel where the alignment falls to 1/2. The accuracy collapses where it last stands half way between
/// chance and the kernel's best. Test: TrainingClaimsTests.
/// </remarks>
public static class WidthClaims
{
    private const string Source = "beside the paper: width as an axis";

    // ln(ν/S) at alignment 1/2: 1/√(1 + (ν/S)²) = 1/2 where ν/S = √3.
    private static readonly double LogNoiseHalfAligned = Math.Log(3) / 2;

    /// <summary>All claims on width.</summary>
    /// <param name="grid">A grid with several widths at one chaotic σ_w².</param>
    public static ClaimTable Of(TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        string name = grid.Name.ToLowerInvariant();
        int column = grid.Nearest(grid.Sizes.SectionWeightVariance);
        return new ClaimTable(
        [
            Noise(grid, name, column),
            .. Collapse(grid, name, column, "alignment", "stop following the kernel (alignment 1/2)", AlignmentDepth),
            .. Collapse(grid, name, column, "collapse", "stop generalising (accuracy half way between chance and the kernel's best)", CollapseDepth),
            Before(grid, name, column),
        ]).From(grid.Run);
    }

    /// <summary>ν/S, the noise in f - f_0 over the part along P_t Y, seed by seed.</summary>
    internal static IReadOnlyList<double> NoiseToSignal(TrainingGrid grid, int row, int column, int width)
    {
        IReadOnlyList<double> noise = grid.Seeds("noise", row, column, true, width), signal = grid.Seeds("signal", row, column, true, width), size = grid.Seeds("theory_size", row, column, true, width);
        return [.. noise.Select((n, i) => n / Math.Abs(signal[i] * size[i]))];
    }

    /// <summary>Depth at which test accuracy of f - f_0 collapses at a width, from means over seeds; NaN if it does not on the grid.</summary>
    internal static double CollapseDepth(TrainingGrid grid, int column, int width)
    {
        double best = grid.Section("theory_test_accuracy_change", column, true).Max(mean => mean.Value);
        return grid.Crossing([.. grid.Section("test_accuracy_change", column, true, width).Select(mean => mean.Value)], (best + TrainingGrid.Chance) / 2);
    }

    /// <summary>Depth at which f - f_0 is aligned with P_t Y by 1/2 at a width, ln(ν/S) averaged over seeds and interpolated; NaN if that is not on the grid.</summary>
    internal static double AlignmentDepth(TrainingGrid grid, int column, int width) =>
        grid.Crossing([.. Enumerable.Range(0, grid.Depths.Count).Select(row => -MeanLogNoise(grid, row, column, width))], -LogNoiseHalfAligned);

    private static double MeanLogNoise(TrainingGrid grid, int row, int column, int width) => NoiseToSignal(grid, row, column, width).Average(v => Math.Log(v));

    private static Claim Noise(TrainingGrid grid, string name, int column)
    {
        const string Statement = "The noise that finite width adds to the predictions, relative to the signal, falls like 1/√width: mean exponent over depths";
        double[] widths = [.. grid.Sizes.Widths.Select(w => (double)w)];
        RateFit[] fits = [.. Enumerable.Range(0, grid.Depths.Count).Where(row => grid.Depths[row] <= 12).Select(row =>
            RateFit.PowerLaw(widths, [.. grid.Sizes.Widths.Select(width => Math.Exp(MeanLogNoise(grid, row, column, width)))]))];
        double correction = 12 / widths[0] / Math.Log(widths[^1] / widths[0]);
        return Claim.Within(
            $"noise-exponent-{name}", Statement, Source, -0.5, fits.Average(fit => fit.Rate), correction, string.Create(CultureInfo.InvariantCulture, $"a correction of relative size depth/width = 12/{widths[0]:0} at the narrowest, over the range of log width"), Math.Sqrt(fits.Sum(fit => fit.StandardError * fit.StandardError)) / fits.Length) with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"Depths to 12, beyond which noise hides the signal at the narrowest width; exponents from {fits.Min(fit => fit.Rate):F2} to {fits.Max(fit => fit.Rate):F2}. Widths {string.Join(", ", grid.Sizes.Widths)} for {grid.Sizes.TrainCount} training images: 1/√width is the first order in the fluctuation of the whole kernel on the training set, about √(m/width) of its bulk, which is not small here; higher orders make the noise fall more slowly, the more so the larger m is (the presets differ in m), and modes that narrow networks have not yet learned may add to that."),
        };
    }

    private static IEnumerable<Claim> Collapse(TrainingGrid grid, string name, int column, string id, string what, Func<TrainingGrid, int, int, double> depthOf)
    {
        MeanFieldPoint theory = grid.Theory[column];
        (int Width, double Depth)[] points = [.. grid.Sizes.Widths.Select(width => (Width: width, Depth: depthOf(grid, column, width))).Where(point => double.IsFinite(point.Depth))];
        string at = $"σ_w^2 = {Phases.Number(grid.WeightVariances[column])}";
        string shift = $"The depth at which trained networks {what} grows with width by (1/2)/log χ_1 = ξ_1/2 layers for each factor e ({at})";
        string place = $"Trained networks {what} near χ_1^l = √width: mean of χ_1^l/√width there ({at})";
        if (points.Length < 3)
        {
            string few = $"That depth is on the grid, from {grid.Depths[0]} to {grid.Depths[^1]} layers, for {points.Length} widths; a slope needs three.";
            yield return Claim.NotTested($"{id}-shift-{name}", shift, Source, few, theory.DepthScaleOrdered / 2);
            yield return Claim.NotTested($"{id}-place-{name}", place, Source, few, 1);
            yield break;
        }

        var line = StraightLine.Fit([.. points.Select(point => Math.Log(point.Width))], [.. points.Select(point => point.Depth)]);
        double depth = points.Average(point => point.Depth), xi = theory.DepthScaleNtk!.Value, other = xi / (1 - (xi / depth)) / 2;
        yield return Claim.Within($"{id}-shift-{name}", shift, Source, theory.DepthScaleOrdered / 2, line.Slope, 3 * line.StandardError, "three standard errors of the line through the depths, 95 % for five widths", line.StandardError) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"Depths {string.Join(", ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Depth:F1} (width {point.Width})")))}.{(depth > 1.5 * xi ? string.Create(CultureInfo.InvariantCulture, $" If noise of constant size beats a signal ∝ l e^{{-l/ξ_*}}, the shift is (ξ_*/2)/(1 - ξ_*/l) = {other:F1} layers.") : "")}"),
        };
        SeedMean mean = SeedMean.Of([.. points.Select(point => (point.Depth * Math.Log(theory.Chi1)) - (Math.Log(point.Width) / 2))]);
        yield return Claim.Within(
            $"{id}-place-{name}", place + ", as a natural logarithm", Source, 0, mean.Value, Math.Log(3), "an estimate of size without its constant: within a factor of 3 either way", mean.Error) with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"χ_1^l/√width = {Math.Exp(mean.Value):F2} on average. The estimate compares single entries of the kernel; a prediction sums the fluctuations of m of them, and its signal is the small part of Θ_ab that differs between images, so a constant below 1 is expected; the presets differ in m, so they show how it depends on it."),
        };
    }

    private static Claim Before(TrainingGrid grid, string name, int column)
    {
        int last = Enumerable.Range(0, grid.Depths.Count).Last();
        SeedMean network = SeedMean.Of(grid.Seeds("test_accuracy_change", last, column, true));
        double kernel = grid.Seeds("theory_test_accuracy_change", last, column, true)[0], error = Math.Max(network.Error, TrainedNetworkAccuracy.StandardError(TrainingGrid.Chance, grid.Sizes.TestCount));
        return Claim.Above(
            $"kernel-outlives-network-{name}",
            $"At {grid.Depths[last]} layers the kernel still generalises where trained networks do not: its accuracy less theirs",
            Source,
            3 * error,
            kernel - network.Value,
            "three standard errors, binomial or over seeds, whichever is larger",
            uncertainty: error) with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"Kernel {kernel:F3}, networks {network.Value:F3} ± {network.Error:F3} at width {grid.Sizes.Width}, f - f_0 trained, balanced classes."),
        };
    }
}

using System.Globalization;
using WideNet.Figures;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Experiments.FiniteWidth;

/// <summary>Figures of networks of finite width; bars and bands are one standard error over seeds.</summary>
public static class FiniteWidthFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.Cross];

    /// <summary>Distance of the empirical from the analytic kernel, and drift during training, against width.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="results">The tables.</param>
    public static Figure Kernels(string id, FiniteWidthResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new Figure
        {
            Id = id,
            Title = "The tangent kernel becomes deterministic and stays where it is",
            DataLabel = results.Run.Dataset,
            Caption = $"Frobenius norms, root mean square over seeds. Left: untrained networks with one output. Right: after {results.Sizes.Steps} steps of gradient descent at {Number(results.Sizes.RateFraction)} η_{{theory}}, mean over outputs. Dashed: fitted powers; dotted: 1/√width.",
            Panels =
            [
                ByArchitecture("empirical and analytic kernel", "relative distance ‖Θ_{emp} - Θ‖/‖Θ‖", results.KernelErrors, "relative_error"),
                ByArchitecture("during training", "relative drift ‖Θ_T - Θ_0‖/‖Θ_0‖", results.KernelDrift, "relative_drift"),
            ],
        };
    }

    /// <summary>Training and test loss of networks of two widths beside their linearisations and gradient flow.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="results">The tables.</param>
    public static Figure Losses(string id, FiniteWidthResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new Figure
        {
            Id = id,
            Title = "Losses during training: networks, their linearisations, and gradient flow",
            DataLabel = results.Run.Dataset,
            Caption = "FCN; mean over seeds, bars one standard error. Marks: networks; solid: linearised about their own initial parameters, same steps and batches; dashed: gradient flow with the analytic kernel from the same untrained outputs.",
            Columns = 2,
            Panels =
            [
                .. ((string[])[Trajectories.FullBatch, Trajectories.MiniBatch]).SelectMany(algorithm => ((string[])["train", "test"]).Select(set => LossPanel(results, algorithm, set))),
            ],
        };
    }

    /// <summary>Distance of trained networks' outputs from the three descriptions at the end, against width.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="results">The tables.</param>
    public static Figure Distances(string id, FiniteWidthResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new Figure
        {
            Id = id,
            Title = $"Outputs after {results.Sizes.Steps} steps against their descriptions",
            DataLabel = results.Run.Dataset,
            Caption = "FCN; root mean square difference of outputs. Linearised and infinite width take the same steps (and batches); gradient flow does not. Dashed: fitted powers; dotted: 1/√width.",
            Columns = 2,
            ShareY = true,
            Panels =
            [
                .. ((string[])[Trajectories.FullBatch, Trajectories.MiniBatch]).SelectMany(algorithm => ((string[])["train", "test"]).Select(set => DistancePanel(results, algorithm, set))),
            ],
        };
    }

    private static Panel ByArchitecture(string title, string label, ResultTable table, string column) => WidthPanel(
        title,
        label,
        [.. Enum.GetValues<Architecture>().Select(architecture => (Architectures.Name(architecture), WidthScaling.Of(table, column, architecture)))],
        "width or channels");

    private static Panel DistancePanel(FiniteWidthResults results, string algorithm, string set)
    {
        ResultTable final = results.Trajectories.Where("algorithm", algorithm).Where("step", results.Sizes.Steps);
        (string, string)[] models = [("linearised", "linear"), ("infinite width", "infinite"), ("gradient flow", "flow")];
        return WidthPanel(
            $"{AlgorithmName(results, algorithm)}, {SetName(set)}",
            "rms difference of outputs",
            [.. models.Select(model => (model.Item1, WidthScaling.Of(final, $"{model.Item2}_{set}_distance")))],
            "width");
    }

    private static Panel WidthPanel(string title, string label, (string Name, WidthScaling Scaling)[] curves, string widthLabel)
    {
        var layers = new List<PanelLayer>();
        for (int i = 0; i < curves.Length; i++)
        {
            WidthScaling scaling = curves[i].Scaling;
            string exponent = scaling.Exponent.ToString("F2", CultureInfo.InvariantCulture).Replace('-', '−'), error = scaling.ExponentError.ToString("F2", CultureInfo.InvariantCulture);
            layers.Add(LineSeries.Points($"{curves[i].Name}: {exponent} ± {error}", scaling.Widths, scaling.Values).WithErrors(scaling.Errors) with { Color = Palette.Categorical[i], Marker = Markers[i] });
            layers.Add(LineSeries.Dashed("", scaling.Widths, scaling.Widths.Select(width => scaling.At(width))) with { Color = Palette.Categorical[i], Width = 1.2 });
        }

        int[] widths = [.. curves.SelectMany(curve => curve.Scaling.Widths).Distinct().Order()];
        double largest = curves.Max(curve => curve.Scaling.Values[0] * Math.Sqrt(curve.Scaling.Widths[0]));
        layers.Add(LineSeries.Line("1/√width", widths, widths.Select(width => 1.3 * largest / Math.Sqrt(width))) with { Color = Palette.Grey, Dash = DashStyle.Dotted, Width = 1.2 });
        return new Panel { Title = title, X = Axis.Log(widthLabel), Y = Axis.Log(label), Layers = layers };
    }

    private static Panel LossPanel(FiniteWidthResults results, string algorithm, string set)
    {
        ResultTable table = results.Trajectories.Where("algorithm", algorithm);
        var layers = new List<PanelLayer>();
        int[] widths = [results.Sizes.TrainedWidths[0], results.Sizes.TrainedWidths[^1]];
        for (int i = 0; i < widths.Length; i++)
        {
            ResultTable one = table.Where("width", widths[i]);
            (double[] steps, double[] network, double[] errors) = OverSeeds(one, $"network_{set}_loss");
            layers.Add(LineSeries.Points($"width {widths[i]}", steps, network).WithErrors(errors) with { Color = Palette.Categorical[i] });
            layers.Add(LineSeries.Line("", steps, OverSeeds(one, $"linear_{set}_loss").Mean) with { Color = Palette.Categorical[i], Width = 1.4 });
            layers.Add(LineSeries.Dashed("", steps, OverSeeds(one, $"flow_{set}_loss").Mean) with { Color = Palette.Categorical[i], Width = 1.4 });
        }

        return new Panel { Title = $"{AlgorithmName(results, algorithm)}, {SetName(set)}", X = Axis.Log("step"), Y = set == "train" ? Axis.Log("loss ½⟨(f - y)²⟩") : Axis.Linear("loss ½⟨(f - y)²⟩"), Layers = layers };
    }

    // Mean and standard error over seeds at every step but 0, which has no place on a logarithmic axis.
    private static (double[] Steps, double[] Mean, double[] Error) OverSeeds(ResultTable table, string column)
    {
        var groups = table.Numbers("step").Zip(table.Numbers(column)).Where(pair => pair.First > 0).GroupBy(pair => pair.First).OrderBy(group => group.Key).Select(group => (Step: group.Key, Values: group.Select(pair => pair.Second).ToArray())).ToArray();
        double[] mean = [.. groups.Select(group => group.Values.Average())];
        double[] error = [.. groups.Select((group, i) => Math.Sqrt(group.Values.Sum(value => Math.Pow(value - mean[i], 2)) / Math.Max(1, group.Values.Length - 1) / group.Values.Length))];
        return ([.. groups.Select(group => group.Step)], mean, error);
    }

    private static string AlgorithmName(FiniteWidthResults results, string algorithm) =>
        algorithm == Trajectories.FullBatch ? "gradient descent" : $"SGD, batches of {results.Sizes.BatchSize}";

    private static string SetName(string set) => set == "train" ? "training images" : "test images";

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}

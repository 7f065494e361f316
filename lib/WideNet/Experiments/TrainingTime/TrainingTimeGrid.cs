using WideNet.Activations;
using WideNet.Data;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.TrainingTime;

/// <summary>Accuracy of infinitely wide fully-connected networks during training, over (σ_w², depth) and time.</summary>
/// <remarks>
/// Gradient flow from f_0 = 0 on ½ mean (f - Y)² over all m·k outputs, Y one-hot minus 1/k: f_t(X) = (I - e^{-ηΘt/(mk)}) Y. Time is counted in steps of
/// the maximal learning rate η = 2mk/λ_max, so that the slowest bulk mode has decayed by e^{-2t/κ}, and in steps of η = 1. Images are scaled to
/// x·x/n = q*. Test: TrainingTimeGridTests.
/// </remarks>
public sealed record TrainingTimeGrid : NetworkGrid
{
    internal TrainingTimeGrid()
    {
    }

    /// <summary>Times t, increasing.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>The networks, [depth][weight variance].</summary>
    public required IReadOnlyList<IReadOnlyList<TrainingTimeCell>> Cells { get; init; }

    /// <summary>Trains every network in closed form.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="weightVariances">σ_w², increasing, each with a fixed point q*.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="times">Times, positive, increasing.</param>
    /// <param name="data">Images as loaded.</param>
    /// <exception cref="ArgumentException">There is no q* at some σ_w².</exception>
    public static TrainingTimeGrid Compute(
        Activation activation, double biasVariance, IReadOnlyList<double> weightVariances, IReadOnlyList<int> depths, IReadOnlyList<double> times, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(data);
        FixedPointNetwork[] networks = [.. weightVariances.Select(w => FixedPointNetwork.Create(activation, w, biasVariance, depths[^1]))];
        IReadOnlyList<TrainingTimeCell>[] columns = [.. networks.Select(network => Column(network, depths, times, data))];
        return new TrainingTimeGrid
        {
            Activation = activation,
            BiasVariance = biasVariance,
            DataLabel = data.Description,
            TrainCount = data.Train.Count,
            TestCount = data.Test.Count,
            ClassCount = data.Train.ClassCount,
            Times = times,
            Depths = depths,
            WeightVariances = weightVariances,
            Theory = [.. networks.Select(network => network.Theory)],
            Cells = [.. Enumerable.Range(0, depths.Count).Select(row => (IReadOnlyList<TrainingTimeCell>)[.. columns.Select(column => column[row])])],
        };
    }

    /// <summary>One number of every network, [depth, weight variance].</summary>
    /// <param name="value">The number.</param>
    public Matrix Map(Func<TrainingTimeCell, double> value) => Map(Cells, value);

    private static IReadOnlyList<TrainingTimeCell> Column(FixedPointNetwork network, IReadOnlyList<int> depths, IReadOnlyList<double> times, DatasetPair data)
    {
        KernelSweep sweep = KernelSweep.Compute(network.Description, depths, data.Preprocess(new Preprocessing { Variance = network.QStar }));
        Matrix labels = sweep.Data.Train.CentredLabels();
        double norm = Math.Sqrt(SquaredNorm(labels));
        return sweep.Measure((train, test) =>
        {
            // With rate 1 for the summed loss, time s stands for e^{-Θs}: both axes come from one decomposition.
            var flow = new GradientFlow(train.Ntk, labels, 1, SquaredLoss.Sum, threads: 1);
            double largest = flow.Eigenvalues[^1], count = labels.Rows * labels.Columns;
            double bulk = flow.Eigenvalues.SkipLast(1).Average();
            return new TrainingTimeCell(
                largest,
                bulk > KernelSpectrum.RoundingErrorOf([.. flow.Eigenvalues]) ? largest / bulk : double.PositiveInfinity,
                2 * count / largest,
                [.. times.Select(t => Score(2 * t / largest))],
                [.. times.Select(t => Score(t / count))]);

            TrainingScore Score(double time)
            {
                Matrix outputs = flow.Train(time);
                Matrix answers = MatrixProduct.Multiply(test.Ntk, flow.Coefficients(time), threads: 1);
                double trained = TrainedNetworkAccuracy.OfMean(outputs, sweep.Data.Train.Labels);
                for (int i = 0; i < outputs.Values.Length; i++) outputs.Values[i] -= labels.Values[i];
                return new TrainingScore(trained, TrainedNetworkAccuracy.OfMean(answers, sweep.Data.Test.Labels), Math.Sqrt(SquaredNorm(outputs)) / norm);
            }
        });
    }

    private static double SquaredNorm(Matrix values)
    {
        double sum = 0;
        foreach (double value in values.Values) sum += value * value;
        return sum;
    }
}

using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>The NNGP beside the NTK of one network: λ_bulk, κ and the mean predictor of both against depth.</summary>
/// <remarks>Setting as in <see cref="ArchitectureSpectrum"/>. K comes from its own gaps δ = q - K_ab, so that κ keeps its digits. Test: NngpClaimsTests.</remarks>
public sealed record NngpSpectrum : NetworkSpectrum
{
    private const int MostDepths = 40;

    private NngpSpectrum()
    {
    }

    /// <summary>κ of K(X_train, X_train).</summary>
    public required IReadOnlyList<double> NngpConditionNumber { get; init; }

    /// <summary>λ_bulk of K.</summary>
    public required IReadOnlyList<double> NngpBulk { get; init; }

    /// <summary>λ_bulk of Θ.</summary>
    public required IReadOnlyList<double> NtkBulk { get; init; }

    /// <summary>Root mean square of P(Θ)Y - P(K)Y over that of P(Θ)Y, Y mean-free; empty unless the phase is ordered.</summary>
    public required IReadOnlyList<double> PredictorDifference { get; init; }

    /// <summary>The spectra of FCN, CNN-F and CNN-P, in this order, at up to 40 depths.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1; a multiple of the spacing below it is taken.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to.</param>
    /// <exception cref="ArgumentException">There is no q* at these variances.</exception>
    public static IReadOnlyList<NngpSpectrum> ForEach(Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data, int side = 6)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. Enum.GetValues<Architecture>().Select(Compute)];

        NngpSpectrum Compute(Architecture architecture)
        {
            FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth, architecture);
            DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = Normalization.Pixel, Variance = network.QStar });
            int[] depths = Grid.Multiples(depth, MostDepths);
            bool predicts = network.Theory.Phase == Phase.Ordered;
            IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(network.Description, depths, scaled.Train.Inputs, predicts ? scaled.Test.Inputs : null);
            Matrix labels = scaled.Train.MeanFreeLabels();
            GapSpectrum[] nngp = [.. analyses.Select(analysis => GapSpectrum.Of(analysis.Train.NngpAsNtk()))];
            return new NngpSpectrum
            {
                Network = network.Description,
                Theory = network.Theory,
                DataLabel = Label(data, scaled),
                TrainCount = scaled.Train.Count,
                Pixels = architecture == Architecture.ConvolutionalPool ? side * side : 1,
                Depths = depths,
                NngpConditionNumber = [.. nngp.Select(spectrum => spectrum.ConditionNumber)],
                NngpBulk = [.. nngp.Select(spectrum => Math.Pow(10, spectrum.Log10Bulk))],
                NtkBulk = [.. analyses.Select(analysis => Math.Pow(10, analysis.Spectrum().Log10Bulk))],
                PredictorDifference = predicts ? [.. analyses.Select(analysis => Difference(analysis, labels))] : [],
            };
        }
    }

    private static double Difference(KernelAnalysis analysis, Matrix labels)
    {
        Matrix ntk = analysis.Predict(labels, centre: true).Values;
        Matrix nngp = new GapRegression(analysis.Train.NngpAsNtk()).Predict(analysis.Test.NngpAsNtk(), labels, centre: true).Values;
        double difference = 0, size = 0;
        for (int i = 0; i < ntk.Values.Length; i++)
        {
            difference += (ntk.Values[i] - nngp.Values[i]) * (ntk.Values[i] - nngp.Values[i]);
            size += ntk.Values[i] * ntk.Values[i];
        }

        return Math.Sqrt(difference / size);
    }
}

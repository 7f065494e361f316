using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Sweeps;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>What all experiments of the figure share: networks at q*, images, and the analytic kernels.</summary>
internal sealed class FiniteWidthModel
{
    private readonly FiniteWidthSizes _sizes;
    private readonly Lazy<DatasetPair> _images;
    private readonly SharedWork<Architecture, KernelPair> _trainKernels;
    private readonly SharedWork<Architecture, KernelPair> _testKernels;
    private readonly SharedWork<Architecture, LearningRate> _rates;

    public FiniteWidthModel(FiniteWidthSizes sizes, DatasetRequest data)
    {
        _sizes = sizes;
        double qStar = Network(Architecture.FullyConnected).QStar;
        _images = new Lazy<DatasetPair>(() => data.Images.Preprocess(new Preprocessing { Size = sizes.Side, Variance = qStar }));
        _trainKernels = new(architecture => InfiniteNetwork.Kernel(Network(architecture).Description, Train.Inputs));
        _testKernels = new(architecture => InfiniteNetwork.Kernel(Network(architecture).Description, Test.Inputs, Train.Inputs));
        _rates = new(architecture => LearningRate.FractionOfMaximum(
            sizes.RateFraction, KernelSpectrum.Of(TrainKernel(architecture)).MaximumLearningRateOfMeanLoss(Train.Targets.Columns)));
    }

    /// <summary>Training images with centred labels.</summary>
    public TrainingSet Train => new(_images.Value.Train.Inputs, _images.Value.Train.CentredLabels());

    /// <summary>Test images with centred labels.</summary>
    public TrainingSet Test => new(_images.Value.Test.Inputs, _images.Value.Test.CentredLabels());

    /// <summary>Analytic Θ(X, X).</summary>
    public Matrix TrainKernel(Architecture architecture) => _trainKernels[architecture].Ntk;

    /// <summary>Analytic Θ(x, X).</summary>
    public Matrix TestKernel(Architecture architecture) => _testKernels[architecture].Ntk;

    /// <summary>η, the preset's fraction of η_theory of the analytic kernel.</summary>
    public LearningRate Rate(Architecture architecture) => _rates[architecture];

    /// <summary>The shape of a network on these images.</summary>
    public NetworkShape Shape(Architecture architecture, int width, int outputs) =>
        NetworkShape.For(Network(architecture).Description, Train.Inputs, width, outputs);

    /// <summary>An untrained network in single precision.</summary>
    public FiniteNetwork<float> Draw(Architecture architecture, int width, int outputs, RandomStream random, int? threads) =>
        FiniteNetwork.Draw<float>(Shape(architecture, width, outputs), random, threads);

    /// <summary>‖a - b‖/‖b‖ in the Frobenius norm.</summary>
    public static double RelativeDistance(Matrix a, Matrix b)
    {
        double difference = 0, size = 0;
        for (int i = 0; i < a.Values.Length; i++)
        {
            difference += Math.Pow(a.Values[i] - b.Values[i], 2);
            size += b.Values[i] * b.Values[i];
        }

        return Math.Sqrt(difference / size);
    }

    private FixedPointNetwork Network(Architecture architecture) =>
        FixedPointNetwork.Create(new Erf(), _sizes.WeightVariance, _sizes.BiasVariance, _sizes.Depth, architecture);
}

using WideNet.Activations;
using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Measurements;

/// <summary>A network whose first pre-activation kernel has the diagonal q*, the setting of every prediction at large depth.</summary>
/// <remarks>
/// Read-in weight variance 1 and bias variance 0, for inputs with x·x/n = q* (convolutions: at every pixel, with circular padding); the other layers
/// have σ_w² and σ_b². The critical ReLU family preserves every variance; 1 is taken there.
/// </remarks>
public sealed record FixedPointNetwork
{
    private FixedPointNetwork()
    {
    }

    /// <summary>The network.</summary>
    public required NetworkDescription Description { get; init; }

    /// <summary>Fixed points and depth scales at its variances.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>q*.</summary>
    public required double QStar { get; init; }

    /// <summary>Solves the fixed point and describes the network.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Number of nonlinearities, at least 1.</param>
    /// <param name="architecture">Fully connected unless another is named; convolutions are 3×3 and circular.</param>
    /// <exception cref="ArgumentException">There is no positive q* at these variances.</exception>
    public static FixedPointNetwork Create(
        Activation activation, double weightVariance, double biasVariance, int depth, Architecture architecture = Architecture.FullyConnected)
    {
        MeanFieldPoint theory = MeanFieldTheory.Analyze(activation, weightVariance, biasVariance);
        double? variance = theory.Phase == Phase.Critical && activation.IsHomogeneous ? 1 : theory.QStar;
        if (variance is not > 0)
        {
            throw new ArgumentException(
                Invariant($"{activation} has no positive q* at σ_w² = {weightVariance}, σ_b² = {biasVariance}; inputs cannot be scaled to it. ")
                    + "Choose variances with a fixed point.",
                nameof(weightVariance));
        }

        return new FixedPointNetwork
        {
            Theory = theory,
            QStar = variance.Value,
            Description = new NetworkDescription
            {
                Architecture = architecture,
                Activation = activation,
                Depth = depth,
                WeightVariance = weightVariance,
                BiasVariance = biasVariance,
                ReadInWeightVariance = 1,
                ReadInBiasVariance = 0,
            },
        };
    }
}

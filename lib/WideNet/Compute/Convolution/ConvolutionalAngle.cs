using System.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>The one transcendental function of the Erf and ReLU-family duals, F(u) = arccos(1-u)/√(u(2-u)) for u in [0, 1], as a polynomial.</summary>
/// <remarks>
/// F is analytic at u = 0 (F = Σ 2ⁿ(n!)²/(2n+1)! uⁿ, nearest singularity u = 2), so no branch and no division by a small number is needed:
/// with c the correlation and s = √(1-c²), the angle is arccos c = s·F(1-c) for c ≥ 0, and arcsin x = x·F(1-√(1-x²)) for every x in [-1, 1].
/// The polynomials are minimax for the error of the angle, max |s·(F-P)|: at most <see cref="SingleError"/> with degree 7 and
/// <see cref="DoubleError"/> with degree 18, before rounding (own Remez iteration in 45 digits; bounds checked on a dense grid in ConvolutionalAngleTests).
/// </remarks>
internal static class ConvolutionalAngle
{
    /// <summary>Largest error of the angle, in radians, of the single-precision polynomial in exact arithmetic.</summary>
    public const double SingleError = 3.9e-7;

    /// <summary>Largest error of the angle, in radians, of the double-precision polynomial in exact arithmetic.</summary>
    public const double DoubleError = 1.1e-15;

    private static readonly double[] Single =
    [
        0.999995535, 0.33353988, 0.130574244, 0.0734579056, -0.0246631928, 0.0955364487, -0.069365646, 0.0317207756,
    ];

    private static readonly double[] Double =
    [
        1.0000000000000262, 0.33333333332681464, 0.13333333381781284, 0.057142840207569337, 0.025397164491877088, 0.011539674330230837,
        0.0053659288271480608, 0.0022493247180181211, 0.0022624355466207479, -0.0032318424503447246, 0.010260976051184206,
        -0.020107011283264437, 0.031441047773939773, -0.036993361356449476, 0.032698519361984375, -0.020945115898399799,
        0.0092425865574667469, -0.0025184010180493723, 0.00032489379071056493,
    ];

    /// <summary>The coefficients for a precision, of u⁰ first.</summary>
    /// <typeparam name="T">float (8 coefficients) or double (19 coefficients).</typeparam>
    public static ReadOnlySpan<double> Coefficients<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? Single : Double;
}

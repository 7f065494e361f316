using WideNet.Formatting;

namespace WideNet.MeanField;

/// <summary>Fixed points, slopes and depth scales of one (σ_w², σ_b²): what mean-field theory says about very deep networks.</summary>
/// <remarks>Infinite quantities are <see cref="double.PositiveInfinity"/>, quantities that do not exist are null; nothing is ever NaN.</remarks>
[TypeFormatterSource(typeof(MeanFieldPointFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed record MeanFieldPoint
{
    /// <summary>The phase; decides which of the other members exist.</summary>
    public required Phase Phase { get; init; }

    /// <summary>q*, the stable fixed point of the variance map; null where the variance is unbounded or (critical ReLU family) simply preserved.</summary>
    public required double? QStar { get; init; }

    /// <summary>c*, the stable fixed point of the correlation map: below 1 in the chaotic phase, 1 elsewhere.</summary>
    public required double CStar { get; init; }

    /// <summary>χ_1 = σ_w² E[φ'(√q* z)²], the slope of the correlation map at c = 1 and the growth factor of Θ_aa.</summary>
    public required double Chi1 { get; init; }

    /// <summary>χ_c*, the slope of the correlation map at c*; equal to <see cref="Chi1"/> where c* = 1.</summary>
    public required double ChiCStar { get; init; }

    /// <summary>ξ_1 = 1/|ln χ_1| in layers; infinite at criticality.</summary>
    public double Xi1 => DepthScale(Math.Abs(Math.Log(Chi1)));

    /// <summary>ξ_c* = -1/ln χ_c* in layers; infinite at criticality and where the variance is unbounded (ReLU: c → 1 like 1/l²).</summary>
    public double XiCStar => Phase == Phase.Unbounded ? double.PositiveInfinity : DepthScale(-Math.Log(ChiCStar));

    /// <summary>ξ_* = 1/(ln χ_1 - ln χ_c*) in layers, the depth to which the NTK generalises in the chaotic phase; null elsewhere.</summary>
    public double? XiStar => Phase == Phase.Chaotic ? 1 / (Math.Log(Chi1) - Math.Log(ChiCStar)) : null;

    /// <summary>p* = q*/(1 - χ_1), the limit of Θ_aa: finite in the ordered phase, infinite at criticality, null in the other phases.</summary>
    /// <remarks>Null also where q* = 0 at criticality (σ_b² = 0), where the quotient is undetermined.</remarks>
    public double? PStar => Phase switch
    {
        Phase.Ordered => QStar / (1 - Chi1),
        Phase.Critical when QStar != 0 => double.PositiveInfinity,
        _ => null,
    };

    /// <summary>t* = q*c*/(1 - χ_c*), the limit of Θ_ab of two different inputs (or pixels) in the chaotic phase; null elsewhere. Test:
    /// MeanFieldTheoryTests.</summary>
    public double? TStar => Phase == Phase.Chaotic ? QStar * CStar / (1 - ChiCStar) : null;

    /// <summary>The phase as a coarse grid of weight variances needs it: critical if χ_1 is that close to 1, since few grids contain the point
    /// itself.</summary>
    /// <param name="tolerance">Largest |χ_1 - 1| of what counts as critical; 0.01 in the notebooks, where ξ_1 is a hundred layers.</param>
    public Phase PhaseWithin(double tolerance) => Math.Abs(Chi1 - 1) < tolerance ? Phase.Critical : Phase;

    private double DepthScale(double rate) => Phase == Phase.Critical ? double.PositiveInfinity : 1 / rate;
}

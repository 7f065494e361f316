using WideNet.Activations;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Gaussian duals T and Ṫ of a nonlinearity on tensors, with the formulas of WideNet.Activations, up to a common factor.</summary>
/// <remarks>
/// A device spends its time on passes over memory: a step is done in place wherever its operand is needed no more, what depends on one variance is
/// computed before it is spread over all pairs, and the factor is left to the affine step that follows.
/// </remarks>
internal sealed class TorchDuals
{
    private readonly Func<Tensor, Tensor> _ofVariance;
    private readonly Func<Tensor, Tensor, Tensor, Tensor, (Tensor Dual, Tensor SlopeTheta)> _apply;

    private TorchDuals(Func<Tensor, Tensor, Tensor, Tensor, (Tensor Dual, Tensor SlopeTheta)> apply, double scale = 1, Func<Tensor, Tensor>? ofVariance = null) =>
        (_apply, Scale, _ofVariance) = (apply, scale, ofVariance ?? (q => q));

    /// <summary>The factor that <see cref="Apply"/> leaves out.</summary>
    public double Scale { get; }

    /// <summary>The duals of an activation.</summary>
    /// <exception cref="NotSupportedException">There is no tensor form of this activation's duals.</exception>
    public static TorchDuals Of(Activation activation) => activation switch
    {
        Erf => new TorchDuals(ErfDuals, 2 / Math.PI, q => q.Plus(0.5)),
        ReluFamily relu => new TorchDuals((qa, qb, k, theta) => ReluDuals(relu, qa, qb, k, theta)),
        Gelu => new TorchDuals(GeluDuals),
        Sin => new TorchDuals(SineDuals),
        Cos => new TorchDuals(CosineDuals),
        _ => throw new NotSupportedException($"Kernels of the engine torchsharp know erf, the ReLU family, gelu, sin and cos, but the activation is {activation}; use the engine cpu."),
    };

    /// <summary>What <see cref="Apply"/> takes for a variance q.</summary>
    /// <param name="q">Variances of any shape.</param>
    public Tensor OfVariance(Tensor q) => _ofVariance(q);

    /// <summary>T/<see cref="Scale"/> and Ṫ∘Θ/<see cref="Scale"/>, elementwise.</summary>
    /// <param name="qa"><see cref="OfVariance"/> of q_a, in a shape that broadcasts to that of <paramref name="k"/>.</param>
    /// <param name="qb">The same of q_b; both together broadcast to the whole shape.</param>
    /// <param name="k">Covariances; not changed.</param>
    /// <param name="theta">Θ, of the same shape; not changed.</param>
    public (Tensor Dual, Tensor SlopeTheta) Apply(Tensor qa, Tensor qb, Tensor k, Tensor theta) => _apply(qa, qb, k, theta);

    // T = (2/π) atan2(k, s), Ṫ = (2/π)/s, s² = (½ + q_a)(½ + q_b) - k², at least ¼ + (q_a + q_b)/2 wherever |k| ≤ √(q_a q_b). Variances come with the ½ added.
    private static (Tensor Dual, Tensor SlopeTheta) ErfDuals(Tensor a, Tensor b, Tensor k, Tensor theta)
    {
        Tensor s = a.mul(b).Increase(k, k, -1).sqrt_();
        return (k.atan2(s), theta.div(s));
    }

    // θ = atan2(s, k), f = (a - b)²/2π: Ṫ = (a² + b²)/2 - fθ, T = f s + Ṫ k.
    private static (Tensor Dual, Tensor SlopeTheta) ReluDuals(ReluFamily relu, Tensor qa, Tensor qb, Tensor k, Tensor theta)
    {
        double a = relu.NegativeSlope, b = relu.PositiveSlope, f = (a - b) * (a - b) / (2 * Math.PI);
        Tensor s = Determinant(qa, qb, k).sqrt_();
        Tensor slope = s.atan2(k).ScaleBy(-f).Increase(((a * a) + (b * b)) / 2);
        return (s.ScaleBy(f).Increase(slope, k, 1), slope.mul_(theta));
    }

    // The formula stands at WideNet.Activations.Gelu.
    private static (Tensor Dual, Tensor SlopeTheta) GeluDuals(Tensor qa, Tensor qb, Tensor k, Tensor theta)
    {
        Tensor sum = qa.Plus(qb), product = qa.mul(qb), q = qa.Plus(1).mul(qb.Plus(1));
        Tensor squared = Determinant(qa, qb, k).Increase(sum).Increase(1), delta = squared.sqrt(), psi = k.atan2(delta);
        Tensor even = product.mul_(squared).Increase(k, k, 1).div_(q.mul(delta));
        Tensor dual = even.Increase(k, psi, 1).ScaleBy(1 / (2 * Math.PI)).Increase(k, 0.25);
        Tensor bracket = squared.reciprocal_().Increase(sum.Increase(2).div_(q));
        return (dual, bracket.mul_(k).div_(delta).Increase(psi).ScaleBy(1 / (2 * Math.PI)).Increase(0.25).mul_(theta));
    }

    // T = e^{-S/2} sinh k, Ṫ = e^{-S/2} cosh k.
    private static (Tensor Dual, Tensor SlopeTheta) SineDuals(Tensor qa, Tensor qb, Tensor k, Tensor theta)
    {
        (Tensor sinh, Tensor cosh) = Hyperbolic(qa, qb, k);
        return (sinh, cosh.mul_(theta));
    }

    // Those of the sine exchanged.
    private static (Tensor Dual, Tensor SlopeTheta) CosineDuals(Tensor qa, Tensor qb, Tensor k, Tensor theta)
    {
        (Tensor sinh, Tensor cosh) = Hyperbolic(qa, qb, k);
        return (cosh, sinh.mul_(theta));
    }

    // e^{-S/2} sinh k and e^{-S/2} cosh k, S = q_a + q_b; no exponent is positive.
    private static (Tensor Sinh, Tensor Cosh) Hyperbolic(Tensor qa, Tensor qb, Tensor k)
    {
        Tensor mean = qa.Plus(qb).ScaleBy(0.5);
        Tensor aligned = k.sub(mean).exp_(), opposed = k.Plus(mean).ScaleBy(-1).exp_();
        return (aligned.sub(opposed).ScaleBy(0.5), aligned.Increase(opposed).ScaleBy(0.5));
    }

    // q_a q_b - k², at least 0, in the shape of k. At correlation 1 with one copy of q it is exactly 0: both products are rounded before they are subtracted.
    private static Tensor Determinant(Tensor qa, Tensor qb, Tensor k) => qa.mul(qb).sub_(k.mul(k)).RaiseTo(0);
}

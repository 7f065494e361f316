using WideNet.Activations;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Nonlinearities on tensors: φ for networks, and its Gaussian duals T and Ṫ, with the formulas of WideNet.Activations, for kernels.</summary>
internal static class TorchActivation
{
    /// <summary>φ, elementwise and differentiable.</summary>
    /// <exception cref="NotSupportedException">There is no tensor form of this activation.</exception>
    public static Func<Tensor, Tensor> Function(Activation activation) => activation switch
    {
        Erf => x => x.erf(),
        Tanh => x => x.tanh(),
        Sin => x => x.sin(),
        Cos => x => x.cos(),
        Gelu => x => x.mul(0.5).mul(x.mul(Math.Sqrt(0.5)).erf().add(1)),
        ReluFamily { NegativeSlope: 0, PositiveSlope: 1 } => x => x.relu(),
        ReluFamily { NegativeSlope: -1, PositiveSlope: 1 } => x => x.abs(),

        // b x + (a - b) min(x, 0), which has slope a at 0 as the library's has: relu has slope 0 there.
        ReluFamily relu => x => x.mul(relu.NegativeSlope).add(x.relu().mul(relu.PositiveSlope - relu.NegativeSlope)),
        _ => throw Unknown(activation, "Networks"),
    };

    /// <summary>T(q_a, q_b, k) and Ṫ(q_a, q_b, k), elementwise over shapes that broadcast.</summary>
    /// <exception cref="NotSupportedException">There is no tensor form of this activation's duals.</exception>
    public static Func<Tensor, Tensor, Tensor, (Tensor Dual, Tensor Slope)> Duals(Activation activation) => activation switch
    {
        Erf => ErfDuals,
        ReluFamily relu => (qa, qb, k) => ReluDuals(relu, qa, qb, k),
        Gelu => GeluDuals,
        Sin => SineDuals,
        Cos => CosineDuals,
        _ => throw Unknown(activation, "Kernels"),
    };

    // T = (2/π) atan2(2k, s), Ṫ = (4/π)/s, s² = 1 + 2(q_a + q_b) + 4(q_a q_b - k²).
    private static (Tensor Dual, Tensor Slope) ErfDuals(Tensor qa, Tensor qb, Tensor k)
    {
        Tensor s = Determinant(qa, qb, k).mul_(4).add_(qa.add(qb).mul(2)).add_(1).sqrt_();
        return (k.mul(2).atan2(s).mul_(2 / Math.PI), s.reciprocal().mul_(4 / Math.PI));
    }

    // θ = atan2(s, k), f = (a - b)²/2π: Ṫ = (a² + b²)/2 - fθ, T = f s + Ṫ k.
    private static (Tensor Dual, Tensor Slope) ReluDuals(ReluFamily relu, Tensor qa, Tensor qb, Tensor k)
    {
        double a = relu.NegativeSlope, b = relu.PositiveSlope, f = (a - b) * (a - b) / (2 * Math.PI);
        Tensor s = Determinant(qa, qb, k).sqrt_();
        Tensor slope = s.atan2(k).mul_(-f).add_(((a * a) + (b * b)) / 2);
        return (slope.mul(k).add_(s.mul(f)), slope);
    }

    // The formula stands at WideNet.Activations.Gelu.
    private static (Tensor Dual, Tensor Slope) GeluDuals(Tensor qa, Tensor qb, Tensor k)
    {
        Tensor sum = qa.add(qb), product = qa.mul(qb), q = qa.add(1).mul(qb.add(1));
        Tensor squared = Determinant(qa, qb, k).add_(sum).add_(1), delta = squared.sqrt(), psi = k.atan2(delta);
        Tensor even = product.mul(squared).add(k.mul(k)).div_(q.mul(delta));
        Tensor dual = even.add_(k.mul(psi)).mul_(1 / (2 * Math.PI)).add_(k.mul(0.25));
        Tensor bracket = squared.reciprocal().add_(sum.add(2).div(q));
        return (dual, bracket.mul_(k).div_(delta).add_(psi).mul_(1 / (2 * Math.PI)).add_(0.25));
    }

    // T = e^{-S/2} sinh k, Ṫ = e^{-S/2} cosh k; no exponent is positive.
    private static (Tensor Dual, Tensor Slope) SineDuals(Tensor qa, Tensor qb, Tensor k)
    {
        Tensor mean = qa.add(qb).mul(0.5);
        Tensor aligned = k.sub(mean).exp_(), opposed = k.add(mean).mul_(-1).exp_();
        return (aligned.sub(opposed).mul_(0.5), aligned.add(opposed).mul_(0.5));
    }

    // Those of the sine exchanged.
    private static (Tensor Dual, Tensor Slope) CosineDuals(Tensor qa, Tensor qb, Tensor k)
    {
        (Tensor dual, Tensor slope) = SineDuals(qa, qb, k);
        return (slope, dual);
    }

    // q_a q_b - k², at least 0, in the shape of k. At correlation 1 with one copy of q it is exactly 0.
    private static Tensor Determinant(Tensor qa, Tensor qb, Tensor k) => qa.mul(qb).sub(k.mul(k)).clamp_min(0);

    private static NotSupportedException Unknown(Activation activation, string what) =>
        new($"{what} of the engine torchsharp know erf, the ReLU family, gelu, sin and cos, but the activation is {activation}; use the engine cpu.");
}

using WideNet.Activations;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Nonlinearities of networks on tensors.</summary>
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
        Gelu => x => x.Times(0.5).mul(x.Times(Math.Sqrt(0.5)).erf().Plus(1)),
        ReluFamily { NegativeSlope: 0, PositiveSlope: 1 } => x => x.relu(),
        ReluFamily { NegativeSlope: -1, PositiveSlope: 1 } => x => x.abs(),

        // b x + (a - b) min(x, 0), which has slope a at 0 as the library's has: relu has slope 0 there.
        ReluFamily relu => x => x.Times(relu.NegativeSlope).Plus(x.relu().Times(relu.PositiveSlope - relu.NegativeSlope)),
        _ => throw new NotSupportedException(
            $"Networks of the engine torchsharp know erf, tanh, the ReLU family, gelu, sin and cos, but the activation is {activation}; use the engine cpu."),
    };
}

using TorchSharp;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>A residual tanh network of dense layers with biases, in double precision: 4 inputs, 2 outputs.</summary>
internal sealed class DenseSample
{
    private const double WeightScale = 0.6, BiasScale = 0.3;

    public DenseSample(int depth, int width = 5, long seed = 7)
    {
        RandomStream stream = new(seed);
        Layers =
        [
            .. Enumerable.Range(0, depth + 1).Select(l => (IReadOnlyList<Tensor>)
            [
                TorchConventions.Normal(
                    stream.Split("weight").Split(l), [l == depth ? 2 : width, l == 0 ? 4 : width], torch.ScalarType.Float64).requires_grad_(),
                TorchConventions.Normal(stream.Split("bias").Split(l), [l == depth ? 2 : width], torch.ScalarType.Float64).requires_grad_(),
            ]),
        ];
    }

    public IReadOnlyList<IReadOnlyList<Tensor>> Layers { get; }

    public static Tensor Inputs(long count, long seed) => TorchConventions.Normal(new RandomStream(seed).Split("inputs"), [count, 4], torch.ScalarType.Float64);

    public Tensor Outputs(Tensor x) => Trace(x)[^1].Output;

    public IReadOnlyList<DensePass> Trace(Tensor x)
    {
        var passes = new List<DensePass>();
        Tensor z = x;
        for (int l = 0; l < Layers.Count; l++)
        {
            Tensor h = l == 0 ? x : z.tanh(), u = h.matmul(Layers[l][0].t()).Times(WeightScale).Plus(Layers[l][1].Times(BiasScale));
            passes.Add(new(h, u, WeightScale, BiasScale));
            z = l > 0 && l < Layers.Count - 1 ? z.Plus(u.Times(0.5)) : u;
        }

        return passes;
    }
}

using System.Numerics;
using WideNet.Compute.LinearAlgebra;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>Inner products of per-example gradients, summed in double precision over the layers.</summary>
internal static class TangentProducts
{
    /// <summary>
    /// A dense layer: ∂f(i)/∂W = s_w δ(i) x(i)ᵀ, so the inner product is (δ(i)·δ(j)) (s_w² x(i)·x(j) + s_b²); no gradient is ever formed.
    /// </summary>
    public static void AddDense<T>(
        LayerShape layer, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, int rows, ReadOnlySpan<T> otherX, ReadOnlySpan<T> otherDelta, int otherRows,
        double weight, Matrix target, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = Gram(x, rows, otherX, otherRows, layer.Inputs, threads);
        T[] deltas = Gram(delta, rows, otherDelta, otherRows, layer.Outputs, threads);
        double weightFactor = layer.WeightScale * layer.WeightScale, biasFactor = layer.BiasScale * layer.BiasScale;
        for (int i = 0; i < inputs.Length; i++)
        {
            target.Values[i] += weight * double.CreateTruncating(deltas[i]) * ((weightFactor * double.CreateTruncating(inputs[i])) + biasFactor);
        }
    }

    /// <summary>target += factor · rows · otherRowsᵀ.</summary>
    public static void AddGram<T>(T[] rows, int count, T[] otherRows, int otherCount, double factor, Matrix target, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gram = Gram<T>(rows, count, otherRows, otherCount, rows.Length / count, threads);
        for (int i = 0; i < gram.Length; i++) target.Values[i] += factor * double.CreateTruncating(gram[i]);
    }

    private static T[] Gram<T>(ReadOnlySpan<T> rows, int count, ReadOnlySpan<T> otherRows, int otherCount, int length, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gram = new T[checked(count * otherCount)];
        var left = new ReadOnlyMatrixView<T>(rows, count, length, length);
        var right = new ReadOnlyMatrixView<T>(otherRows, otherCount, length, length);
        MatrixProduct.Run(T.One, left, right.Transposed, T.Zero, new MatrixView<T>(gram, count, otherCount, otherCount), ProductPart.Full, threads);
        return gram;
    }
}

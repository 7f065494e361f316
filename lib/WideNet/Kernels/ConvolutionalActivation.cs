using System.Numerics;
using WideNet.Activations;

namespace WideNet.Kernels;

/// <summary>What the recursion needs of an activation: the numbers prepared from a variance, and the layer step.</summary>
/// <typeparam name="TLanes">Vector lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="activation">The activation.</param>
internal abstract unsafe class ConvolutionalActivation<TLanes, T>(Activation activation)
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers kept per pixel and layer of an image, 1 or 2.</summary>
    public abstract int Prepared { get; }

    /// <summary>The numbers pixels contribute as image a.</summary>
    /// <param name="q">Variances K_aa(α, α), at least 0.</param>
    /// <param name="first">Receives x_a.</param>
    /// <param name="second">Receives y_a, if <see cref="Prepared"/> is 2.</param>
    public abstract void PrepareRows(ReadOnlySpan<double> q, Span<double> first, Span<double> second);

    /// <summary>The numbers pixels contribute as image b.</summary>
    /// <param name="q">Variances K_bb(β, β), at least 0.</param>
    /// <param name="first">Receives x_b.</param>
    /// <param name="second">Receives y_b, if <see cref="Prepared"/> is 2.</param>
    public abstract void PrepareColumns(ReadOnlySpan<double> q, Span<double> first, Span<double> second);

    /// <summary>T(q, q, q) and Ṫ(q, q, q) of many variances, by the exact limits at correlation 1.</summary>
    /// <param name="q">Variances.</param>
    /// <param name="dual">Receives T; must not overlap.</param>
    /// <param name="slope">Receives Ṫ; must not overlap.</param>
    public virtual void Diagonal(ReadOnlySpan<double> q, Span<double> dual, Span<double> slope)
    {
        for (int i = 0; i < q.Length; i++)
        {
            dual[i] = activation.DualDiagonal(q[i]);
            slope[i] = activation.DualDerivativeDiagonal(q[i]);
        }
    }

    /// <summary>One layer: duals, sums if wanted, and the convolution unless the layer is the last.</summary>
    /// <param name="pass">The class and layer.</param>
    /// <param name="layer">Number of the layer, from 1.</param>
    /// <param name="isLast">Whether only the sums are wanted.</param>
    public abstract void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast);

    /// <summary>The fastest exact way for an activation.</summary>
    /// <param name="activation">The activation.</param>
    public static ConvolutionalActivation<TLanes, T> Create(Activation activation) => activation switch
    {
        ReluFamily family when typeof(T) == typeof(float) => new ConvolutionalReluFamily<TLanes, T, ConvolutionalPolynomial7<TLanes, T>>(family),
        ReluFamily family => new ConvolutionalReluFamily<TLanes, T, ConvolutionalPolynomial18<TLanes, T>>(family),
        Erf when typeof(T) == typeof(float) => new ConvolutionalErf<TLanes, T, ConvolutionalPolynomial7<TLanes, T>>(activation),
        Erf => new ConvolutionalErf<TLanes, T, ConvolutionalPolynomial18<TLanes, T>>(activation),
        _ => new ConvolutionalAnyActivation<TLanes, T>(activation),
    };

    /// <summary>One layer by closed duals: fused for a 3×3 filter, step by step for any other.</summary>
    /// <typeparam name="TDual">The activation's duals.</typeparam>
    /// <param name="pass">The class and layer.</param>
    /// <param name="constants">The activation's constants.</param>
    /// <param name="isLast">Whether only the sums are wanted.</param>
    protected static void Advance<TDual>(in ConvolutionalPass<T> pass, T* constants, bool isLast)
        where TDual : struct, IConvolutionalDual<TDual, TLanes, T>
    {
        if (!isLast && pass.FilterHeight == 3 && pass.FilterWidth == 3)
        {
            ConvolutionalFusedLayer<TLanes, T>.Run<TDual>(pass, constants);
            return;
        }

        ConvolutionalPlainLayer<TLanes, T>.Apply<TDual>(pass, constants);
        if (pass.Sums != null) ConvolutionalPlainLayer<TLanes, T>.Sum(pass);
        if (!isLast) ConvolutionalPlainLayer<TLanes, T>.Filter(pass, hasTheta: true);
    }
}

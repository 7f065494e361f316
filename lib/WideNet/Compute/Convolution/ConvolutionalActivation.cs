using System.Numerics;
using WideNet.Activations;

namespace WideNet.Compute.Convolution;

/// <summary>What the recursion needs of an activation: the numbers prepared from a variance, and the layer step.</summary>
/// <typeparam name="TLanes">Vector lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal abstract unsafe class ConvolutionalActivation<TLanes, T>(Activation activation)
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Kinds of numbers kept per pixel and layer of an image: 1 (x) or 2 (x and y).</summary>
    public abstract int Prepared { get; }

    /// <summary>How many numbers x stands for at a layer: 1, or the terms of a series.</summary>
    /// <param name="layer">Number of the layer, from 1.</param>
    public virtual int Numbers(int layer) => 1;

    /// <summary>Sum of <see cref="Numbers"/> over the layers before one.</summary>
    /// <param name="layer">Number of the layer, from 1; one more than the last gives the sum over all.</param>
    public virtual int NumbersBefore(int layer) => layer - 1;

    /// <summary>The numbers pixels contribute as image a.</summary>
    /// <param name="layer">Number of the layer, from 1.</param>
    /// <param name="q">Variances K_aa(α, α), at least 0.</param>
    /// <param name="first">Receives x_a, [pixel][number].</param>
    /// <param name="second">Receives y_a, if <see cref="Prepared"/> is 2.</param>
    public abstract void PrepareRows(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second);

    /// <summary>The numbers pixels contribute as image b.</summary>
    /// <param name="layer">Number of the layer, from 1.</param>
    /// <param name="q">Variances K_bb(β, β), at least 0.</param>
    /// <param name="first">Receives x_b, [pixel][number].</param>
    /// <param name="second">Receives y_b, if <see cref="Prepared"/> is 2.</param>
    public abstract void PrepareColumns(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second);

    /// <summary>T(q, q, q) and Ṫ(q, q, q) of many variances, by the exact limits at correlation 1.</summary>
    /// <param name="layer">Number of the layer, from 1.</param>
    /// <param name="q">Variances.</param>
    /// <param name="dual">Receives T; must not overlap.</param>
    /// <param name="slope">Receives Ṫ; must not overlap.</param>
    public virtual void Diagonal(int layer, ReadOnlySpan<double> q, Span<double> dual, Span<double> slope)
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
    public static ConvolutionalActivation<TLanes, T> Create(ConvolutionalJob job) => job.Network.Activation switch
    {
        ReluFamily family when typeof(T) == typeof(float) => new ConvolutionalReluFamily<TLanes, T, ConvolutionalPolynomial7<TLanes, T>>(family),
        ReluFamily family => new ConvolutionalReluFamily<TLanes, T, ConvolutionalPolynomial18<TLanes, T>>(family),
        Erf when typeof(T) == typeof(float) => new ConvolutionalErf<TLanes, T, ConvolutionalPolynomial7<TLanes, T>>(job.Network.Activation),
        Erf => new ConvolutionalErf<TLanes, T, ConvolutionalPolynomial18<TLanes, T>>(job.Network.Activation),
        Tanh => new ConvolutionalTanh<TLanes, T>(job),
        _ => new ConvolutionalAnyActivation<TLanes, T>(job.Network.Activation),
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
        if (!isLast) ConvolutionalPlainLayer<TLanes, T>.Filter(pass);
    }
}

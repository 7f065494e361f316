using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Activations;

namespace WideNet.Compute.Convolution;

/// <summary>Erf in closed form.</summary>
internal sealed unsafe class ConvolutionalErf<TLanes, T, TPolynomial> : ConvolutionalActivation<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private const double SmallestSquare = 1e-30;
    private readonly Activation _activation;
    private readonly T[] _constants = new T[ConvolutionalConstants.Count];

    /// <summary>Prepares the constants.</summary>
    public ConvolutionalErf(Activation activation)
        : base(activation)
    {
        _activation = activation;
        fixed (T* constants = _constants) ConvolutionalConstants.Write(-Math.PI * Math.PI / 4, SmallestSquare, 1, constants);
    }

    public override int Prepared => 1;

    public override void PrepareRows(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => Prepare(q, first, 2 / Math.PI);

    public override void PrepareColumns(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => Prepare(q, first, 1);

    public override void Diagonal(int layer, ReadOnlySpan<double> q, Span<double> dual, Span<double> slope) => _activation.Duals(q, q, q, dual, slope);

    public override void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast)
    {
        fixed (T* constants = _constants) Advance<ConvolutionalErfDual<TLanes, T, TPolynomial>>(pass, constants, isLast);
    }

    /// <summary>First ← factor·√(2/(1+2q)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prepare(ReadOnlySpan<double> q, Span<double> first, double factor)
    {
        int i = 0;
        for (; i <= q.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var value = new Vector<double>(q[i..]);
            (Vector.SquareRoot(new Vector<double>(2) / (Vector<double>.One + value + value)) * factor).CopyTo(first[i..]);
        }

        for (; i < q.Length; i++) first[i] = Math.Sqrt(2 / (1 + q[i] + q[i])) * factor;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Activations;

namespace WideNet.Compute.Convolution;

/// <summary>The ReLU family in closed form.</summary>
internal sealed unsafe class ConvolutionalReluFamily<TLanes, T, TPolynomial> : ConvolutionalActivation<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private readonly T[] _constants = new T[ConvolutionalConstants.Count];
    private readonly double _perAngle, _same;
    private readonly bool _isDualPositive;

    /// <summary>Prepares the constants.</summary>
    public ConvolutionalReluFamily(ReluFamily activation)
        : base(activation)
    {
        double a = activation.NegativeSlope, b = activation.PositiveSlope;
        _perAngle = (a - b) * (a - b) / (2 * Math.PI);
        _same = ((a * a) + (b * b)) / 2;
        _isDualPositive = a * b <= 0;
        fixed (T* constants = _constants) ConvolutionalConstants.Write(_same, a * b, -_perAngle, constants);
    }

    public override int Prepared => 2;

    public override void PrepareRows(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => Prepare(q, first, second, -1, _perAngle);

    public override void PrepareColumns(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => Prepare(q, first, second, 1, 1);

    public override void Diagonal(int layer, ReadOnlySpan<double> q, Span<double> dual, Span<double> slope)
    {
        for (int i = 0; i < q.Length; i++) dual[i] = _same * q[i];
        slope.Fill(_same);
    }

    public override void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast)
    {
        fixed (T* constants = _constants)
        {
            if (layer > 1 && _isDualPositive) Advance<ConvolutionalReluDual<TLanes, T, TPolynomial>>(pass, constants, isLast);
            else Advance<ConvolutionalSignedReluDual<TLanes, T, TPolynomial>>(pass, constants, isLast);
        }
    }

    /// <summary>First ← ±1/√q, or 0 where q = 0; second ← factor·√q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prepare(ReadOnlySpan<double> q, Span<double> first, Span<double> second, double sign, double factor)
    {
        int i = 0;
        for (; i <= q.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var value = new Vector<double>(q[i..]);
            Vector<double> root = Vector.SquareRoot(value);
            Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<double>.Zero), new Vector<double>(sign) / root, Vector<double>.Zero).CopyTo(first[i..]);
            (root * factor).CopyTo(second[i..]);
        }

        for (; i < q.Length; i++)
        {
            double root = Math.Sqrt(q[i]);
            first[i] = q[i] > 0 ? sign / root : 0;
            second[i] = root * factor;
        }
    }
}

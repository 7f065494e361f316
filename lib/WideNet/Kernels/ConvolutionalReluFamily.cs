using System.Numerics;
using WideNet.Activations;

namespace WideNet.Kernels;

/// <summary>The ReLU family in closed form.</summary>
internal sealed unsafe class ConvolutionalReluFamily<TLanes, T, TPolynomial> : ConvolutionalActivation<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private readonly T[] _constants = new T[ConvolutionalConstants.Count];
    private readonly double _perAngle;
    private readonly bool _isDualPositive;

    /// <summary>Prepares the constants.</summary>
    /// <param name="activation">The slopes.</param>
    public ConvolutionalReluFamily(ReluFamily activation)
    {
        double a = activation.NegativeSlope, b = activation.PositiveSlope;
        _perAngle = (a - b) * (a - b) / (2 * Math.PI);
        _isDualPositive = a * b <= 0;
        fixed (T* constants = _constants) ConvolutionalConstants.Write(((a * a) + (b * b)) / 2, a * b, -_perAngle, constants);
    }

    public override int Prepared => 2;

    public override void PrepareA(double q, out T first, out T second)
    {
        first = q > 0 ? T.CreateChecked(-1 / Math.Sqrt(q)) : T.Zero;
        second = T.CreateChecked(_perAngle * Math.Sqrt(q));
    }

    public override void PrepareB(double q, out T first, out T second)
    {
        first = q > 0 ? T.CreateChecked(1 / Math.Sqrt(q)) : T.Zero;
        second = T.CreateChecked(Math.Sqrt(q));
    }

    public override void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast)
    {
        fixed (T* constants = _constants)
        {
            if (layer > 1 && _isDualPositive) Advance<ConvolutionalReluDual<TLanes, T, TPolynomial>>(pass, constants, isLast);
            else Advance<ConvolutionalSignedReluDual<TLanes, T, TPolynomial>>(pass, constants, isLast);
        }
    }
}

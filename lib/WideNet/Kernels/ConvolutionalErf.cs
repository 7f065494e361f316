using System.Numerics;

namespace WideNet.Kernels;

/// <summary>Erf in closed form.</summary>
internal sealed unsafe class ConvolutionalErf<TLanes, T, TPolynomial> : ConvolutionalActivation<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private const double SmallestSquare = 1e-30;
    private readonly T[] _constants = new T[ConvolutionalConstants.Count];

    /// <summary>Prepares the constants.</summary>
    public ConvolutionalErf()
    {
        fixed (T* constants = _constants) ConvolutionalConstants.Write(-Math.PI * Math.PI / 4, SmallestSquare, 1, constants);
    }

    public override int Prepared => 1;

    public override void PrepareA(double q, out T first, out T second)
    {
        first = T.CreateChecked(2 / Math.PI * Math.Sqrt(2 / (1 + (2 * q))));
        second = T.Zero;
    }

    public override void PrepareB(double q, out T first, out T second)
    {
        first = T.CreateChecked(Math.Sqrt(2 / (1 + (2 * q))));
        second = T.Zero;
    }

    public override void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast)
    {
        fixed (T* constants = _constants) Advance<ConvolutionalErfDual<TLanes, T, TPolynomial>>(pass, constants, isLast);
    }
}

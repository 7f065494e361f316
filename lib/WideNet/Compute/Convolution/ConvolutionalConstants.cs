using System.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>Layout of the constants an activation hands to its duals: a few numbers, then the angle polynomial with the activation's factor.</summary>
internal static unsafe class ConvolutionalConstants
{
    /// <summary>1.</summary>
    public const int One = 0;

    /// <summary>2.</summary>
    public const int Two = 1;

    /// <summary>First constant of the activation.</summary>
    public const int First = 2;

    /// <summary>Second constant of the activation.</summary>
    public const int Second = 3;

    /// <summary>Where the polynomial begins.</summary>
    public const int Polynomial = 4;

    /// <summary>Room for all of them.</summary>
    public const int Count = 24;

    /// <summary>Writes them.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static void Write<T>(double first, double second, double factor, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        destination[One] = T.One;
        destination[Two] = T.CreateChecked(2);
        destination[First] = T.CreateChecked(first);
        destination[Second] = T.CreateChecked(second);
        ReadOnlySpan<double> coefficients = ConvolutionalAngle.Coefficients<T>();
        for (int i = 0; i < coefficients.Length; i++) destination[Polynomial + i] = T.CreateChecked(factor * coefficients[i]);
    }
}

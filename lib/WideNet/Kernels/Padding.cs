namespace WideNet.Kernels;

/// <summary>What a convolution sees beyond the border of an image.</summary>
public enum Padding
{
    /// <summary>The image wraps around.</summary>
    Circular,

    /// <summary>Zeros ("SAME"); weights are still scaled by 1/(taps × channels).</summary>
    Zero,
}

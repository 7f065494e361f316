namespace WideNet.Results;

/// <summary>What multiplies the exponential e^{rl} of a law over depth l.</summary>
public enum DepthFactor
{
    /// <summary>A constant: e^{rl}.</summary>
    Constant,

    /// <summary>A linear factor, with the constant beside it: (A + Bl) e^{rl}.</summary>
    Linear,

    /// <summary>The inverse of one: e^{rl}/(A + Bl).</summary>
    InverseLinear,
}

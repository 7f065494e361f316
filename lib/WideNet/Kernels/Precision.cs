namespace WideNet.Kernels;

/// <summary>Arithmetic of a kernel computation; results are always stored in double.</summary>
public enum Precision
{
    /// <summary>Double precision throughout.</summary>
#pragma warning disable CA1720 // The names of the formats are the clearest names for them, and the command line uses them.
    Float64,

    /// <summary>Single precision where the architecture has such a path (the convolutional ones); a fully-connected kernel stays in double.</summary>
    Float32,
#pragma warning restore CA1720
}

using WideNet.Kernels;

namespace WideNet.Measurements;

/// <summary>Words for architectures in titles and legends.</summary>
internal static class Architectures
{
    /// <summary>The short name of the paper.</summary>
    public static string Name(Architecture architecture) => architecture switch
    {
        Architecture.FullyConnected => "FCN",
        Architecture.ConvolutionalFlatten => "CNN-F",
        Architecture.ConvolutionalPool => "CNN-P",
        _ => throw new ArgumentException($"{architecture} is not an architecture.", nameof(architecture)),
    };
}

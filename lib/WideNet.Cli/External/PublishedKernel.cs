namespace WideNet.Cli.External;

/// <summary>The two convolutional tangent kernels of Arora et al. 2019.</summary>
public enum PublishedKernel
{
    /// <summary>CNTK-V: flattens after the last convolution; all layers are trained.</summary>
    Vanilla,

    /// <summary>CNTK-GAP: averages over pixels after the last convolution; the first and the last layer are not trained.</summary>
    Pooled,
}

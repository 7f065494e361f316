namespace WideNet.Kernels;

/// <summary>The three architectures of the paper.</summary>
public enum Architecture
{
    /// <summary>Fully-connected network (FCN): Dense(read-in) → [φ → Dense] × L.</summary>
    FullyConnected,

    /// <summary>Convolutional network that flattens (CNN-F): Conv(read-in) → [φ → Conv] × (L-1) → φ → flatten → Dense(read-out).</summary>
    ConvolutionalFlatten,

    /// <summary>Convolutional network with global average pooling (CNN-P): as CNN-F, with the mean over pixels in place of flattening.</summary>
    ConvolutionalPool,
}

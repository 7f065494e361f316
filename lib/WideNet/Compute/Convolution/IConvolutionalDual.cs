namespace WideNet.Compute.Convolution;

/// <summary>T and Ṫ of one pixel pair for every example of a tile, from numbers prepared per pixel, layer and image.</summary>
/// <remarks>What the prepared numbers are is the activation's business: see <see cref="ConvolutionalActivation{TLanes, T}"/>.</remarks>
internal unsafe interface IConvolutionalDual<TSelf, TLanes, T>
    where TSelf : struct, IConvolutionalDual<TSelf, TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>Takes the activation's constants; the memory must outlive the value.</summary>
    static abstract TSelf Create(T* constants);

    /// <summary>Returns Ṫ and sets T.</summary>
    /// <param name="k">K of the pixel pair.</param>
    /// <param name="xa">First number of the pixel of image a, the same for all lanes.</param>
    /// <param name="ya">Second number of the pixel of image a.</param>
    /// <param name="xb">First numbers of the pixel of the images b, one a lane.</param>
    /// <param name="yb">Second numbers of the pixel of the images b.</param>
    /// <param name="dual">T.</param>
    TLanes Evaluate(TLanes k, T* xa, T* ya, T* xb, T* yb, out TLanes dual);
}

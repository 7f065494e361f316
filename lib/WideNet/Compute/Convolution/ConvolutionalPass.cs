namespace WideNet.Compute.Convolution;

/// <summary>One layer of one displacement class of one tile (an image a, one image b a lane): where its numbers lie and what happens to them.</summary>
/// <remarks>
/// Class images are stored as [row][column][lane] with <see cref="Stride"/> numbers a row: a column more than the image is wide, since the
/// fused pass writes one column and one row ahead of the class before it knows their values. Prepared numbers of image a are
/// [row][column], those of the images b [row][column][lane].
/// </remarks>
internal unsafe struct ConvolutionalPass<T>
    where T : unmanaged
{
    /// <summary>The class.</summary>
    public ConvolutionalClass Class;

    /// <summary>Rows, columns of an image.</summary>
    public int ImageHeight, ImageWidth;

    /// <summary>Rows, columns of the filter.</summary>
    public int FilterHeight, FilterWidth;

    /// <summary>Whether images wrap around.</summary>
    public bool IsCircular;

    /// <summary>Numbers from one row of a class image to the next.</summary>
    public int Stride;

    /// <summary>K and Θ of the class, replaced by those of the next layer; the dummy row and column before them are writable.</summary>
    public T* K, Theta;

    /// <summary>Working memory: an image of the size of K, at least eight rows.</summary>
    public T* Work;

    /// <summary>Prepared numbers of this layer.</summary>
    public T* XA, YA, XB, YB;

    /// <summary>Receives the sums of T and of Ṫ∘Θ over the class, two times one number a lane; or null.</summary>
    public T* Sums;

    /// <summary>σ_w²/|Ω| and σ_b² of the layer.</summary>
    public T Weight, Bias;
}

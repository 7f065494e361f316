namespace WideNet.Compute.Convolution;

/// <summary>One thread's working memory: K and Θ of the classes under way, O(pixels) each.</summary>
internal sealed unsafe class ConvolutionalScratch<T> : IDisposable
    where T : unmanaged
{
    private readonly ConvolutionalMemory<T> _memory;
    private readonly long _image, _start;

    /// <summary>Takes the memory.</summary>
    public ConvolutionalScratch(ConvolutionalShape shape, int lanes, int slots)
    {
        Stride = (shape.Width + 1) * lanes;
        _image = (long)(Math.Max(shape.Height, 8) + 2) * Stride;
        _start = Stride + lanes;
        _memory = new ConvolutionalMemory<T>((((2L * slots) + 1) * _image) + (2 * lanes));
        Slots = slots;
    }

    /// <summary>Classes under way at once.</summary>
    public int Slots { get; }

    /// <summary>Numbers from one row of a class image to the next; a dummy column and row lie before the first.</summary>
    public int Stride { get; }

    /// <summary>K of a slot.</summary>
    public T* K(int slot) => _memory.Start + (2 * slot * _image) + _start;

    /// <summary>Θ of a slot.</summary>
    public T* Theta(int slot) => K(slot) + _image;

    /// <summary>An image all slots use in turn.</summary>
    public T* Work => _memory.Start + (2L * Slots * _image);

    /// <summary>Room for the sums of one pass.</summary>
    public T* PassSums => Work + _image;

    public void Dispose() => _memory.Dispose();
}

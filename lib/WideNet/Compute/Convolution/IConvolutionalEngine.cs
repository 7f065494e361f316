namespace WideNet.Compute.Convolution;

/// <summary>A convolutional kernel computation in one arithmetic.</summary>
internal interface IConvolutionalEngine : IDisposable
{
    /// <summary>Images side by side in a vector register.</summary>
    int Lanes { get; }

    /// <summary>Pixel pairs a lane has to take through all layers in the whole job: the measure of work.</summary>
    double PixelPairs { get; }

    /// <summary>Most memory in use at once beyond inputs and results.</summary>
    long WorkingBytes { get; }

    /// <summary>Stripes of columns, each computed and kept by itself.</summary>
    int Stripes { get; }

    /// <summary>Fills the job's results, from its checkpoint as far as that goes.</summary>
    void Run();

    /// <summary>Times a unit of a few displacement classes or images: the work that the job repeats.</summary>
    /// <param name="repetitions">How often, beside one run that does not count.</param>
    /// <returns>Seconds on one thread for one pixel pair of a tile through all layers, ascending.</returns>
    double[] SampleSecondsPerPixelPair(int repetitions);
}

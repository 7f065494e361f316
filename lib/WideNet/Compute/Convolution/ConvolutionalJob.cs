using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>One convolutional kernel computation: what is asked for and where the results go.</summary>
internal sealed class ConvolutionalJob
{
    private readonly int[] _depthIndex;

    /// <summary>Checks the job and allocates its results.</summary>
    /// <param name="network">A convolutional network.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="x1">Images of the rows.</param>
    /// <param name="x2">Images of the columns, or null for a train-train kernel.</param>
    /// <param name="options">How it is computed.</param>
    /// <param name="hasResults">Whether to allocate the results.</param>
    /// <exception cref="ArgumentException">The images do not fit each other or the network, an image has variance 0, or the checkpoint does not fit on the
    /// disk, or the depth not into memory.</exception>
    public ConvolutionalJob(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions options, bool hasResults = true)
    {
        if (x2 is not null && (x2.Height != x1.Height || x2.Width != x1.Width || x2.Channels != x1.Channels))
        {
            throw new ArgumentException(
                Invariant($"x1 has images of {x1.Height}×{x1.Width}×{x1.Channels}, but x2 of {x2.Height}×{x2.Width}×{x2.Channels}; height, width and ")
                    + "channels must agree.", nameof(x2));
        }

        // For every layer one image as a row and at least eight side by side as columns.
        KernelRoom.RequireLayers(depths[^1], 9.0 * x1.Pixels, sizeof(float), isOneArray: false);
        Network = network;
        Depths = [.. depths];
        Rows = x1;
        Columns = x2 ?? x1;
        IsSymmetric = x2 is null;
        Options = options;
        Shape = new ConvolutionalShape(network, x1);
        _depthIndex = new int[Layers + 1];
        Array.Fill(_depthIndex, -1);
        for (int i = 0; i < Depths.Length; i++) _depthIndex[Depths[i]] = i;
        RequireVariances(x1, x2 is null ? "x" : nameof(x1));
        if (x2 is not null) RequireVariances(x2, nameof(x2));
        if (hasResults && options.CheckpointFolder is string folder)
            KernelRoom.RequireDisk(folder, 2.0 * sizeof(double) * Depths.Length * Rows.Count * Columns.Count, "The checkpoint");
        Results = hasResults
            ? [.. Depths.Select(depth => new KernelPair(depth, new Matrix(Rows.Count, Columns.Count), new Matrix(Rows.Count, Columns.Count)))]
            : [];
    }

    /// <summary>The network.</summary>
    public NetworkDescription Network { get; }

    /// <summary>Depths asked for, increasing.</summary>
    public int[] Depths { get; }

    /// <summary>Layers swept: the last depth.</summary>
    public int Layers => Depths[^1];

    /// <summary>Images of the rows.</summary>
    public InputBatch Rows { get; }

    /// <summary>Images of the columns; the rows' own for a train-train kernel.</summary>
    public InputBatch Columns { get; }

    /// <summary>Whether this is a train-train kernel.</summary>
    public bool IsSymmetric { get; }

    /// <summary>How it is computed.</summary>
    public KernelOptions Options { get; }

    /// <summary>Image, filter and displacement classes.</summary>
    public ConvolutionalShape Shape { get; }

    /// <summary>The kernels, filled while the job runs: all of them, or the columns of <see cref="HoldOnly"/>.</summary>
    public KernelPair[] Results { get; private set; }

    /// <summary>First column of <see cref="Results"/>.</summary>
    public int FirstColumn { get; private set; }

    /// <summary>Holds results of a stripe alone.</summary>
    public void HoldOnly(int first, int count, int rows)
    {
        FirstColumn = first;
        Results = [.. Depths.Select(depth => new KernelPair(depth, new Matrix(rows, count), new Matrix(rows, count)))];
    }

    /// <summary>Weight of a tap in the read-in layer, which also divides by the channels: σ_w²/(|Ω|·channels).</summary>
    public double ReadInWeight => (Network.ReadInWeightVariance ?? Network.WeightVariance) / ((double)Shape.Taps * Shape.Channels);

    /// <summary>σ_b² of the read-in layer.</summary>
    public double ReadInBias => Network.ReadInBiasVariance ?? Network.BiasVariance;

    /// <summary>Weight of a tap in the hidden layers: σ_w²/|Ω|.</summary>
    public double Weight => Network.WeightVariance / Shape.Taps;

    /// <summary>σ_b² of the hidden layers.</summary>
    public double Bias => Network.BiasVariance;

    /// <summary>The largest K_aa(α, α) of the read-in layer over all pixels of all images.</summary>
    public double LargestInputVariance()
    {
        double largest = 0;
        double[] squares = new double[Shape.Pixels];
        var box = new ConvolutionalBox(Shape);
        foreach (InputBatch images in IsSymmetric ? (InputBatch[])[Rows] : [Rows, Columns])
        {
            for (int i = 0; i < images.Count; i++)
            {
                ReadOnlySpan<double> image = images.Example(i);
                for (int pixel = 0; pixel < squares.Length; pixel++)
                {
                    double sum = 0;
                    foreach (double x in image.Slice(pixel * Shape.Channels, Shape.Channels)) sum += x * x;
                    squares[pixel] = sum;
                }

                box.Apply(squares, ReadInWeight, ReadInBias, []);
                largest = Math.Max(largest, squares.Max());
            }
        }

        return largest;
    }

    /// <summary>Position of a layer in <see cref="Depths"/>, or -1.</summary>
    /// <param name="layer">Number of the layer, from 1.</param>
    public int DepthIndex(int layer) => _depthIndex[layer];

    /// <summary>Reads out one entry, K = σ_w² ΣT/terms + σ_b² and Θ = K + σ_w² Σ(Ṫ∘Θ)/terms (without K where the read-out is not trained), and stores it, in
    /// a train-train kernel also at (b, a).</summary>
    /// <param name="depthIndex">Position of the depth.</param>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    /// <param name="sumT">ΣT over all pixel pairs of the read-out.</param>
    /// <param name="sumP">Σ(Ṫ∘Θ).</param>
    /// <exception cref="KernelOverflowException">The entry is not finite.</exception>
    public void Store(int depthIndex, int a, int b, double sumT, double sumP)
    {
        double weight = (Network.ReadOutWeightVariance ?? Network.WeightVariance) / Shape.ReadOutTerms;
        double nngp = (weight * sumT) + (Network.ReadOutBiasVariance ?? Network.BiasVariance);
        double hidden = weight * sumP, ntk = Network.TrainsReadOut ? nngp + hidden : hidden;
        if (!double.IsFinite(nngp + hidden))
        {
            string smaller = Depths[depthIndex] == 1 ? "take smaller variances or scale the inputs down" : "ask for smaller depths";
            string remedy = Options.Precision == Precision.Float32 ? $"use double precision or {smaller}" : smaller;
            throw new KernelOverflowException(
                Invariant($"Θ of the images {a} and {b} leaves the range of {Options.Precision} at or before depth {Depths[depthIndex]}; {remedy}."));
        }

        (_, Matrix k, Matrix theta) = Results[depthIndex];
        Put(k, a, b, nngp);
        Put(theta, a, b, ntk);
    }

    /// <summary>Stores an entry, in a train-train kernel also at (b, a) where that is held.</summary>
    /// <param name="matrix">One of the results.</param>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    /// <param name="value">The entry.</param>
    public void Put(Matrix matrix, int a, int b, double value)
    {
        matrix[a, b - FirstColumn] = value;
        if (IsSymmetric && b < matrix.Rows && (uint)(a - FirstColumn) < (uint)matrix.Columns) matrix[b, a - FirstColumn] = value;
    }

    /// <summary>Told before any work: such an image has variance 0 and no correlation with another.</summary>
    private void RequireVariances(InputBatch images, string name)
    {
        if (ReadInBias > 0) return;
        for (int i = 0; i < images.Count; i++)
        {
            if (ReadInWeight == 0 || images.Example(i).IndexOfAnyExcept(0.0) < 0)
            {
                throw new ArgumentException(
                    Invariant($"Image {i} of {name} is all zeros and the bias variance of the first layer is 0, so its variance is 0; leave the image out ")
                        + "or use a bias variance above 0.", name);
            }
        }
    }
}

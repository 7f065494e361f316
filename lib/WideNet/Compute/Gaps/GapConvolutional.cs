using WideNet.Compute.Convolution;
using WideNet.Compute.Vectors;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Gaps;

/// <summary>The gap recursion of CNN-F and CNN-P with circular padding on images whose pixels have one norm: per pixel pair, averaged over the taps after
/// each layer.</summary>
/// <remarks>
/// A pixel pair (α, α + Δ) mixes with pairs of the same displacement Δ only, so the state is [pixel α, column] with a column for each displacement
/// (CNN-P) or each partner image at displacement 0 (CNN-F), and the box average adds whole rows. With <paramref name="byPixel"/> nothing is pooled: rows and
/// columns of the result are the pixels of all images.
/// </remarks>
/// <param name="network">A convolutional network.</param>
/// <param name="plan">Scalars of every layer.</param>
/// <param name="x1">Images of the rows.</param>
/// <param name="x2">Images of the columns, or null for a train-train kernel.</param>
/// <param name="byPixel">Whether the read-out is left out.</param>
internal sealed class GapConvolutional(NetworkDescription network, GapPlan plan, InputBatch x1, InputBatch? x2, bool byPixel = false)
{
    private const int PartnersOfFlatten = 32;

    private readonly InputBatch _other = x2 ?? x1;
    private readonly int _pixels = x1.Pixels;
    private readonly bool _pools = byPixel || network.Architecture == Architecture.ConvolutionalPool;

    /// <summary>The kernels at all requested depths.</summary>
    /// <exception cref="ArgumentException">The filter is larger than the images.</exception>
    public GapKernel[] Compute(KernelOptions options)
    {
        ConvolutionalShape.RequireFits(network, x1);
        int block = _pools ? 1 : PartnersOfFlatten;
        (int A, int B)[] jobs =
        [
            .. from a in Enumerable.Range(0, x1.Count)
               from b in Enumerable.Range(0, (_other.Count + block - 1) / block)
               where x2 is not null || (b + 1) * block > a
               select (a, b * block),
        ];
        int unit = byPixel ? _pixels : 1;
        GapKernel[] results = [.. plan.Readouts.Select(readout => readout.CreateKernel(unit * x1.Count, unit * _other.Count, x2 is null))];
        int width = ((_pools ? _pixels : block) + 7) & ~7;
        ParallelTiles.For(
            jobs.Length,
            options.MaxThreads,
            () => new GapScratch(_pixels * width),
            (job, scratch) => Pairs(jobs[job].A, jobs[job].B, width, scratch, results),
            options.Progress,
            options.Cancellation);
        return results;
    }

    private void Pairs(int a, int b0, int width, GapScratch scratch, GapKernel[] results)
    {
        GapState state = scratch.State(_pixels * width), other = scratch.Readout(_pixels * width);
        ReadIn(a, b0, width, state.Nngp);
        state.ReadIn(plan.ReadInWeightVariance, plan.ReadInVariance);
        Average(state, other, width);
        for (int depth = 1, next = 0; next < results.Length; depth++)
        {
            GapLayer layer = plan.Hidden[depth - 1];
            state.Rescale(layer);
            bool wanted = results[next].Depth == depth;
            if (wanted && !plan.SharesReadOut)
            {
                plan.Readouts[next].Layer.Advance(state, other);
                Write(other, a, b0, width, results[next++]);
                wanted = false;
            }

            layer.Advance(state, state);
            if (wanted)
            {
                Write(state, a, b0, width, results[next++]);
            }

            Average(state, other, width);
        }
    }

    // Gaps of the input kernel; columns beyond the last are pairs at distance 0.
    private void ReadIn(int a, int b0, int width, Span<double> gaps)
    {
        gaps.Clear();
        ReadOnlySpan<double> left = x1.Example(a);
        int columns = Columns(b0), channels = x1.Channels;
        for (int alpha = 0; alpha < _pixels; alpha++)
        {
            for (int column = 0; column < columns; column++)
            {
                int beta = _pools ? Shifted(alpha, column / x1.Width, column % x1.Width) : alpha;
                ReadOnlySpan<double> right = _other.Example(_pools ? b0 : b0 + column);
                double sum = 0;
                for (int c = 0; c < channels; c++)
                {
                    double difference = left[(alpha * channels) + c] - right[(beta * channels) + c];
                    sum = Math.FusedMultiplyAdd(difference, difference, sum);
                }

                gaps[(alpha * width) + column] = sum / (2.0 * channels);
            }
        }
    }

    private int Columns(int b0) => _pools ? _pixels : Math.Min(PartnersOfFlatten, _other.Count - b0);

    private int Shifted(int pixel, int down, int right)
    {
        int row = ((pixel / x1.Width) + down) % x1.Height, column = ((pixel % x1.Width) + right) % x1.Width;
        return (row * x1.Width) + column;
    }

    private void Average(GapState state, GapState other, int width)
    {
        Average(state.Nngp, other.Nngp, width);
        Average(state.Ntk, other.Ntk, width);
        Average(state.Entries, other.Entries, width);
    }

    // The mean over the taps, first down the columns of the image, then along its rows; taps beyond the border wrap around.
    private void Average(Span<double> values, Span<double> temporary, int width)
    {
        int up = network.FilterHeight / 2, left = network.FilterWidth / 2;
        double share = 1.0 / (network.FilterHeight * network.FilterWidth);
        for (int pixel = 0; pixel < _pixels; pixel++)
        {
            Span<double> sum = temporary.Slice(pixel * width, width);
            sum.Clear();
            for (int tap = -up; tap <= up; tap++)
            {
                Add(values.Slice(Shifted(pixel, Wrapped(tap, x1.Height), 0) * width, width), 1, sum);
            }
        }

        for (int pixel = 0; pixel < _pixels; pixel++)
        {
            Span<double> sum = values.Slice(pixel * width, width);
            sum.Clear();
            for (int tap = -left; tap <= left; tap++)
            {
                Add(temporary.Slice(Shifted(pixel, 0, Wrapped(tap, x1.Width)) * width, width), share, sum);
            }
        }
    }

    private static int Wrapped(int tap, int size) => ((tap % size) + size) % size;

    private static void Add(ReadOnlySpan<double> values, double factor, Span<double> sum) => DenseVectors.AddScaled(factor, values, sum);

    private void Write(GapState state, int a, int b0, int width, GapKernel result)
    {
        Write(state.Nngp, a, b0, width, result.ScaledNngpGaps);
        Write(state.Ntk, a, b0, width, result.ScaledNtkGaps);
        Write(state.Entries, a, b0, width, result.ScaledEntries);
    }

    private void Write(ReadOnlySpan<double> values, int a, int b0, int width, Matrix result)
    {
        double[] entries = result.Storage();
        int columns = Columns(b0);
        if (byPixel)
        {
            WritePixels(values, a, b0, width, entries);
            return;
        }

        for (int partner = 0; partner < (_pools ? 1 : columns); partner++)
        {
            double sum = 0;
            for (int alpha = 0; alpha < _pixels; alpha++)
            {
                foreach (double value in values.Slice((alpha * width) + partner, _pools ? columns : 1))
                {
                    sum += value;
                }
            }

            int b = b0 + partner;
            if (x2 is null && b < a)
            {
                continue;
            }

            entries[(a * _other.Count) + b] = sum / (_pools ? (double)_pixels * _pixels : _pixels);
            if (x2 is null)
            {
                entries[(b * _other.Count) + a] = entries[(a * _other.Count) + b];
            }
        }
    }

    private void WritePixels(ReadOnlySpan<double> values, int a, int b, int width, double[] entries)
    {
        int size = _other.Count * _pixels;
        for (int alpha = 0; alpha < _pixels; alpha++)
        {
            for (int column = 0; column < _pixels; column++)
            {
                int row = (a * _pixels) + alpha, other = (b * _pixels) + Shifted(alpha, column / x1.Width, column % x1.Width);
                double value = values[(alpha * width) + column];
                entries[(row * size) + other] = value;
                if (x2 is null)
                {
                    entries[(other * size) + row] = value;
                }
            }
        }
    }
}

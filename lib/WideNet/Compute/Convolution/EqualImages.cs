using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>Entries of a kernel that belong to an image and a copy of it: they are those of the image with itself.</summary>
/// <remarks>
/// Near correlation 1 the ReLU family's Ṫ turns a rounding ε of the correlation into √ε. An image paired with itself is computed with one copy of each
/// variance and does not suffer from that; a copy at another index, or in the other array, would. Other activations are smooth there and need nothing.
/// Shown by EqualImagesTests.
/// </remarks>
internal static class EqualImages
{
    /// <summary>Replaces the entries of copies.</summary>
    public static void Settle(ConvolutionalJob job)
    {
        if (job.Network.Activation is not ReluFamily) return;
        int rows = job.Rows.Count, all = job.IsSymmetric ? rows : rows + job.Columns.Count;
        EqualRows images = EqualRows.Find(all, i => i < rows ? job.Rows.Example(i) : job.Columns.Example(i - rows));
        if (images.First.Length == all) return;
        foreach (IGrouping<int, int> copies in Enumerable.Range(0, all).GroupBy(i => images.GroupOf[i]).Where(group => group.Count() > 1))
        {
            (int Row, int Column)[] entries = [.. Entries([.. copies], rows, job.IsSymmetric)];
            if (entries.Length > 0) Settle(job, entries);
        }
    }

    private static IEnumerable<(int Row, int Column)> Entries(int[] copies, int rows, bool isSymmetric) => isSymmetric
        ? from a in copies from b in copies where a != b select (a, b)
        : from a in copies from b in copies where a < rows && b >= rows select (a, b - rows);

    // Dropout is for an example with itself, not for its copies.
    private static void Settle(ConvolutionalJob job, (int Row, int Column)[] entries)
    {
        KernelOptions options = job.Options with { CheckpointFolder = null, Progress = null, MaxThreads = 1 };
        InputBatch image = job.Rows.Slice(entries[0].Row, 1);
        KernelPair[] own = ConvolutionalKernel.Compute(job.Network with { DropoutKeep = 1 }, job.Depths, image, null, options);
        for (int d = 0; d < own.Length; d++)
        {
            foreach ((int row, int column) in entries)
            {
                job.Results[d].Nngp[row, column] = own[d].Nngp[0, 0];
                job.Results[d].Ntk[row, column] = own[d].Ntk[0, 0];
            }
        }
    }
}

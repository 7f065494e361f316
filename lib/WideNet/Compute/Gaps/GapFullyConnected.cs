using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Gaps;

/// <summary>The gap recursion of a fully-connected network, all requested depths from one sweep over tiles of pairs that stay in the first-level
/// cache.</summary>
internal sealed class GapFullyConnected(GapPlan plan, GapInputs inputs)
{
    private const int Edge = 32;

    private readonly int _rows = inputs.Gaps.Rows, _columns = inputs.Gaps.Columns;

    /// <summary>The kernels at all requested depths.</summary>
    public GapKernel[] Compute(KernelOptions options)
    {
        GapKernel[] results = [.. plan.Readouts.Select(readout => readout.CreateKernel(_rows, _columns, inputs.IsTrainTrain))];
        (int Row, int Column)[] tiles = ParallelTiles.Squares(_rows, _columns, Edge, inputs.IsTrainTrain);
        ParallelTiles.For(
            tiles.Length,
            options.MaxThreads,
            () => new GapScratch(Edge * Edge),
            (tile, scratch) => Tile(tiles[tile].Row, tiles[tile].Column, scratch, results),
            options.Progress,
            options.Cancellation);
        return results;
    }

    private void Tile(int a0, int b0, GapScratch scratch, GapKernel[] results)
    {
        int rows = Math.Min(Edge, _rows - a0), columns = Math.Min(Edge, _columns - b0);
        int stride = (columns + 7) & ~7;
        GapState state = scratch.State(rows * stride), readout = scratch.Readout(rows * stride);
        for (int i = 0; i < rows; i++)
        {
            // Columns are padded to whole vectors, so no entry takes a scalar remainder path and its bits do not depend on where it stands.
            Span<double> row = state.Nngp.Slice(i * stride, stride);
            inputs.Gaps.Row(a0 + i).Slice(b0, columns).CopyTo(row);
            row[columns..].Clear();
        }

        state.ReadIn(plan.ReadInWeightVariance, plan.ReadInVariance);
        int next = 0;
        for (int depth = 1; next < results.Length; depth++)
        {
            GapLayer layer = plan.Hidden[depth - 1];
            state.Rescale(layer);
            bool wanted = results[next].Depth == depth;
            if (wanted && !plan.SharesReadOut)
            {
                plan.Readouts[next].Layer.Advance(state, readout);
                Write(readout, stride, a0, rows, b0, columns, results[next++]);
                wanted = false;
            }

            layer.Advance(state, state);
            if (wanted)
            {
                Write(state, stride, a0, rows, b0, columns, results[next++]);
            }
        }
    }

    private void Write(GapState state, int stride, int a0, int rows, int b0, int columns, GapKernel result)
    {
        Write(state.Nngp, stride, a0, rows, b0, columns, result.ScaledNngpGaps);
        Write(state.Ntk, stride, a0, rows, b0, columns, result.ScaledNtkGaps);
        Write(state.Entries, stride, a0, rows, b0, columns, result.ScaledEntries);
    }

    private void Write(ReadOnlySpan<double> tile, int stride, int a0, int rows, int b0, int columns, Matrix result)
    {
        double[] values = result.Storage();
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> row = tile.Slice(i * stride, columns);
            row.CopyTo(values.AsSpan(((a0 + i) * _columns) + b0, columns));
            for (int j = 0; inputs.IsTrainTrain && j < columns; j++)
            {
                values[((b0 + j) * _columns) + a0 + i] = row[j];
            }
        }
    }
}

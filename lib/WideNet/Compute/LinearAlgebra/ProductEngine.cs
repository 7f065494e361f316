using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>The blocked matrix product: packs strips of A and B, then lets a tile kernel run over the tiles of C.</summary>
/// <remarks>
/// Each entry is the sum over k in blocks of <see cref="DepthBlock"/>, inside a block in ascending k, one block added to C after the other.
/// Neither threads nor the position of a tile changes that order, so the bits depend on neither.
/// The loop order follows K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34(3), 2008.
/// </remarks>
internal static unsafe class ProductEngine<T, TKernel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    /// <summary>Products summed before a partial sum is added to C; the same for every kernel, so that kernels agree bit by bit.</summary>
    public const int DepthBlock = 256;

    private const int SideBlock = 4608;

    // With few rows of A a packed strip of B is read only once or twice: a short one keeps the workspace small and in the cache.
    private const int FewRows = 32;
    private const int ColumnsForFewRows = 256;
    private const int ColumnBlock = 768;
    private const int CacheBytes = 480 << 10;
    private const int BlocksPerWorker = 4;
    private const int Alignment = 64;
    private const long SmallWork = 1 << 17;

    public static void Run(ProductOperands<T> p, int? threads)
    {
        int workers = (double)p.M * p.N * p.K < SmallWork ? 1 : ParallelTiles.Count(threads);
        int depthSize = Math.Min(p.K, DepthBlock);
        int columnSide = p.M <= FewRows ? ColumnsForFewRows : SideBlock;
        int aPanels = Panels(Math.Min(p.M, SideBlock), TKernel.Rows);
        int bPanels = Panels(Math.Min(p.N, columnSide), TKernel.Columns);
        int slack = Alignment / sizeof(T);
        int aLength = RoundUp(aPanels * TKernel.Rows * depthSize, slack);
        int bLength = bPanels * TKernel.Columns * depthSize;
        T[] buffer = ArrayPool<T>.Shared.Rent(aLength + bLength + slack);
        try
        {
            fixed (T* start = buffer)
            {
                var aligned = (T*)(((nint)start + Alignment - 1) & -Alignment);
                for (int row = 0; row < p.M; row += SideBlock)
                {
                    for (int column = 0; column < p.N; column += columnSide)
                    {
                        RunSide(p, row, Math.Min(SideBlock, p.M - row), column, Math.Min(columnSide, p.N - column), aligned, aligned + aLength, workers);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(buffer);
        }
    }

    // For every block of depth two phases: pack it, multiply it. One call wakes the threads once.
    private static void RunSide(ProductOperands<T> p, int row, int rows, int column, int columns, T* aPacked, T* bPacked, int workers)
    {
        if (!p.Wants(row, rows, column, columns)) return;
        int rowBlocks = (int)(((long)rows * DepthBlock * sizeof(T) / CacheBytes) + 1);
        int rowBlock = RoundUp((rows + rowBlocks - 1) / rowBlocks, TKernel.Rows);
        rowBlocks = Panels(rows, rowBlock);
        int columnBlocks = Math.Max(Panels(columns, ColumnBlock), workers == 1 ? 1 : Panels(BlocksPerWorker * workers, rowBlocks));
        int columnBlock = RoundUp((columns + columnBlocks - 1) / columnBlocks, TKernel.Columns);
        columnBlocks = Panels(columns, columnBlock);
        int aGroups = Panels(Panels(rows, TKernel.Rows), PanelsPerTask);
        int bGroups = Panels(Panels(columns, TKernel.Columns), PanelsPerTask);
        var tiles = new int[2 * Panels(p.K, DepthBlock)];
        for (int phase = 0; phase < tiles.Length; phase++) tiles[phase] = phase % 2 == 0 ? aGroups + bGroups : rowBlocks * columnBlocks;
        ParallelTiles.ForPhases(tiles, workers, (phase, tile) =>
        {
            int k = phase / 2 * DepthBlock;
            int depth = Math.Min(DepthBlock, p.K - k);
            if (phase % 2 == 1)
            {
                int i = tile / columnBlocks * rowBlock;
                int j = tile % columnBlocks * columnBlock;
                RunBlock(
                    p, row, i, Math.Min(rowBlock, rows - i), column, j, Math.Min(columnBlock, columns - j), k == 0 ? p.Beta : T.One, depth, aPacked, bPacked);
            }
            else if (tile < aGroups)
            {
                PackPanels(p.A + (row * p.ARowStride) + (k * p.AColumnStride), p.ARowStride, p.AColumnStride, rows, TKernel.Rows, depth, aPacked, tile);
            }
            else
            {
                PackPanels(
                    p.B + (k * p.BRowStride) + (column * p.BColumnStride), p.BColumnStride, p.BRowStride, columns, TKernel.Columns, depth, bPacked,
                    tile - aGroups);
            }
        });
    }

    private const int PanelsPerTask = 8;

    private static void PackPanels(T* source, nint across, nint along, int length, int width, int depth, T* packed, int group)
    {
        int end = Math.Min(length, (group + 1) * PanelsPerTask * width);
        for (int i = group * PanelsPerTask * width; i < end; i += width)
        {
            ProductPacking.Pack(source + (i * across), across, along, Math.Min(width, length - i), width, depth, packed + ((nint)i * depth));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBlock(ProductOperands<T> p, int row, int i0, int rows, int column, int j0, int columns, T beta, int depth, T* aPacked, T* bPacked)
    {
        T* edge = stackalloc T[TKernel.Rows * TKernel.Columns];
        for (int j = j0; j < j0 + columns; j += TKernel.Columns)
        {
            int width = Math.Min(TKernel.Columns, j0 + columns - j);
            T* b = bPacked + ((nint)j * depth);
            for (int i = i0; i < i0 + rows; i += TKernel.Rows)
            {
                int height = Math.Min(TKernel.Rows, i0 + rows - i);
                if (!p.Wants(row + i, height, column + j, width)) continue;
                T* a = aPacked + ((nint)i * depth);
                T* c = p.C + ((row + i) * p.CStride) + column + j;
                if (height == TKernel.Rows && width == TKernel.Columns)
                {
                    TKernel.Run(depth, a, b, p.Alpha, beta, c, p.CStride);
                }
                else
                {
                    TKernel.Run(depth, a, b, T.One, T.Zero, edge, TKernel.Columns);
                    AddEdge(edge, height, width, p.Alpha, beta, c, p.CStride);
                }
            }
        }
    }

    private static void AddEdge(T* edge, int height, int width, T alpha, T beta, T* c, nint stride)
    {
        for (int i = 0; i < height; i++, edge += TKernel.Columns, c += stride)
        {
            for (int j = 0; j < width; j++)
            {
                T old = beta == T.Zero ? T.Zero : beta * c[j];
                c[j] = T.MultiplyAddEstimate(alpha, edge[j], old);
            }
        }
    }

    private static int Panels(int length, int width) => (length + width - 1) / width;

    private static int RoundUp(int length, int width) => Panels(length, width) * width;
}

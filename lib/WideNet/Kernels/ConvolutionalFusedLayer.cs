using System.Runtime.CompilerServices;

namespace WideNet.Kernels;

/// <summary>Duals, 3×3 box filter and read-out sums of one layer in one pass over a class, in place.</summary>
/// <remarks>
/// Going down the rows, two rows of working memory hold T(y-1) and T(y-2)+T(y-1), so the vertical sum of row y-1 is complete when T(y) is;
/// along the row the same happens in registers. So row y-1 of the result is written while row y is read. What wraps around is
/// saved at the top and added at the bottom. Two rows at a time share the sum T(y)+T(y+1).
/// </remarks>
internal static unsafe class ConvolutionalFusedLayer<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>K, Θ ← K', Θ' for a 3×3 filter; <see cref="ConvolutionalPass{T}.Sums"/> if wanted.</summary>
    /// <typeparam name="TDual">The activation's duals.</typeparam>
    /// <param name="pass">The class and layer; with circular padding at least 3×3.</param>
    /// <param name="constants">The activation's constants.</param>
    public static void Run<TDual>(in ConvolutionalPass<T> pass, T* constants)
        where TDual : struct, IConvolutionalDual<TDual, TLanes, T>
    {
        int h = pass.Class.Height;
        int row = pass.Class.Width * TLanes.Count;
        T* state = pass.Work, saved = pass.Work + (4 * row);
        new Span<T>(state, 4 * row).Clear();
        if (pass.Sums != null) new Span<T>(pass.Sums, 2 * TLanes.Count).Clear();
        int y = 0;
        if (pass.IsCircular)
        {
            // T(0) after the first row, T(0)+T(1) after the second.
            Rows<TDual>(pass, constants, 0, 1);
            new Span<T>(state + (2 * row), 2 * row).CopyTo(new Span<T>(saved, 2 * row));
            Rows<TDual>(pass, constants, 1, 2);
            new Span<T>(state, 2 * row).CopyTo(new Span<T>(saved + (2 * row), 2 * row));
            y = 2;
        }

        Rows<TDual>(pass, constants, y, h);
        T* k = pass.K + ((long)(h - 1) * pass.Stride), theta = pass.Theta + ((long)(h - 1) * pass.Stride);
        if (pass.IsCircular)
        {
            Emit(pass, state, saved, k, theta);
            Emit(pass, state + (2 * row), saved + (2 * row), pass.K, pass.Theta);
        }
        else
        {
            new Span<T>(saved, 2 * row).Clear();
            Emit(pass, state, saved, k, theta);
        }
    }

    /// <summary>Reads rows <paramref name="from"/> to <paramref name="to"/> - 1 and writes the rows one before each.</summary>
    /// <remarks>It calls nothing, so that constants stay in registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TDual>(in ConvolutionalPass<T> pass, T* constants, int from, int to)
        where TDual : struct, IConvolutionalDual<TDual, TLanes, T>
    {
        int n = TLanes.Count;
        int stride = pass.Stride;
        bool isCircular = pass.IsCircular;
        bool isSummed = pass.Sums != null;
        var dual = TDual.Create(constants);
        TLanes weight = TLanes.Broadcast(pass.Weight), bias = TLanes.Broadcast(pass.Bias);
        int row = pass.Class.Width * n;
        T* pairT = pass.Work, pairP = pairT + row, lastT = pairP + row, lastP = lastT + row;
        int wrap = (pass.ImageWidth - pass.Class.ColumnB) * n;
        int imageRow = pass.ImageWidth * n;
        TLanes totalT = default, totalP = default;
        for (int y = from; y < to; y++)
        {
            int rowB = pass.Class.RowB + y;
            if (rowB >= pass.ImageHeight) rowB -= pass.ImageHeight;
            int offsetA = ((pass.Class.RowA + y) * pass.ImageWidth) + pass.Class.ColumnA;
            int offsetB = ((rowB * pass.ImageWidth) + pass.Class.ColumnB) * n;
            T* xa = pass.XA + offsetA, ya = pass.YA + offsetA, xb = pass.XB + offsetB, yb = pass.YB + offsetB;
            T* k = pass.K + ((long)y * stride), theta = pass.Theta + ((long)y * stride);
            T* outK = k - stride - n, outTheta = theta - stride - n;
            TLanes rowT = default, rowP = default;
            TLanes pairVT = default, pairVP = default, lastVT = default, lastVP = default, firstVT = default, firstVP = default;
            for (int i = 0; i < row; i += n)
            {
                if (i == wrap)
                {
                    xb -= imageRow;
                    yb -= imageRow;
                }

                TLanes slope = dual.Evaluate(TLanes.Load(k + i), xa, ya, xb + i, yb + i, out TLanes t);
                TLanes p = slope * TLanes.Load(theta + i);
                xa++;
                ya++;
                if (isSummed)
                {
                    rowT += t;
                    rowP += p;
                }

                TLanes vT = TLanes.Load(pairT + i) + t, vP = TLanes.Load(pairP + i) + p;
                (TLanes.Load(lastT + i) + t).Store(pairT + i);
                (TLanes.Load(lastP + i) + p).Store(pairP + i);
                t.Store(lastT + i);
                p.Store(lastP + i);
                if (i == 0)
                {
                    firstVT = vT;
                    firstVP = vP;
                }

                TLanes next = TLanes.MultiplyAdd(pairVT + vT, weight, bias);
                next.Store(outK + i);
                TLanes.MultiplyAdd(pairVP + vP, weight, next).Store(outTheta + i);
                pairVT = lastVT + vT;
                pairVP = lastVP + vP;
                lastVT = vT;
                lastVP = vP;
            }

            Finish(outK + n, outTheta + n, row, isCircular, weight, bias, pairVT, pairVP, lastVT, lastVP, firstVT, firstVP);
            totalT += rowT;
            totalP += rowP;
        }

        if (isSummed)
        {
            (TLanes.Load(pass.Sums) + totalT).Store(pass.Sums);
            (TLanes.Load(pass.Sums + n) + totalP).Store(pass.Sums + n);
        }
    }

    /// <summary>One row of the result from two rows, of T and of Ṫ∘Θ behind each other, that hold its vertical sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Emit(in ConvolutionalPass<T> pass, T* upper, T* lower, T* outK, T* outTheta)
    {
        int n = TLanes.Count;
        int row = pass.Class.Width * n;
        TLanes weight = TLanes.Broadcast(pass.Weight), bias = TLanes.Broadcast(pass.Bias);
        TLanes pairVT = default, pairVP = default, lastVT = default, lastVP = default, firstVT = default, firstVP = default;
        for (int i = 0; i < row; i += n)
        {
            TLanes vT = TLanes.Load(upper + i) + TLanes.Load(lower + i), vP = TLanes.Load(upper + row + i) + TLanes.Load(lower + row + i);
            if (i == 0)
            {
                firstVT = vT;
                firstVP = vP;
            }

            TLanes next = TLanes.MultiplyAdd(pairVT + vT, weight, bias);
            next.Store(outK + i - n);
            TLanes.MultiplyAdd(pairVP + vP, weight, next).Store(outTheta + i - n);
            pairVT = lastVT + vT;
            pairVP = lastVP + vP;
            lastVT = vT;
            lastVP = vP;
        }

        Finish(outK, outTheta, row, pass.IsCircular, weight, bias, pairVT, pairVP, lastVT, lastVP, firstVT, firstVP);
    }

    /// <summary>The last column of a row, and what the first column lacks when the row wraps around.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        T* outK, T* outTheta, int row, bool isCircular, TLanes weight, TLanes bias, TLanes pairVT, TLanes pairVP, TLanes lastVT, TLanes lastVP, TLanes firstVT, TLanes firstVP)
    {
        if (isCircular)
        {
            TLanes missing = weight * lastVT;
            (TLanes.Load(outK) + missing).Store(outK);
            (TLanes.Load(outTheta) + TLanes.MultiplyAdd(weight, lastVP, missing)).Store(outTheta);
            pairVT += firstVT;
            pairVP += firstVP;
        }

        TLanes next = TLanes.MultiplyAdd(pairVT, weight, bias);
        next.Store(outK + row - TLanes.Count);
        TLanes.MultiplyAdd(pairVP, weight, next).Store(outTheta + row - TLanes.Count);
    }
}

using System.Runtime.CompilerServices;

namespace WideNet.Kernels;

/// <summary>Duals, 3×3 box filter and read-out sums of one layer in one pass over a class, in place.</summary>
/// <remarks>
/// Going down the rows, two rows of working memory hold T(y-1) and T(y-2)+T(y-1), so the vertical sum of row y-1 is complete when T(y) is;
/// along the row the same happens in registers. So row y-1 of the result is written while row y is read. What wraps around is
/// saved at the top and added at the bottom.
/// </remarks>
internal static unsafe class ConvolutionalFusedLayer<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>K, Θ ← K', Θ' for a 3×3 filter; <see cref="ConvolutionalPass{T}.Sums"/> if wanted.</summary>
    /// <typeparam name="TDual">The activation's duals.</typeparam>
    /// <param name="pass">The class and layer; with circular padding at least 3×3.</param>
    /// <param name="constants">The activation's constants.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TDual>(in ConvolutionalPass<T> pass, T* constants)
        where TDual : struct, IConvolutionalDual<TDual, TLanes, T>
    {
        int n = TLanes.Count;
        int w = pass.Class.Width;
        int h = pass.Class.Height;
        int stride = pass.Stride;
        bool isCircular = pass.IsCircular;
        bool isSummed = pass.Sums != null;
        var dual = TDual.Create(constants);
        TLanes weight = TLanes.Broadcast(pass.Weight), bias = TLanes.Broadcast(pass.Bias);
        int row = w * n;
        T* pairT = pass.Work, pairP = pairT + row, lastT = pairP + row, lastP = lastT + row;
        T* top = lastP + row;
        new Span<T>(pass.Work, 4 * row).Clear();
        int wrap = (pass.ImageWidth - pass.Class.ColumnB) * n;
        int imageRow = pass.ImageWidth * n;
        TLanes totalT = default, totalP = default;
        for (int y = 0; y < h; y++)
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
            if (isSummed)
            {
                totalT += rowT;
                totalP += rowP;
            }

            if (isCircular && y < 2)
            {
                // T(0) after the first row, T(0)+T(1) after the second.
                T* saved = top + (y * 2 * row);
                Copy(y == 0 ? lastT : pairT, saved, row);
                Copy(y == 0 ? lastP : pairP, saved + row, row);
            }
        }

        T* bottomK = pass.K + ((long)(h - 1) * stride), bottomTheta = pass.Theta + ((long)(h - 1) * stride);
        if (isCircular)
        {
            Emit(pairT, top, pairP, top + row, bottomK, bottomTheta, row, isCircular, weight, bias);
            Emit(lastT, top + (2 * row), lastP, top + (3 * row), pass.K, pass.Theta, row, isCircular, weight, bias);
        }
        else
        {
            new Span<T>(top, row).Clear();
            Emit(pairT, top, pairP, top, bottomK, bottomTheta, row, isCircular, weight, bias);
        }

        if (isSummed)
        {
            totalT.Store(pass.Sums);
            totalP.Store(pass.Sums + n);
        }
    }

    /// <summary>One row of the result from two rows that hold its vertical sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Emit(T* t1, T* t2, T* p1, T* p2, T* outK, T* outTheta, int row, bool isCircular, TLanes weight, TLanes bias)
    {
        int n = TLanes.Count;
        TLanes pairVT = default, pairVP = default, lastVT = default, lastVP = default, firstVT = default, firstVP = default;
        for (int i = 0; i < row; i += n)
        {
            TLanes vT = TLanes.Load(t1 + i) + TLanes.Load(t2 + i), vP = TLanes.Load(p1 + i) + TLanes.Load(p2 + i);
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

        Finish(outK, outTheta, row, isCircular, weight, bias, pairVT, pairVP, lastVT, lastVP, firstVT, firstVP);
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

    private static void Copy(T* source, T* destination, int count) => new Span<T>(source, count).CopyTo(new Span<T>(destination, count));
}

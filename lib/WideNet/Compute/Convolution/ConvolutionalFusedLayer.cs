using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

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

        // In double the longer polynomial leaves no registers for a second row: two rows at a time measured 30 % slower there, 5 % faster in float.
        int paired = sizeof(T) == sizeof(float) ? (h - y) & ~1 : 0;
        if (paired > 0) RowPairs<TDual>(pass, constants, y, y + paired);
        if (y + paired < h) Rows<TDual>(pass, constants, y + paired, h);
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

    /// <summary>As <see cref="Rows{TDual}"/>, two rows at a time: three additions instead of four for two vertical sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowPairs<TDual>(in ConvolutionalPass<T> pass, T* constants, int from, int to)
        where TDual : struct, IConvolutionalDual<TDual, TLanes, T>
    {
        int n = TLanes.Count;
        nint stride = pass.Stride;
        bool isCircular = pass.IsCircular;
        bool isSummed = pass.Sums != null;
        var dual = TDual.Create(constants);
        TLanes weight = TLanes.Broadcast(pass.Weight), bias = TLanes.Broadcast(pass.Bias);
        nint row = (nint)pass.Class.Width * n;
        nint wrap = (nint)(pass.ImageWidth - pass.Class.ColumnB) * n;
        int width = pass.ImageWidth;
        nint imageRow = (nint)width * n;
        TLanes totalT = default, totalP = default;
        for (int y = from; y < to; y += 2)
        {
            int rowB = pass.Class.RowB + y;
            if (rowB >= pass.ImageHeight) rowB -= pass.ImageHeight;
            nint offsetA = ((pass.Class.RowA + y) * width) + pass.Class.ColumnA;
            nint offsetB = ((nint)(rowB * width) + pass.Class.ColumnB) * n;
            nint nextB = (rowB + 1 == pass.ImageHeight ? -rowB : 1) * imageRow;
            T* xa = pass.XA + offsetA, ya = pass.YA + offsetA, xb = pass.XB + offsetB, yb = pass.YB + offsetB;
            T* k = pass.K + (y * stride), theta = pass.Theta + (y * stride);
            T* state = pass.Work;
            TLanes rowT = default, rowP = default;
            TLanes pairT0 = default, pairP0 = default, lastT0 = default, lastP0 = default, firstT0 = default, firstP0 = default;
            TLanes pairT1 = default, pairP1 = default, lastT1 = default, lastP1 = default, firstT1 = default, firstP1 = default;
            for (nint i = 0; i < row; i += n)
            {
                if (i == wrap)
                {
                    xb -= imageRow;
                    yb -= imageRow;
                }

                TLanes slope = dual.Evaluate(TLanes.Load(k + i), xa, ya, xb, yb, out TLanes t0);
                TLanes p0 = slope * TLanes.Load(theta + i);
                slope = dual.Evaluate(TLanes.Load(k + stride + i), xa + width, ya + width, xb + nextB, yb + nextB, out TLanes t1);
                TLanes p1 = slope * TLanes.Load(theta + stride + i);
                xa++;
                ya++;
                xb += n;
                yb += n;
                TLanes bothT = t0 + t1, bothP = p0 + p1;
                if (isSummed)
                {
                    rowT += bothT;
                    rowP += bothP;
                }

                T* place = state + i;
                TLanes vT0 = TLanes.Load(place) + t0, vP0 = TLanes.Load(place + row) + p0;
                TLanes vT1 = TLanes.Load(place + (2 * row)) + bothT, vP1 = TLanes.Load(place + (3 * row)) + bothP;
                bothT.Store(place);
                bothP.Store(place + row);
                t1.Store(place + (2 * row));
                p1.Store(place + (3 * row));
                if (i == 0)
                {
                    firstT0 = vT0;
                    firstP0 = vP0;
                    firstT1 = vT1;
                    firstP1 = vP1;
                }

                TLanes next = TLanes.MultiplyAdd(pairT0 + vT0, weight, bias);
                next.Store(k - stride + i - n);
                TLanes.MultiplyAdd(pairP0 + vP0, weight, next).Store(theta - stride + i - n);
                pairT0 = lastT0 + vT0;
                pairP0 = lastP0 + vP0;
                lastT0 = vT0;
                lastP0 = vP0;
                next = TLanes.MultiplyAdd(pairT1 + vT1, weight, bias);
                next.Store(k + i - n);
                TLanes.MultiplyAdd(pairP1 + vP1, weight, next).Store(theta + i - n);
                pairT1 = lastT1 + vT1;
                pairP1 = lastP1 + vP1;
                lastT1 = vT1;
                lastP1 = vP1;
            }

            Finish(k - stride, theta - stride, row, isCircular, weight, bias, pairT0, pairP0, lastT0, lastP0, firstT0, firstP0);
            Finish(k, theta, row, isCircular, weight, bias, pairT1, pairP1, lastT1, lastP1, firstT1, firstP1);
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
        T* outK, T* outTheta, nint row, bool isCircular, TLanes weight, TLanes bias, TLanes pairVT, TLanes pairVP, TLanes lastVT, TLanes lastVP, TLanes firstVT,
        TLanes firstVP)
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

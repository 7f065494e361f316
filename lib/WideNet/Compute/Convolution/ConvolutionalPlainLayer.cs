using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>The steps of a layer one after the other, for any filter: inputs, duals, read-out sums, box filter.</summary>
internal static unsafe class ConvolutionalPlainLayer<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>K ← x_a·x_b of every pixel pair of the class: the input kernel times the number of channels.</summary>
    /// <param name="pass">The class; K is written.</param>
    /// <param name="a">Image a, [row][column][channel].</param>
    /// <param name="b">Images b, [row][column][channel][lane].</param>
    /// <param name="channels">Number of channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(in ConvolutionalPass<T> pass, T* a, T* b, int channels)
    {
        int n = TLanes.Count;
        int wrap = pass.ImageWidth - pass.Class.ColumnB;
        for (int y = 0; y < pass.Class.Height; y++)
        {
            int rowB = pass.Class.RowB + y;
            if (rowB >= pass.ImageHeight) rowB -= pass.ImageHeight;
            T* pa = a + ((long)(((pass.Class.RowA + y) * pass.ImageWidth) + pass.Class.ColumnA) * channels);
            T* pb = b + ((long)((rowB * pass.ImageWidth) + pass.Class.ColumnB) * channels * n);
            T* k = pass.K + ((long)y * pass.Stride);
            for (int x = 0; x < pass.Class.Width; x++)
            {
                if (x == wrap) pb -= (long)pass.ImageWidth * channels * n;
                TLanes sum = default;
                for (int channel = 0; channel < channels; channel++)
                {
                    sum = TLanes.MultiplyAdd(TLanes.Broadcast(*pa++), TLanes.Load(pb), sum);
                    pb += n;
                }

                sum.Store(k + (x * n));
            }
        }
    }

    /// <summary>K, Θ ← T(K), Ṫ(K)∘Θ.</summary>
    /// <typeparam name="TDual">The activation's duals.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TDual>(in ConvolutionalPass<T> pass, T* constants)
        where TDual : struct, IConvolutionalDual<TDual, TLanes, T>
    {
        int n = TLanes.Count;
        var dual = TDual.Create(constants);
        int row = pass.Class.Width * n;
        int wrap = (pass.ImageWidth - pass.Class.ColumnB) * n;
        int imageRow = pass.ImageWidth * n;
        for (int y = 0; y < pass.Class.Height; y++)
        {
            int rowB = pass.Class.RowB + y;
            if (rowB >= pass.ImageHeight) rowB -= pass.ImageHeight;
            int offsetA = ((pass.Class.RowA + y) * pass.ImageWidth) + pass.Class.ColumnA;
            int offsetB = ((rowB * pass.ImageWidth) + pass.Class.ColumnB) * n;
            T* xa = pass.XA + offsetA, ya = pass.YA + offsetA, xb = pass.XB + offsetB, yb = pass.YB + offsetB;
            T* k = pass.K + ((long)y * pass.Stride), theta = pass.Theta + ((long)y * pass.Stride);
            for (int i = 0; i < row; i += n)
            {
                if (i == wrap)
                {
                    xb -= imageRow;
                    yb -= imageRow;
                }

                TLanes slope = dual.Evaluate(TLanes.Load(k + i), xa, ya, xb + i, yb + i, out TLanes t);
                t.Store(k + i);
                (slope * TLanes.Load(theta + i)).Store(theta + i);
                xa++;
                ya++;
            }
        }
    }

    /// <summary>Sums ← sums over the class of what K and Θ hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(in ConvolutionalPass<T> pass)
    {
        int n = TLanes.Count;
        TLanes totalT = default, totalP = default;
        for (int y = 0; y < pass.Class.Height; y++)
        {
            T* k = pass.K + ((long)y * pass.Stride), theta = pass.Theta + ((long)y * pass.Stride);
            TLanes rowT = default, rowP = default;
            for (int i = 0; i < pass.Class.Width * n; i += n)
            {
                rowT += TLanes.Load(k + i);
                rowP += TLanes.Load(theta + i);
            }

            totalT += rowT;
            totalP += rowP;
        }

        totalT.Store(pass.Sums);
        totalP.Store(pass.Sums + n);
    }

    /// <summary>K ← weight · box(K) + bias and Θ ← K, or Θ ← 0 where the read-in layer is not trained.</summary>
    /// <param name="pass">The class; K holds the input kernel.</param>
    /// <param name="isTrained">Whether the layer is trained.</param>
    public static void ReadIn(in ConvolutionalPass<T> pass, bool isTrained)
    {
        SumRows(pass, pass.K);
        SumColumns(pass, pass.K, null);
        int row = pass.Class.Width * TLanes.Count;
        for (int y = 0; y < pass.Class.Height; y++)
        {
            long start = (long)y * pass.Stride;
            var theta = new Span<T>(pass.Theta + start, row);
            if (isTrained) new Span<T>(pass.K + start, row).CopyTo(theta);
            else theta.Clear();
        }
    }

    /// <summary>K ← weight · box(K) + bias and Θ ← K + weight · box(Θ), where Θ holds Ṫ∘Θ.</summary>
    public static void Filter(in ConvolutionalPass<T> pass)
    {
        SumRows(pass, pass.K);
        SumColumns(pass, pass.K, null);
        SumRows(pass, pass.Theta);
        SumColumns(pass, pass.Theta, pass.K);
    }

    /// <summary>Work ← sums of <paramref name="source"/> over the taps along each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumRows(in ConvolutionalPass<T> pass, T* source)
    {
        int n = TLanes.Count;
        int w = pass.Class.Width;
        int reach = pass.FilterWidth / 2;
        for (int y = 0; y < pass.Class.Height; y++)
        {
            T* from = source + ((long)y * pass.Stride);
            T* to = pass.Work + ((long)y * pass.Stride);
            for (int x = 0; x < w; x++)
            {
                TLanes sum = default;
                for (int tap = x - reach; tap <= x + reach; tap++)
                {
                    int column = tap;
                    if (column < 0 || column >= w)
                    {
                        if (!pass.IsCircular) continue;
                        column += column < 0 ? w : -w;
                    }

                    sum += TLanes.Load(from + (column * n));
                }

                sum.Store(to + (x * n));
            }
        }
    }

    /// <summary>Destination ← weight · (sums of Work over the taps along each column) + bias, or + <paramref name="addend"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumColumns(in ConvolutionalPass<T> pass, T* destination, T* addend)
    {
        int n = TLanes.Count;
        int h = pass.Class.Height;
        int row = pass.Class.Width * n;
        int reach = pass.FilterHeight / 2;
        TLanes weight = TLanes.Broadcast(pass.Weight), bias = TLanes.Broadcast(pass.Bias);
        for (int y = 0; y < h; y++)
        {
            long start = (long)y * pass.Stride;
            for (int i = 0; i < row; i += n)
            {
                TLanes sum = default;
                for (int tap = y - reach; tap <= y + reach; tap++)
                {
                    int line = tap;
                    if (line < 0 || line >= h)
                    {
                        if (!pass.IsCircular) continue;
                        line += line < 0 ? h : -h;
                    }

                    sum += TLanes.Load(pass.Work + ((long)line * pass.Stride) + i);
                }

                TLanes.MultiplyAdd(sum, weight, addend == null ? bias : TLanes.Load(addend + start + i)).Store(destination + start + i);
            }
        }
    }
}

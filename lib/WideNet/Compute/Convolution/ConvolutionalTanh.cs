using System.Numerics;
using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>tanh through <see cref="ConvolutionalTanhSeries"/>, layer by layer with as many terms as the largest variance needs; double precision
/// only.</summary>
/// <remarks>
/// Prepared numbers of a pixel are 1/√q and G_0 … G_{N-1}; the other image's stand one a lane. A layer that would need more than 400 terms goes through
/// <see cref="ConvolutionalAnyActivation{TLanes, T}"/>, a hundred times slower.
/// </remarks>
internal sealed unsafe class ConvolutionalTanh<TLanes, T> : ConvolutionalActivation<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Below it 1/√q is left out: c² then multiplies terms that vanish with q.
    private const double SmallestVariance = 1e-300;
    private readonly ConvolutionalAnyActivation<TLanes, T> _mixture;
    private readonly int[] _terms, _before;

    /// <summary>Chooses the number of terms of each layer.</summary>
    public ConvolutionalTanh(ConvolutionalJob job)
        : base(job.Network.Activation)
    {
        _mixture = new ConvolutionalAnyActivation<TLanes, T>(job.Network.Activation);
        _terms = new int[job.Layers + 1];
        _before = new int[job.Layers + 2];

        // A layer's variances are means over taps of σ_w² T(q, q, q) + σ_b², and T grows with q: the largest follows from the largest.
        // A little more for rounding.
        double largest = job.LargestInputVariance();
        for (int layer = 1; layer <= job.Layers; layer++)
        {
            largest *= 1 + 1e-9;
            _terms[layer] = ConvolutionalTanhSeries.Terms(largest) ?? 0;
            _before[layer + 1] = _before[layer] + Numbers(layer);
            largest = (job.Network.WeightVariance * job.Network.Activation.DualDiagonal(largest)) + job.Network.BiasVariance;
        }
    }

    public override int Prepared => 1;

    public override int Numbers(int layer) => _terms[layer] + 1;

    public override int NumbersBefore(int layer) => _before[layer];

    public override void PrepareRows(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second)
    {
        int terms = _terms[layer];
        if (terms == 0)
        {
            q.CopyTo(first);
            return;
        }

        ConvolutionalTanhSeries.Coefficients(q, first, terms, first: 1);
        for (int i = 0; i < q.Length; i++) first[i * (terms + 1)] = q[i] > SmallestVariance ? 1 / Math.Sqrt(q[i]) : 0;
    }

    public override void PrepareColumns(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => PrepareRows(layer, q, first, second);

    public override void Diagonal(int layer, ReadOnlySpan<double> q, Span<double> dual, Span<double> slope)
    {
        int terms = _terms[layer];
        if (terms == 0)
        {
            base.Diagonal(layer, q, dual, slope);
            return;
        }

        double[] g = new double[q.Length * terms];
        ConvolutionalTanhSeries.Coefficients(q, g, terms);
        for (int i = 0; i < q.Length; i++)
        {
            double sum = 0, derivative = 0;
            for (int m = terms - 1; m >= 0; m--)
            {
                double square = g[(i * terms) + m] * g[(i * terms) + m];
                sum += square;
                derivative += ((2 * m) + 1) * square;
            }

            dual[i] = q[i] * sum;
            slope[i] = derivative;
        }
    }

    public override void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast)
    {
        if (_terms[layer] == 0)
        {
            _mixture.Advance(pass, layer, isLast);
            return;
        }

        Apply(pass, _terms[layer]);
        if (pass.Sums != null) ConvolutionalPlainLayer<TLanes, T>.Sum(pass);
        if (!isLast) ConvolutionalPlainLayer<TLanes, T>.Filter(pass);
    }

    /// <summary>K, Θ ← T(K), Ṫ(K)∘Θ: four pixels at a time, since each is a chain of dependent multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(in ConvolutionalPass<T> pass, int terms)
    {
        int n = TLanes.Count, numbers = terms + 1, width = pass.Class.Width, columnB = pass.Class.ColumnB, imageWidth = pass.ImageWidth;
        for (int y = 0; y < pass.Class.Height; y++)
        {
            int rowB = pass.Class.RowB + y;
            if (rowB >= pass.ImageHeight) rowB -= pass.ImageHeight;
            T* a = pass.XA + ((((long)(pass.Class.RowA + y) * pass.ImageWidth) + pass.Class.ColumnA) * numbers);
            T* b = pass.XB + ((long)rowB * pass.ImageWidth * numbers * n);
            T* k = pass.K + ((long)y * pass.Stride), theta = pass.Theta + ((long)y * pass.Stride);
            int x = 0;
            for (; x + 4 <= width; x += 4)
            {
                Four(k + (x * n), theta + (x * n), a + ((long)x * numbers), B(x), B(x + 1), B(x + 2), B(x + 3), terms);
            }

            for (; x < width; x++) One(k + (x * n), theta + (x * n), a + ((long)x * numbers), B(x), terms);

            T* B(int at)
            {
                int column = columnB + at;
                return b + ((long)(column >= imageWidth ? column - imageWidth : column) * numbers * n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(T* k, T* theta, T* a, T* b, int terms)
    {
        int n = TLanes.Count;
        TLanes c = TLanes.Load(k) * (TLanes.Broadcast(*a) * TLanes.Load(b)), y = c * c, p = default, d = default;
        for (int m = terms; m >= 1; m--)
        {
            d = TLanes.MultiplyAdd(d, y, p);
            p = TLanes.MultiplyAdd(p, y, TLanes.Broadcast(a[m]) * TLanes.Load(b + (m * n)));
        }

        Store(k, theta, y, p, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(T* k, T* theta, T* a, T* b0, T* b1, T* b2, T* b3, int terms)
    {
        int n = TLanes.Count;
        T* a1 = a + terms + 1, a2 = a1 + terms + 1, a3 = a2 + terms + 1;
        TLanes c0 = TLanes.Load(k) * (TLanes.Broadcast(*a) * TLanes.Load(b0)), c1 = TLanes.Load(k + n) * (TLanes.Broadcast(*a1) * TLanes.Load(b1));
        TLanes c2 =
            TLanes.Load(k + (2 * n)) * (TLanes.Broadcast(*a2) * TLanes.Load(b2)), c3 = TLanes.Load(k + (3 * n)) * (TLanes.Broadcast(*a3) * TLanes.Load(b3));
        TLanes y0 = c0 * c0, y1 = c1 * c1, y2 = c2 * c2, y3 = c3 * c3;
        TLanes p0 = default, p1 = default, p2 = default, p3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        for (int m = terms; m >= 1; m--)
        {
            int at = m * n;
            d0 = TLanes.MultiplyAdd(d0, y0, p0);
            d1 = TLanes.MultiplyAdd(d1, y1, p1);
            d2 = TLanes.MultiplyAdd(d2, y2, p2);
            d3 = TLanes.MultiplyAdd(d3, y3, p3);
            p0 = TLanes.MultiplyAdd(p0, y0, TLanes.Broadcast(a[m]) * TLanes.Load(b0 + at));
            p1 = TLanes.MultiplyAdd(p1, y1, TLanes.Broadcast(a1[m]) * TLanes.Load(b1 + at));
            p2 = TLanes.MultiplyAdd(p2, y2, TLanes.Broadcast(a2[m]) * TLanes.Load(b2 + at));
            p3 = TLanes.MultiplyAdd(p3, y3, TLanes.Broadcast(a3[m]) * TLanes.Load(b3 + at));
        }

        Store(k, theta, y0, p0, d0);
        Store(k + n, theta + n, y1, p1, d1);
        Store(k + (2 * n), theta + (2 * n), y2, p2, d2);
        Store(k + (3 * n), theta + (3 * n), y3, p3, d3);
    }

    // T = k P, Ṫ = P + 2 y P'.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* k, T* theta, TLanes y, TLanes p, TLanes d)
    {
        ((p + ((y + y) * d)) * TLanes.Load(theta)).Store(theta);
        (TLanes.Load(k) * p).Store(k);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>y = A x for the trailing part of a symmetric matrix of which only the upper triangle is read, each entry once.</summary>
/// <remarks>The rows are cut into strips that depend on the size alone; each strip adds into its own y and the strips are summed in order.</remarks>
internal sealed class SymmetricVectorProduct(double[] a, int n, int? threads)
{
    private const int MaxStrips = 8;
    private const int EntriesPerStrip = 40_000;
    private readonly double[] _sums = new double[MaxStrips * n];

    /// <summary>y ← A[first.., first..] x.</summary>
    public unsafe void Multiply(int first, Span<double> x, Span<double> y)
    {
        int size = n - first;
        int strips = (int)Math.Clamp((long)size * size / 2 / EntriesPerStrip, 1, MaxStrips);
        fixed (double* matrix = a, px = x, sums = _sums)
        {
            double* start = matrix + ((long)first * n) + first, vector = px, target = sums;
            ParallelTiles.For(strips, threads, strip =>
            {
                int begin = Cut(size, strip, strips), end = Cut(size, strip + 1, strips);
                double* sum = target + ((long)strip * n);
                new Span<double>(sum + begin, size - begin).Clear();
                Run(start, n, size, begin, end, vector, sum);
            });
        }

        _sums.AsSpan(0, size).CopyTo(y);
        for (int strip = 1; strip < strips; strip++)
        {
            int begin = Cut(size, strip, strips);
            DenseVectors.AddScaled(1, _sums.AsSpan((strip * n) + begin, size - begin), y[begin..]);
        }
    }

    /// <summary>The definition of one strip: rows begin … end - 1 of the upper triangle and their mirror image.</summary>
    public static unsafe void RunScalar(double* a, int stride, int size, int begin, int end, double* x, double* y)
    {
        for (int i = begin; i < end; i++)
        {
            y[i] += a[((long)i * stride) + i] * x[i];
            for (int j = i + 1; j < size; j++)
            {
                y[i] += a[((long)i * stride) + j] * x[j];
                y[j] += a[((long)i * stride) + j] * x[i];
            }
        }
    }

    /// <summary>Four rows at a time, so that x and y are loaded and y is stored once for four rows. Reads columns begin … size - 1 only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Run(double* a, int stride, int size, int begin, int end, double* x, double* y)
    {
        int lanes = Vector<double>.Count, i = begin;
        for (; i + 4 <= end; i += 4)
        {
            double* r0 = a + ((long)i * stride), r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
            for (int r = 0; r < 4; r++)
            {
                double* row = r0 + ((long)r * stride) + i;
                y[i + r] += row[r] * x[i + r];
                for (int c = r + 1; c < 4; c++)
                {
                    y[i + r] += row[c] * x[i + c];
                    y[i + c] += row[c] * x[i + r];
                }
            }

            Vector<double> x0 = new(x[i]), x1 = new(x[i + 1]), x2 = new(x[i + 2]), x3 = new(x[i + 3]);
            Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
            int j = i + 4;
            for (; j + lanes <= size; j += lanes)
            {
                Vector<double> xj = Vector.Load(x + j), yj = Vector.Load(y + j);
                Vector<double> a0 = Vector.Load(r0 + j), a1 = Vector.Load(r1 + j), a2 = Vector.Load(r2 + j), a3 = Vector.Load(r3 + j);
                s0 = Vector.MultiplyAddEstimate(a0, xj, s0);
                s1 = Vector.MultiplyAddEstimate(a1, xj, s1);
                s2 = Vector.MultiplyAddEstimate(a2, xj, s2);
                s3 = Vector.MultiplyAddEstimate(a3, xj, s3);
                yj = Vector.MultiplyAddEstimate(a0, x0, yj);
                yj = Vector.MultiplyAddEstimate(a1, x1, yj);
                yj = Vector.MultiplyAddEstimate(a2, x2, yj);
                yj = Vector.MultiplyAddEstimate(a3, x3, yj);
                yj.Store(y + j);
            }

            double t0 = Vector.Sum(s0), t1 = Vector.Sum(s1), t2 = Vector.Sum(s2), t3 = Vector.Sum(s3);
            for (; j < size; j++)
            {
                t0 += r0[j] * x[j];
                t1 += r1[j] * x[j];
                t2 += r2[j] * x[j];
                t3 += r3[j] * x[j];
                y[j] += (r0[j] * x[i]) + (r1[j] * x[i + 1]) + (r2[j] * x[i + 2]) + (r3[j] * x[i + 3]);
            }

            y[i] += t0;
            y[i + 1] += t1;
            y[i + 2] += t2;
            y[i + 3] += t3;
        }

        RunScalar(a, stride, size, i, end, x, y);
    }

    /// <summary>Row at which strip number <paramref name="strip"/> begins: strips have equal areas of the triangle and begin at multiples of 4.</summary>
    private static int Cut(int size, int strip, int strips) =>
        strip == strips ? size : (int)(size * (1 - Math.Sqrt(1 - ((double)strip / strips)))) & ~3;
}

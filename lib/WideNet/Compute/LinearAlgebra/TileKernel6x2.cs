using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>A tile of 6 rows by two vectors: 12 sums, two vectors of B and one broadcast: 15 of the 16 registers of AVX2.</summary>
internal readonly unsafe struct TileKernel6x2<T, TVector, TSimd> : ITileKernel<T>
    where T : unmanaged, IEquatable<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    public static int Rows => 6;

    public static int Columns => 2 * TSimd.Lanes;

    // Reads depth × Rows values of a and depth × Columns values of b; touches Rows × Columns entries of c.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int depth, T* a, T* b, T alpha, T beta, T* c, nint stride)
    {
        TVector s0 = TSimd.Zero, t0 = TSimd.Zero;
        TVector s1 = TSimd.Zero, t1 = TSimd.Zero;
        TVector s2 = TSimd.Zero, t2 = TSimd.Zero;
        TVector s3 = TSimd.Zero, t3 = TSimd.Zero;
        TVector s4 = TSimd.Zero, t4 = TSimd.Zero;
        TVector s5 = TSimd.Zero, t5 = TSimd.Zero;
        for (; depth > 0; depth--)
        {
            TVector left = TSimd.Load(b), right = TSimd.Load(b + TSimd.Lanes);
            TVector x = TSimd.Broadcast(a[0]);
            s0 = TSimd.MultiplyAdd(x, left, s0);
            t0 = TSimd.MultiplyAdd(x, right, t0);
            x = TSimd.Broadcast(a[1]);
            s1 = TSimd.MultiplyAdd(x, left, s1);
            t1 = TSimd.MultiplyAdd(x, right, t1);
            x = TSimd.Broadcast(a[2]);
            s2 = TSimd.MultiplyAdd(x, left, s2);
            t2 = TSimd.MultiplyAdd(x, right, t2);
            x = TSimd.Broadcast(a[3]);
            s3 = TSimd.MultiplyAdd(x, left, s3);
            t3 = TSimd.MultiplyAdd(x, right, t3);
            x = TSimd.Broadcast(a[4]);
            s4 = TSimd.MultiplyAdd(x, left, s4);
            t4 = TSimd.MultiplyAdd(x, right, t4);
            x = TSimd.Broadcast(a[5]);
            s5 = TSimd.MultiplyAdd(x, left, s5);
            t5 = TSimd.MultiplyAdd(x, right, t5);
            a += 6;
            b += 2 * TSimd.Lanes;
        }

        bool overwrite = beta.Equals(default);
        TVector alphas = TSimd.Broadcast(alpha), betas = TSimd.Broadcast(beta);
        Write(c, s0, t0, alphas, betas, overwrite);
        Write(c + stride, s1, t1, alphas, betas, overwrite);
        Write(c + (2 * stride), s2, t2, alphas, betas, overwrite);
        Write(c + (3 * stride), s3, t3, alphas, betas, overwrite);
        Write(c + (4 * stride), s4, t4, alphas, betas, overwrite);
        Write(c + (5 * stride), s5, t5, alphas, betas, overwrite);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(T* c, TVector left, TVector right, TVector alpha, TVector beta, bool overwrite)
    {
        TVector oldLeft = overwrite ? TSimd.Zero : TSimd.Multiply(beta, TSimd.Load(c));
        TVector oldRight = overwrite ? TSimd.Zero : TSimd.Multiply(beta, TSimd.Load(c + TSimd.Lanes));
        TSimd.Store(c, TSimd.MultiplyAdd(alpha, left, oldLeft));
        TSimd.Store(c + TSimd.Lanes, TSimd.MultiplyAdd(alpha, right, oldRight));
    }
}

using System.Runtime.InteropServices;

namespace WideNet.Benchmarks;

/// <summary>Debian's OpenBLAS as a peer for the matrix product, where the machine has it (package libopenblas0-pthread).</summary>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _single;
    private readonly delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> _double;

    private OpenBlas(nint library, int threads)
    {
        _single = (
            delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library,
            "cblas_sgemm");
        _double = (
            delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)NativeLibrary.GetExport(library,
            "cblas_dgemm");
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads"))(threads);
        Core = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_corename"))()) ?? "unknown core";
    }

    /// <summary>The processor type OpenBLAS chose its kernels for.</summary>
    public string Core { get; }

    /// <summary>Loads the library, or returns null where it is not installed.</summary>
    public static OpenBlas? TryLoad(int threads) => NativeLibrary.TryLoad("libopenblas.so.0", out nint library) ? new OpenBlas(library, threads) : null;

    /// <summary>C ← A B for n × n matrices.</summary>
    public void Multiply(float[] a, float[] b, float[] c, int n)
    {
        fixed (float* pa = a, pb = b, pc = c) _single(RowMajor, NoTranspose, NoTranspose, n, n, n, 1, pa, n, pb, n, 0, pc, n);
    }

    /// <summary>C ← A B for n × n matrices.</summary>
    public void Multiply(double[] a, double[] b, double[] c, int n)
    {
        fixed (double* pa = a, pb = b, pc = c) _double(RowMajor, NoTranspose, NoTranspose, n, n, n, 1, pa, n, pb, n, 0, pc, n);
    }
}

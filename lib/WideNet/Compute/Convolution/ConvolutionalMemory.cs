using System.Runtime.InteropServices;

namespace WideNet.Compute.Convolution;

/// <summary>Zeroed memory outside the garbage collector's reach, aligned to a cache line, so that vectors never straddle two lines.</summary>
internal sealed unsafe class ConvolutionalMemory<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private T* _start;

    /// <summary>Allocates it.</summary>
    /// <param name="length">Numbers, at least 1.</param>
    public ConvolutionalMemory(long length)
    {
        Length = length;
        _start = (T*)NativeMemory.AlignedAlloc(checked((nuint)length * (nuint)sizeof(T)), Alignment);
        NativeMemory.Clear(_start, (nuint)length * (nuint)sizeof(T));
    }

    ~ConvolutionalMemory() => Free();

    /// <summary>Numbers.</summary>
    public long Length { get; }

    /// <summary>The first number; valid while this object is referenced and not disposed.</summary>
    public T* Start => _start;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}

namespace WideNet.Compute.Backpropagation;

/// <summary>Memory that starts at a cache line, does not move, and ends in a line of zeros that a vector may read.</summary>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;
    private readonly T[] _storage;

    /// <summary>Allocates zeros.</summary>
    public AlignedArray(long length)
    {
        Length = length;
        int slack = 4 * Line / sizeof(T);
        _storage = GC.AllocateArray<T>(checked((int)(length + slack)), pinned: true);
        fixed (T* start = _storage) Start = (T*)(((nint)start + Line - 1) & -Line);
    }

    /// <summary>Number of elements that may be written.</summary>
    public long Length { get; }

    /// <summary>The first element; valid as long as this object lives.</summary>
    public T* Start { get; }

    /// <summary>A run of elements.</summary>
    public Span<T> Slice(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)first + (ulong)count, (ulong)Length, nameof(count));
        return new Span<T>(Start + first, count);
    }
}

namespace WideNet.Compute.LinearAlgebra;

/// <summary>C ← alpha A B + beta C on pinned memory: A is [M, K], B is [K, N], C is [M, N] with unit column stride.</summary>
internal readonly unsafe struct ProductOperands<T>
    where T : unmanaged
{
    public required int M { get; init; }

    public required int N { get; init; }

    public required int K { get; init; }

    public required T Alpha { get; init; }

    public required T* A { get; init; }

    public required nint ARowStride { get; init; }

    public required nint AColumnStride { get; init; }

    public required T* B { get; init; }

    public required nint BRowStride { get; init; }

    public required nint BColumnStride { get; init; }

    public required T Beta { get; init; }

    public required T* C { get; init; }

    public required nint CStride { get; init; }

    public ProductPart Part { get; init; }

    /// <summary>Whether rows r … r + rows - 1 and columns c … c + columns - 1 hold an entry that is wanted.</summary>
    public bool Wants(int r, int rows, int c, int columns) => Part switch
    {
        ProductPart.Lower => r + rows - 1 >= c,
        ProductPart.Upper => r <= c + columns - 1,
        _ => true,
    };
}

#pragma warning disable CA1720 // The kinds are exactly these types, and NumPy users know them by these names.
namespace WideNet.Data;

/// <summary>The element kinds of <see cref="NpyArray"/>; what other types of NumPy become is said in <see cref="NpyFile"/>.</summary>
internal enum NpyKind
{
    /// <summary>IEEE double, NumPy <c>&lt;f8</c>.</summary>
    Float64,

    /// <summary>IEEE single, NumPy <c>&lt;f4</c>.</summary>
    Float32,

    /// <summary>Byte, NumPy <c>|u1</c>.</summary>
    UInt8,

    /// <summary>Signed 64-bit integer, NumPy <c>&lt;i8</c>.</summary>
    Int64,
}

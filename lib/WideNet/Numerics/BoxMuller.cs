using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using WideNet.Compute.Vectors;

namespace WideNet.Numerics;

/// <summary>Turns pairs of uniform numbers into pairs of independent standard normals: √(-2 ln u)·(cos 2πv, sin 2πv).</summary>
/// <remarks>The logarithm, cosine and sine are the library's own, so every machine gets the same bits.</remarks>
internal static class BoxMuller
{
    /// <summary>Replaces (first[i], second[i]) by two normals.</summary>
    /// <param name="first">Uniform in (0, 1].</param>
    /// <param name="second">Uniform in [0, 1); same length.</param>
    public static void Transform(Span<double> first, Span<double> second)
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = TransformLanes<Vector512Lanes>(first, second);
        }
        else if (Vector.IsHardwareAccelerated)
        {
            done = TransformLanes<VectorLanes>(first, second);
        }

        TransformLanes<ScalarLanes>(first[done..], second[done..]);
    }

    /// <summary>As many whole vectors as fit.</summary>
    /// <returns>Number of pairs done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int TransformLanes<TLanes>(Span<double> first, Span<double> second)
        where TLanes : struct, ILanes<TLanes>
    {
        int i = 0;
        for (; i <= first.Length - TLanes.Count; i += TLanes.Count)
        {
            TLanes radius = TLanes.Sqrt(TLanes.Broadcast(-2) * ElementaryFunctions.Log(TLanes.Load(first[i..])));
            TLanes cosine = ElementaryFunctions.CosineOfTurns(TLanes.Load(second[i..]), out TLanes sine);
            (radius * cosine).Store(first[i..]);
            (radius * sine).Store(second[i..]);
        }

        return i;
    }
}

using System.Numerics;
using WideNet.Activations;

namespace WideNet.Compute.Convolution;

/// <summary>Any activation, through <see cref="Activation.Duals"/> on one row of a class at a time; double precision only.</summary>
internal sealed unsafe class ConvolutionalAnyActivation<TLanes, T> : ConvolutionalActivation<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Activation _activation;

    /// <summary>Wraps the activation.</summary>
    public ConvolutionalAnyActivation(Activation activation)
        : base(activation)
    {
        if (typeof(T) != typeof(double)) throw new ArgumentException($"{activation.Name} has no single-precision path.", nameof(activation));
        _activation = activation;
    }

    public override int Prepared => 1;

    public override void PrepareRows(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => q.CopyTo(first);

    public override void PrepareColumns(int layer, ReadOnlySpan<double> q, Span<double> first, Span<double> second) => q.CopyTo(first);

    public override void Advance(in ConvolutionalPass<T> pass, int layer, bool isLast)
    {
        int n = TLanes.Count;
        int row = pass.Class.Width * n;
        int beforeWrap = Math.Min(pass.Class.Width, pass.ImageWidth - pass.Class.ColumnB) * n;
        var qa = new Span<double>(pass.Work, row);
        var qb = new Span<double>(pass.Work + row, row);
        var slope = new Span<double>(pass.Work + (2 * row), row);
        for (int y = 0; y < pass.Class.Height; y++)
        {
            int rowB = pass.Class.RowB + y;
            if (rowB >= pass.ImageHeight) rowB -= pass.ImageHeight;
            T* xa = pass.XA + ((pass.Class.RowA + y) * pass.ImageWidth) + pass.Class.ColumnA;
            T* xb = pass.XB + (rowB * pass.ImageWidth * n);
            for (int x = 0; x < pass.Class.Width; x++) qa.Slice(x * n, n).Fill(double.CreateChecked(xa[x]));
            new ReadOnlySpan<double>(xb + (pass.Class.ColumnB * n), beforeWrap).CopyTo(qb);
            new ReadOnlySpan<double>(xb, row - beforeWrap).CopyTo(qb[beforeWrap..]);
            var k = new Span<double>(pass.K + ((long)y * pass.Stride), row);
            _activation.Duals(qa, qb, k, k, slope);
            T* theta = pass.Theta + ((long)y * pass.Stride);
            T* slopes = pass.Work + (2 * row);
            for (int i = 0; i < row; i += n) (TLanes.Load(slopes + i) * TLanes.Load(theta + i)).Store(theta + i);
        }

        if (pass.Sums != null) ConvolutionalPlainLayer<TLanes, T>.Sum(pass);
        if (!isLast) ConvolutionalPlainLayer<TLanes, T>.Filter(pass);
    }
}

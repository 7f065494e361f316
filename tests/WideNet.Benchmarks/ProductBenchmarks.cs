using BenchmarkDotNet.Attributes;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>The matrix product at square sizes and at the shapes of a training step (batch 256, width 1024).</summary>
public class ProductBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];
    private int _m;
    private int _n;
    private int _k;

    /// <summary>The shape as m × n × k.</summary>
    [Params("512x512x512", "2048x2048x2048", "256x1024x1024", "1024x1024x256", "256x10x1024")]
    public string Shape { get; set; } = "";

    /// <summary>Fills the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Shape.Split('x').Select(int.Parse)];
        (_m, _n, _k) = (sizes[0], sizes[1], sizes[2]);
        _a = [.. TestMatrix.Uniform(_m * _k).Select(x => (float)x)];
        _b = [.. TestMatrix.Uniform(_k * _n).Select(x => (float)x)];
        _c = new float[_m * _n];
    }

    /// <summary>C ← A B in single precision on all processors.</summary>
    [Benchmark]
    public void SinglePrecision() => MatrixProduct.Multiply(
        1, new ReadOnlyMatrixView<float>(_a, _m, _k, _k), new ReadOnlyMatrixView<float>(_b, _k, _n, _n), 0, new MatrixView<float>(_c, _m, _n, _n));
}

using WideNet.Compute.Vectors;
using WideNet.Tests.Numerics;

namespace WideNet.Tests.Compute.Vectors;

public sealed class DenseVectorsTests
{
    [Fact]
    public void Dot_AnyLength_AgreesWithScalarTwin()
    {
        for (int length = 0; length < 70; length++)
        {
            double[] x = new TestNumbers(1).Vector(length), y = new TestNumbers(2).Vector(length);
            double bound = x.Zip(y, (a, b) => Math.Abs(a * b)).Sum() * (length + 1) * 2.3e-16;
            Assert.Equal(DenseVectors.DotScalar(x, y), DenseVectors.Dot(x, y), bound);
        }
    }

    [Fact]
    public void AddScaled_AnyLength_AddsEachEntry()
    {
        for (int length = 0; length < 40; length++)
        {
            double[] x = new TestNumbers(1).Vector(length), y = new TestNumbers(2).Vector(length), once = [.. y], twice = [.. y];
            DenseVectors.AddScaled(0.7, x, once);
            DenseVectors.AddScaled(0.7, x, -0.2, y, twice);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(y[i] + (0.7 * x[i]), once[i], 4.5e-16);
                Assert.Equal(y[i] + (0.7 * x[i]) - (0.2 * y[i]), twice[i], 9e-16);
            }
        }
    }

    [Fact]
    public void Dot_LengthsDiffer_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => DenseVectors.Dot([1.0], [1.0, 2.0]));
}

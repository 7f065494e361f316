using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class RandomStreamTests
{
    private const int Many = 400_000;

    [Fact]
    public void Fill_InPieces_GivesTheBitsOfOneFill()
    {
        var stream = new RandomStream(7);
        double[] normals = new double[3001];
        double[] uniforms = new double[3001];
        stream.FillNormal(normals);
        stream.FillUniform(uniforms);
        int[] cuts = [0, 1, 2, 5, 6, 517, 518, 1030, 2000, 3001];
        for (int i = 0; i + 1 < cuts.Length; i++)
        {
            int length = cuts[i + 1] - cuts[i];
            double[] piece = new double[length];
            stream.FillNormal(piece, cuts[i]);
            Assert.Equal(normals.AsSpan(cuts[i], length).ToArray(), piece);
            stream.FillUniform(piece, cuts[i]);
            Assert.Equal(uniforms.AsSpan(cuts[i], length).ToArray(), piece);
        }
    }

    [Fact]
    public void FillNormal_OfManyNumbers_HasTheMomentsOfTheNormalLaw()
    {
        double[] values = new double[Many];
        new RandomStream(1).Split("moments").FillNormal(values);
        AssertNormal(values);
    }

    [Fact]
    public void FillUniform_OfManyNumbers_IsFlat()
    {
        double[] values = new double[Many];
        new RandomStream(2).FillUniform(values);
        AssertFlat(values);
    }

    [Fact]
    public void Split_ByNameOrIndex_GivesUncorrelatedStreams()
    {
        var root = new RandomStream(3);
        RandomStream[] streams = [root, root.Split("a"), root.Split("b"), root.Split(0), root.Split(1), root.Split("a").Split("b"), new RandomStream(4)];
        double[][] values = [.. streams.Select(s => Normals(s, Many / 10))];
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                // A mean of products of independent normals has standard error 1/√n; 5 of them leave 21 pairs a chance of 1e-5.
                double correlation = values[i].Zip(values[j], (x, y) => x * y).Average();
                Assert.InRange(correlation, -5 / Math.Sqrt(Many / 10.0), 5 / Math.Sqrt(Many / 10.0));
            }
        }
    }

    [Fact]
    public void Split_WithTheSameName_GivesTheSameStream() =>
        Assert.Equal(Normals(new RandomStream(5).Split("w").Split(3), 100), Normals(new RandomStream(5).Split("w").Split(3), 100));

    [Fact]
    public void FillNormal_OfSeedZero_KeepsItsRecordedBits()
    {
        // Recorded once: a change here changes every experiment with a seed.
        double[] values = Normals(new RandomStream(0), 3);
        Assert.Equal([-4609522402984688169, -4613387500491950495, 4594522800419991180], values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Permutation_OfAnySize_HoldsEveryIndexOnce()
    {
        foreach (int count in new[] { 0, 1, 2, 17, 1000 })
        {
            Assert.Equal(Enumerable.Range(0, count), new RandomStream(6).Permutation(count).Order());
        }
    }

    // Each kind of draw has bits of its own: a batch is not chosen by the numbers that it is filled with.
    [Fact]
    public void IndexBelow_BesideUniformsOfTheSameStream_TellsNothingOfThem()
    {
        const int Bound = 1 << 30;
        var stream = new RandomStream(7);
        double[] uniforms = new double[1000];
        stream.FillUniform(uniforms);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.NotEqual((int)(uniforms[i] * Bound), stream.IndexBelow(Bound, i)));
    }

    [Fact]
    public void Permutation_OfThree_ReachesAllSixOrdersEquallyOften()
    {
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 6000; i++)
        {
            string order = string.Concat(new RandomStream(8).Split(i).Permutation(3));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Each count is binomial(6000, 1/6): standard deviation 28.9; 5 of them either way.
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, n => Assert.InRange(n, 1000 - 145, 1000 + 145));
    }

    [Fact]
    public void IndexBelow_WithABoundThatIsNotPositive_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(0).IndexBelow(0));

    private static double[] Normals(RandomStream stream, int count)
    {
        double[] values = new double[count];
        stream.FillNormal(values);
        return values;
    }

    // Mean, variance, fourth moment and neighbours' product, each within 5 standard errors (1, √2, √96 and 1 over √n).
    private static void AssertNormal(double[] values)
    {
        double unit = 5 / Math.Sqrt(values.Length);
        Assert.InRange(values.Average(), -unit, unit);
        Assert.InRange(values.Average(x => x * x), 1 - (Math.Sqrt(2) * unit), 1 + (Math.Sqrt(2) * unit));
        Assert.InRange(values.Average(x => x * x * x * x), 3 - (Math.Sqrt(96) * unit), 3 + (Math.Sqrt(96) * unit));
        Assert.InRange(values.Zip(values.Skip(1), (x, y) => x * y).Average(), -unit, unit);
    }

    // 64 bins: the chi-squared statistic has mean 63 and deviation √126; bounds at 5 of them.
    private static void AssertFlat(double[] values)
    {
        Assert.All(values, x => Assert.InRange(x, 0, 1 - double.Epsilon));
        double expected = values.Length / 64.0;
        double chi = values.GroupBy(x => (int)(64 * x)).Sum(g => (g.Count() - expected) * (g.Count() - expected) / expected);
        Assert.InRange(chi, 63 - (5 * Math.Sqrt(126)), 63 + (5 * Math.Sqrt(126)));
    }
}

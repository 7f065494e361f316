using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

public sealed class KernelSpectrumTests
{
    [Fact]
    public void Of_KnownEigenvalues_GivesThePapersNumbers()
    {
        KernelSpectrum spectrum = KernelSpectrum.Of(SpectraSamples.WithEigenvalues(8, 1, 2, 3));

        // Four eigenvalues of a 4×4 matrix, each to about 4 ε λ_max.
        Assert.Equal(8, spectrum.Largest, 1e-14);
        Assert.Equal(1, spectrum.Smallest, 1e-14);
        Assert.Equal(2, spectrum.Bulk, 1e-14);
        Assert.Equal(4, spectrum.ConditionNumber, 1e-13);
        Assert.Equal(8, spectrum.ConditionNumberMin, 1e-13);
        Assert.Equal(0.25, spectrum.MaximumLearningRate, 1e-14);
        Assert.Equal(0.25 * 4 * 10, spectrum.MaximumLearningRateOfMeanLoss(10), 1e-12);
        Assert.Equal(4, spectrum.Eigenvalues.Count);
    }

    [Fact]
    public void Of_ConstantPlusDiagonal_HasTheClosedFormOfThePaper()
    {
        // Θ_aa = p, Θ_ab = r: λ_max = (m - 1) r + p, the others p - r.
        const int m = 12;
        const double p = 5, r = 2;
        var kernel = new Matrix(m, m);
        kernel.Values.Fill(r);
        for (int i = 0; i < m; i++)
        {
            kernel[i, i] = p;
        }

        KernelSpectrum spectrum = KernelSpectrum.Of(kernel);
        Assert.Equal(((m - 1) * r) + p, spectrum.Largest, 1e-13);
        Assert.Equal((((m - 1) * r) + p) / (p - r), spectrum.ConditionNumber, 1e-13);
    }

    [Fact]
    public void Of_SingularKernel_HasInfiniteSmallestConditionNumber()
    {
        var ones = new Matrix(3, 3);
        ones.Values.Fill(1);
        KernelSpectrum spectrum = KernelSpectrum.Of(ones);
        Assert.Equal(double.PositiveInfinity, spectrum.ConditionNumberMin);
        Assert.Equal(double.PositiveInfinity, spectrum.ConditionNumber);
    }

    // m ε λ_max = 1.33e-15: an eigenvalue below it has no digits, one above it has.
    [Theory]
    [InlineData(1.2e-15, double.PositiveInfinity)]
    [InlineData(1.5e-15, 2 / 1.5e-15)]
    public void Of_SmallestEigenvalueAtItsRoundingError_IsANumberOnlyAboveIt(double smallest, double expected)
    {
        KernelSpectrum spectrum = KernelSpectrum.Of(new Matrix(3, 3, [2, 0, 0, 0, 1, 0, 0, 0, smallest]));
        Assert.Equal(smallest, spectrum.Smallest, 1e-30);
        Assert.Equal(expected, spectrum.ConditionNumberMin, 1e-9 * 2 / smallest);
    }

    [Fact]
    public void Of_OneExample_SaysThatTwoAreNeeded()
    {
        var error = Assert.Throws<ArgumentException>(() => KernelSpectrum.Of(new Matrix(1, 1, [2])));
        Assert.Equal("The kernel is 1×1; a bulk eigenvalue needs at least two examples. (Parameter 'kernel')", error.Message);
    }
}

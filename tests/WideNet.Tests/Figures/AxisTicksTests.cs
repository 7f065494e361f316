using FsCheck;
using FsCheck.Fluent;
using WideNet.Figures;
using WideNet.Figures.Rendering;

namespace WideNet.Tests.Figures;

public sealed class AxisTicksTests
{
    [Theory]
    [InlineData(AxisScale.Linear, 0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(AxisScale.Linear, -1, 1, 4, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(AxisScale.Linear, 0, 1, 4, "0.00 0.25 0.50 0.75 1.00")]
    [InlineData(AxisScale.Linear, 0, 400, 4, "0 100 200 300 400")]
    [InlineData(AxisScale.Linear, 0, 4e6, 4, "0 10^{6} 2×10^{6} 3×10^{6} 4×10^{6}")]
    [InlineData(AxisScale.Log, 1, 1000, 6, "1 10 100 1000")]
    [InlineData(AxisScale.Log, 1e-3, 1e6, 12, "10^{-3} 10^{-2} 10^{-1} 10^{0} 10^{1} 10^{2} 10^{3} 10^{4} 10^{5} 10^{6}")]
    [InlineData(AxisScale.Log, 1, 1e100, 6, "10^{0} 10^{20} 10^{40} 10^{60} 10^{80} 10^{100}")]
    [InlineData(AxisScale.Log, 64, 4096, 6, "100 200 500 1000 2000")]
    [InlineData(AxisScale.Log, 2, 30, 3, "2 5 10 20")]
    public void Choose_Range_GivesRoundLabels(AxisScale scale, double low, double high, int count, string expected) =>
        Assert.Equal(expected, string.Join(' ', AxisTicks.Choose(scale, low, high, count).Where(t => t.IsMajor).OrderBy(t => t.Value).Select(t => t.Label)));

    [Fact]
    public void Choose_LogDecades_HasEightMinorTicksBetween()
    {
        IReadOnlyList<Tick> ticks = AxisTicks.Choose(AxisScale.Log, 1, 1000, 6);
        Assert.Equal(24, ticks.Count(t => !t.IsMajor));
    }

    [Fact]
    public void Choose_HundredsOfDecades_HasTicksThatCanBeToldApart()
    {
        IReadOnlyList<Tick> ticks = AxisTicks.Choose(AxisScale.Log, 1e-10, 1e200, 6);
        Assert.Equal(["10^{0}", "10^{50}", "10^{100}", "10^{150}", "10^{200}"], ticks.Where(t => t.IsMajor).Select(t => t.Label));
        Assert.Equal(17, ticks.Count(t => !t.IsMajor));
    }

    [Fact]
    public void Choose_AnyRange_StaysInsideAndFew() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Filter(v => double.IsFinite(v) && Math.Abs(v) is > 1e-100 and < 1e100),
        ArbMap.Default.ArbFor<double>().Filter(v => v is > 1e-3 and < 1e6),
        (low, ratio) =>
        {
            double high = low + (Math.Abs(low) * ratio);
            IReadOnlyList<Tick> ticks = AxisTicks.Choose(AxisScale.Linear, low, high, 6);
            double slack = 1e-6 * (high - low);
            return ticks.Count is >= 2 and <= 14 && ticks.All(t => t.Value >= low - slack && t.Value <= high + slack);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_GivenPlaces_LabelsThoseInside() =>
        Assert.Equal(["64", "256", "4096"], AxisTicks.At(AxisScale.Log, [1, 64, 256, 4096, 1e9], 50, 5000).Select(t => t.Label));
}

namespace WideNet.TorchSharp.Tests;

/// <summary>Powers of the width, and rates that change at given steps.</summary>
public sealed class WidthExponentsTests
{
    [Fact]
    public void NamedInstances_AreThePowersOfTheDesign()
    {
        Assert.Equal([0.5, 0.5, 0.25], WidthExponents.Ntk.Scales(inputs: 16, width: 16, depth: 2, c: 2));
        Assert.Equal([1, 1, 1], WidthExponents.Ntk.Rates(16, 2));
        Assert.Equal([0.5, 0.5, 0.5, 0.0625], WidthExponents.MaximalUpdate.Scales(16, 16, 3, 2));
        Assert.Equal([16, 16, 16, 16], WidthExponents.MaximalUpdate.Rates(16, 3));
        Assert.Equal([0.5, 0.125, 0.0625], WidthExponents.Integrable.Scales(16, 16, 2, 2));
        Assert.Equal([16, 256, 16], WidthExponents.Integrable.Rates(16, 2));
    }

    [Fact]
    public void RateSchedule_MultipliesFromTheGivenStepsOn()
    {
        RateSchedule schedule = new(0.8, (10, 0.5), (20, 0.25));

        Assert.Equal([0.8, 0.8, 0.4, 0.4, 0.1, 0.1], new[] { 0, 9, 10, 19, 20, 1000 }.Select(schedule.At), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(0.3, new RateSchedule(0.3).At(7));
        Assert.StartsWith("A rate or factor is 0;", Assert.Throws<ArgumentException>(() => new RateSchedule(1, (3, 0))).Message, StringComparison.Ordinal);
        Assert.StartsWith("A rate or factor is NaN;", Assert.Throws<ArgumentException>(() => new RateSchedule(double.NaN)).Message, StringComparison.Ordinal);
    }
}

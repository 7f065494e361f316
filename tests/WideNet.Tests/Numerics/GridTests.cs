using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class GridTests
{
    [Theory]
    [InlineData(1, 40, 1, 1, 1)]
    [InlineData(40, 40, 1, 40, 40)]
    [InlineData(41, 40, 2, 20, 40)]
    [InlineData(400, 40, 10, 40, 400)]
    [InlineData(399, 40, 10, 39, 390)]
    public void Multiples_UpToANumber_AreEvenlySpacedAndNoMoreThanWanted(int last, int most, int step, int count, int end)
    {
        int[] values = Grid.Multiples(last, most);
        Assert.Equal((step, count, end), (values[0], values.Length, values[^1]));
        Assert.All(values.Skip(1).Zip(values), pair => Assert.Equal(step, pair.First - pair.Second));
    }

    [Fact]
    public void Multiples_OfNothing_SayWhatIsWrong()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.Multiples(0, 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.Multiples(40, 0));
    }
}

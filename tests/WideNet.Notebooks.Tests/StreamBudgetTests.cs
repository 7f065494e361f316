using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks.Tests;

public sealed class StreamBudgetTests
{
    [Fact]
    public void Take_TextOfExactlyTheLimit_IsWhole()
    {
        var budget = new StreamBudget();
        Assert.Equal("", budget.Take("before the first cell"));
        budget.Reset(5);
        Assert.Equal("123", budget.Take("123"));
        Assert.Equal("45", budget.Take("45"));
        Assert.Equal("\n[output cut after 5 characters]\n", budget.Take("6"));
        Assert.Equal("", budget.Take("7"));
        budget.Reset(2);
        Assert.Equal("12\n[output cut after 2 characters]\n", budget.Take("123"));
    }
}

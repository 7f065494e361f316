using WideNet.Activations;

namespace WideNet.Tests.Activations;

public sealed class ActivationCatalogTests
{
    [Theory]
    [InlineData("erf")]
    [InlineData("relu")]
    [InlineData("leaky_relu_0.1")]
    [InlineData("abs")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("sin")]
    [InlineData("cos")]
    public void Parse_AKnownName_GivesTheActivationOfThatName(string name) => Assert.Equal(name, ActivationCatalog.Parse(name).Name);

    [Theory]
    [InlineData("swish")]
    [InlineData("leaky_relu_x")]
    [InlineData("leaky_relu_NaN")]
    [InlineData("leaky_relu_1e200")]
    [InlineData("")]
    public void Parse_AnUnknownName_ListsTheKnownOnes(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => ActivationCatalog.Parse(name));
        Assert.Equal(
            $"The activation '{name}' is not known; it must be one of {string.Join(", ", ActivationCatalog.Names)} (α a number, as in leaky_relu_0.1).",
            error.Message);
    }
}

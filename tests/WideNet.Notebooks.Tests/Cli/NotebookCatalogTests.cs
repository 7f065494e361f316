using WideNet.Cli.Running;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class NotebookCatalogTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("widenet-catalog-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("04", "04-condition-numbers")]
    [InlineData("4", "04-condition-numbers")]
    [InlineData("04b", "04b-cnn-kernels")]
    [InlineData("4b", "04b-cnn-kernels")]
    [InlineData("04b-cnn-kernels", "04b-cnn-kernels")]
    [InlineData("10", "10-finite-width")]
    [InlineData("0", "00-conventions")]
    public void Select_TextBeforeTheFirstDash_NamesOneNotebook(string id, string expected) =>
        Assert.Equal([expected], Open().Select([id]).Select(entry => entry.Name));

    [Fact]
    public void Select_SeveralIds_ComeInTheOrderOfTheNumbers() =>
        Assert.Equal(["04-condition-numbers", "04b-cnn-kernels"], Open().Select(["4b", "04"]).Select(entry => entry.Name));

    [Fact]
    public void Entries_OfTheRepository_HaveNumbersOfTheirOwn()
    {
        string[] numbers = [.. NotebookCatalog.Open(RepositoryFiles.Root).Entries.Select(entry => entry.Number)];
        Assert.Equal(numbers.Order(StringComparer.Ordinal).Distinct(), numbers);
    }

    [Theory]
    [InlineData("04c")]
    [InlineData("4B")]
    [InlineData("")]
    [InlineData("1")]
    public void Select_AnotherText_IsNoFigure(string id)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Open().Select([id]));
        Assert.Equal(
            $"'{id}' is not a figure; there are 00-conventions, 04-condition-numbers, 04b-cnn-kernels, 10-finite-width, "
                + "each also by its number, all, and external.",
            error.Message);
    }

    private NotebookCatalog Open()
    {
        string folder = _root.CreateSubdirectory("notebooks").FullName;
        foreach (string name in new[] { "10-finite-width", "04b-cnn-kernels", "00-conventions", "04-condition-numbers" })
        {
            File.WriteAllText(Path.Combine(folder, name + ".ipynb"), "{}");
        }

        return NotebookCatalog.Open(_root.FullName);
    }
}

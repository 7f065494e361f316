using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Tests;

/// <summary>README's example compiles and prints what README says.</summary>
public sealed partial class ReadmeExampleTests
{
    [Fact]
    public async Task RunAsync_ExampleOfReadme_PrintsWhatReadmeSays()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "README.md"), TestContext.Current.CancellationToken);
        Match example = Example().Match(readme);
        Assert.True(example.Success, "README has no example that prints something.");
        string code = example.Groups["code"].Value;
        Assert.Contains("#r \"artifacts/", code, StringComparison.Ordinal);
        using TestNotebook test = new(code.Replace("#r \"", $"#r \"{RepositoryFiles.Root}/", StringComparison.Ordinal));

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(example.Groups["output"].Value, Assert.Single(result.Cells[0].Outputs).Text.Trim());
    }

    [GeneratedRegex("```csharp\\n(?<code>.*?)```\\n+prints `(?<output>[^`]+)`", RegexOptions.Singleline)]
    private static partial Regex Example();
}

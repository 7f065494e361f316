using System.Text;
using WideNet.Notebooks.Tests.Cli;

namespace WideNet.Notebooks.Tests;

/// <summary>Notebooks of another language, another age or another encoding.</summary>
public sealed class CellLanguageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    private string Source => Path.Combine(_folder, "a.ipynb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"kernelspec": {"language": "F#", "name": ".net-fsharp"}}""", "{}", "F#, as the notebook's kernel says")]
    [InlineData("""{"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}}""", "{}", "python, as the notebook's kernel says")]
    [InlineData("""{"kernelspec": {"language": "C#"}}""", """{"polyglot_notebook": {"kernelName": "pwsh"}}""", "pwsh, as its metadata says")]
    [InlineData("{}", """{"dotnet_interactive": {"language": "fsharp"}}""", "fsharp, as its metadata says")]
    public void Run_CellOfAnotherLanguage_IsRefusedBeforeItIsCompiled(string notebook, string cell, string words)
    {
        File.WriteAllText(Source, Text(notebook, cell, "let x = 1"));
        CommandLine.Run("notebook", "run", Source)
            .AssertFails(2, $"{Source}: cell 1 is written in {words}, but only C# runs here; mark the cell as csharp if it is");
    }

    [Theory]
    [InlineData("""{"kernelspec": {"language": "python"}}""", """{"polyglot_notebook": {"kernelName": "csharp"}}""")]
    [InlineData("""{"kernelspec": {"name": ".net-csharp"}}""", "{}")]
    [InlineData("{}", "{}")]
    public void Run_CellOfCSharp_Runs(string notebook, string cell)
    {
        File.WriteAllText(Source, Text(notebook, cell, "1 + 1"));
        CommandResult result = CommandLine.Run("notebook", "run", Source);
        Assert.Equal((0, "2\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Run_InjectedParameterBeforeNbformat45_HasNoId()
    {
        string source = Text("{}", """{"tags": ["parameters"]}""", "int n = 1;").Replace("\"nbformat_minor\": 5", "\"nbformat_minor\": 4", StringComparison.Ordinal);
        File.WriteAllText(Source, source);
        string copy = Path.Combine(_folder, "copy.ipynb");
        Assert.Equal(0, CommandLine.Run("notebook", "run", Source, "-p", "n=7", "--out", copy).ExitCode);
        Notebook executed = Notebook.Read(copy);
        Assert.Equal([null, null], executed.Cells.Select(cell => cell.Id));
        Assert.Contains("n = 7;", executed.Cells[1].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreNamedByPosition()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("{\"cells\": []}"), 0xE9, (byte)' '];
        File.WriteAllBytes(Source, bytes);
        var error = Assert.Throws<NotebookException>(() => Notebook.Read(Source));
        Assert.Equal($"{Source}: not UTF-8 at byte {bytes.Length - 1}; save it as UTF-8", error.Message);
        Assert.Equal(bytes, File.ReadAllBytes(Source));
    }

    [Fact]
    public void Read_Utf16WithItsMark_IsUnderstood()
    {
        string text = Text("{}", "{}", "\\\"é漢\\\"");
        foreach (Encoding encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, new UTF8Encoding(true)])
        {
            File.WriteAllBytes(Source, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Assert.Equal("\"é漢\"", Notebook.Read(Source).Cells[0].Source);
        }
    }

    [Fact]
    public void Run_ThroughALink_KeepsSourceAndLink()
    {
        string link = Path.Combine(_folder, "link.ipynb");
        File.WriteAllText(Source, Text("{}", "{}", "1 + 1"));
        string before = File.ReadAllText(Source);
        File.CreateSymbolicLink(link, "a.ipynb");
        CommandLine.Run("notebook", "run", link, "--out", Source)
            .AssertFails(2, $"{Source} is the source notebook, which a run leaves alone; choose another place, or ask for an update.");
        Assert.Equal(before, File.ReadAllText(Source));
        Assert.Equal(0, CommandLine.Run("notebook", "run", link, "--update").ExitCode);
        Assert.Equal("a.ipynb", new FileInfo(link).LinkTarget);
        Assert.Single(Notebook.Read(Source).Cells[0].Outputs);
    }

    private static string Text(string notebook, string cell, string source) => $$"""
        {"cells": [{"cell_type": "code", "execution_count": null, "metadata": {{cell}}, "outputs": [], "source": "{{source}}"}],
         "metadata": {{notebook}}, "nbformat": 4, "nbformat_minor": 5}
        """;
}

using System.IO.Compression;

namespace WideNet.Notebooks.Tests;

/// <summary><c>#r "nuget: …"</c> in cells, with a package that each test makes and puts into a folder of its own.</summary>
public sealed class PackageReferenceTests
{
    private const string Code = "namespace Sample; public static class Answer { public static int Value { get; set; } = 41; }";

    private const string Extension = """
        using System.Threading.Tasks;
        using Microsoft.DotNet.Interactive;
        using Microsoft.DotNet.Interactive.Formatting;

        public sealed class SampleExtension : IKernelExtension
        {
            public Task OnLoadAsync(Kernel kernel)
            {
                Formatter.Register<System.Version>((version, writer) => writer.Write($"version {version} in {kernel.Name}"), "text/plain");
                return Task.CompletedTask;
            }
        }
        """;

    [Fact]
    public async Task Reference_PackageWithExtensions_IsUsedAndTheyAreLoaded()
    {
        string id = "WideNet.Sample" + Guid.NewGuid().ToString("N");
        using TestNotebook test = new(
            $"using System.Xml;\n#i \"nuget: PACKAGES\"\n#r \"nuget: {id}, 1.0.0\"\nusing Sample;\n++Answer.Value",
            "Greeting + Answer.Value",
            "new Version(1, 2)",
            $"#r \"nuget: {id}, 1.0.0\"\nint x = 1;\nx.Nothing();");
        string packages = Path.Combine(test.Folder, "packages");
        Pack(packages, id, test.Folder);
        test.Notebook.Cells[0].Source = test.Notebook.Cells[0].Source.Replace("PACKAGES", packages, StringComparison.Ordinal);
        try
        {
            NotebookRunResult result = await test.RunAsync(alone: true);

            Assert.StartsWith(
                "cell 4, line 3, column 3: CS1061: 'int' does not contain a definition for 'Nothing'", result.Error?.Message, StringComparison.Ordinal);
            CellOutput installed = result.Cells[0].Outputs[0];
            Assert.Equal(CellOutputKind.Display, installed.Kind);
            Assert.Contains($"Installed Packages\n - {id}, 1.0.0", installed.Text, StringComparison.Ordinal);
            Assert.Equal("42", result.Cells[0].Outputs[^1].Text);
            Assert.Equal("hello 42", result.Cells[1].Outputs.Single().Text);
            Assert.Equal("version 1.2 in .NET", result.Cells[2].Outputs.Single().Text);
        }
        finally
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            string kept = Path.Combine(Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages"), id.ToLowerInvariant());
            if (Directory.Exists(kept))
                Directory.Delete(kept, recursive: true);
        }
    }

    [Fact]
    public async Task Reference_PackageThatIsNowhere_IsOneLineThatNamesIt()
    {
        using TestNotebook test = new("int x = 1;\n#r \"nuget: WideNet.There.Is.No.Such.Package, 1.0.0\"\nx", "2");

        NotebookRunResult result = await test.RunAsync(alone: true);

        Assert.Equal("cell 1", result.Error!.Cell);
        Assert.Matches("^NU1[0-9]{3}$", result.Error.Name);
        Assert.StartsWith($"cell 1, line 2: {result.Error.Name}: Unable to ", result.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error.Message);
        Assert.Equal([result.Error.Message], result.Error.Traceback);
        Assert.Single(result.Cells);
    }

    [Fact]
    public async Task Reference_Package_LeavesNoProcessForAnotherNotebook()
    {
        const string Number = "System.Environment.ProcessId";
        using TestNotebook first = new(Number, "#r \"nuget: WideNet.There.Is.No.Such.Package, 1.0.0\""), second = new(Number);
        await using NotebookProcesses processes = new();

        NotebookRunResult[] results = [await RunAsync(first, processes), await RunAsync(second, processes)];

        Assert.NotEqual(results[0].Cells[0].Outputs[0].Text, results[1].Cells[0].Outputs[0].Text);
    }

    private static Task<NotebookRunResult> RunAsync(TestNotebook test, NotebookProcesses processes)
    {
        test.Notebook.Write(test.SourcePath);
        return NotebookRunner.RunAsync(new NotebookRunOptions { NotebookPath = test.SourcePath }, null, processes, TestContext.Current.CancellationToken);
    }

    /// <summary>Writes a package: a library, a class that extends the kernel, and a script that does.</summary>
    private static void Pack(string folder, string id, string work)
    {
        Directory.CreateDirectory(folder);
        SampleAssembly.Compile(Path.Combine(work, "library"), Code);
        SampleAssembly.Compile(Path.Combine(work, "extension"), Extension, "SampleExtension");
        using ZipArchive archive = ZipFile.Open(Path.Combine(folder, $"{id}.1.0.0.nupkg"), ZipArchiveMode.Create);
        archive.CreateEntryFromFile(Path.Combine(work, "library", "Sample.dll"), "lib/net10.0/Sample.dll");
        archive.CreateEntryFromFile(Path.Combine(work, "extension", "SampleExtension.dll"), "interactive-extensions/dotnet/SampleExtension.dll");
        Write("interactive-extensions/dotnet/extension.dib", "#!csharp\nstring Greeting = \"hello \";\n");
        Write($"{id}.nuspec", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>1.0.0</version>
                <authors>tests</authors>
                <description>A package of a test.</description>
                <dependencies><group targetFramework="net10.0" /></dependencies>
              </metadata>
            </package>
            """);

        void Write(string name, string text)
        {
            using StreamWriter writer = new(archive.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}

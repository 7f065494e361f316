namespace WideNet.Notebooks.Tests;

public sealed class NotebookParametersTests
{
    private const string Declarations = """
        // parameters
        string dataset = "cifar10";
        string preset = "quick"; // quick | standard | paper
        int width = 512, depth = 3;
        long seed = 1L;
        double rate = 0.1;
        float scale = 1f;
        bool verbose = false;
        int[] depths = [1, 2];
        string[] names = [];
        int? limit = null;
        DayOfWeek day = DayOfWeek.Friday;
        var inferredDouble = -1.5;
        var inferredInt = 3;
        var inferredEnum = DayOfWeek.Monday;
        var unclear = Compute();
        List<int> list = [];
        decimal price = 1m;
        char letter = 'a';
        const int Fixed = 3;
        """;

    [Theory]
    [InlineData("dataset", "a \"quoted\" \\ path\n", "dataset = \"a \\\"quoted\\\" \\\\ path\\n\";")]
    [InlineData("preset", "paper", "preset = \"paper\";")]
    [InlineData("width", "1024", "width = 1024;")]
    [InlineData("depth", "-1", "depth = -1;")]
    [InlineData("seed", "9000000000", "seed = 9000000000L;")]
    [InlineData("rate", "1e-3", "rate = 0.001d;")]
    [InlineData("rate", "2", "rate = 2d;")]
    [InlineData("rate", "0.12345678901234568", "rate = 0.12345678901234568d;")]
    [InlineData("scale", "0.12345679", "scale = 0.12345679f;")]
    [InlineData("scale", "0.5", "scale = 0.5f;")]
    [InlineData("verbose", "True", "verbose = true;")]
    [InlineData("depths", "4, 8,16", "depths = [4, 8, 16];")]
    [InlineData("depths", "", "depths = [];")]
    [InlineData("names", "a,b", "names = [\"a\", \"b\"];")]
    [InlineData("limit", "7", "limit = 7;")]
    [InlineData("price", "-1.50", "price = -1.50m;")]
    [InlineData("day", "sunday", "day = System.Enum.Parse<DayOfWeek>(\"sunday\", ignoreCase: true);")]
    [InlineData("inferredDouble", "3", "inferredDouble = 3d;")]
    [InlineData("inferredInt", "3", "inferredInt = 3;")]
    [InlineData("inferredEnum", "Friday", "inferredEnum = System.Enum.Parse<DayOfWeek>(\"Friday\", ignoreCase: true);")]
    public void Inject_ValueOfTheDeclaredType_IsAssignedBehindTheDeclarations(string name, string text, string statement)
    {
        Notebook notebook = Create();

        NotebookParameters.Inject(notebook, new Dictionary<string, string> { [name] = text });

        Assert.Equal(4, notebook.Cells.Count);
        Assert.Equal("injected-parameters", notebook.Cells[2].Id);
        Assert.Equal(["injected-parameters"], notebook.Cells[2].Tags);
        Assert.Equal("// injected parameters\n" + statement, notebook.Cells[2].Source);
    }

    [Theory]
    [InlineData("widht", "1", "parameter widht: unknown; the notebook declares dataset, preset, width, depth, seed, rate, scale, verbose, depths, names, "
        + "limit, day, inferredDouble, inferredInt, inferredEnum, unclear, list, price, letter")]
    [InlineData("Fixed", "1", "parameter Fixed: unknown; the notebook declares dataset, preset, width, depth, seed, rate, scale, verbose, depths, names, "
        + "limit, day, inferredDouble, inferredInt, inferredEnum, unclear, list, price, letter")]
    [InlineData("preset", "quik", "parameter preset: 'quik' is not one of quick, standard, paper")]
    [InlineData("width", "1.5", "parameter width: '1.5' must be a whole number that fits an int")]
    [InlineData("width", "3000000000", "parameter width: '3000000000' must be a whole number that fits an int")]
    [InlineData("rate", "NaN", "parameter rate: 'NaN' must be a finite number such as 1.5 or 1e-3")]
    [InlineData("rate", "1,5", "parameter rate: '1,5' must be a finite number such as 1.5 or 1e-3")]
    [InlineData("verbose", "yes", "parameter verbose: 'yes' must be true or false")]
    [InlineData("depths", "1,x", "parameter depths: 'x' must be a whole number that fits an int")]
    [InlineData("day", "a b", "parameter day: 'a b' must be the name of a DayOfWeek")]
    [InlineData("unclear", "1", "parameter unclear: its declaration does not show its type; declare it with one")]
    [InlineData("list", "1", "parameter list: a List<int> cannot be given as text")]
    [InlineData("price", "much", "parameter price: 'much' must be a number such as 1.5")]
    [InlineData("letter", "b", "parameter letter: a char cannot be given as text")]
    public void Inject_UnknownNameOrWrongText_SaysWhyInOneLine(string name, string text, string message)
        => Assert.Equal(message, Assert.Throws<NotebookException>(
            () => NotebookParameters.Inject(Create(), new Dictionary<string, string> { [name] = text })).Message);

    [Fact]
    public void Inject_Twice_ReplacesTheEarlierCell()
    {
        Notebook notebook = Create();
        NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["width"] = "1" });
        NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["width"] = "2", ["depth"] = "5" });

        Assert.Equal(4, notebook.Cells.Count);
        Assert.Equal("// injected parameters\ndepth = 5;\nwidth = 2;", notebook.Cells[2].Source);
    }

    [Fact]
    public void Inject_NoParametersCell_SaysSo()
    {
        Notebook notebook = NotebookBuilder.Create();
        Assert.Equal(
            "parameter width: the notebook has no cell tagged 'parameters', so nothing can be overridden",
            Assert.Throws<NotebookException>(() => NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["width"] = "2" })).Message);
    }

    private static Notebook Create()
    {
        Notebook notebook = NotebookBuilder.Create();
        notebook.AddCode("#r \"x.dll\"");
        notebook.AddCode(Declarations, tags: ["parameters"]);
        notebook.AddCode("width");
        return notebook;
    }
}

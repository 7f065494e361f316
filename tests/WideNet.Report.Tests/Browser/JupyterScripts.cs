namespace WideNet.Report.Tests.Browser;

/// <summary>What the tests ask of a page of Jupyter Notebook, in its own language.</summary>
internal static class JupyterScripts
{
    /// <summary>The selector of all charts in outputs.</summary>
    public const string Charts = ".output .js-plotly-plot";

    /// <summary>Whether the notebook is there and its kernel waits.</summary>
    public const string IsReady = "() => window.Jupyter?.notebook?._fully_loaded && Jupyter.notebook.kernel?.is_connected() && " + IsIdle;

    /// <summary>Whether no cell waits or runs any more.</summary>
    public const string HasRun = "() => Jupyter.notebook.get_cells().every(cell => cell.input_prompt_number !== '*') && " + IsIdle;

    /// <summary>Of every code cell its count and the kinds of its outputs.</summary>
    public const string CodeCells = """
        () => Jupyter.notebook.get_cells().filter(cell => cell.cell_type === "code").map(cell => ({
          count: cell.input_prompt_number, outputs: cell.output_area.outputs.map(output => output.output_type) }))
        """;

    /// <summary>The addresses of pictures in outputs that a reader sees.</summary>
    public const string Pictures = """
        () => [...document.querySelectorAll(".output img")].filter(image => image.naturalWidth > 100 && image.getBoundingClientRect().width > 100)
          .map(image => image.src)
        """;

    /// <summary>The formulas in tables of the text that MathJax broke into lines because their column has fewer words than they need.</summary>
    public const string BrokenFormulas = """
        async () => {
          await new Promise(done => MathJax.Hub.Queue(done));
          return [...document.querySelectorAll(".text_cell td .MathJax_FullWidth, .text_cell th .MathJax_FullWidth")].map(formula => formula.nextElementSibling.text);
        }
        """;

    /// <summary>Of every table in outputs the texts of its header and how many cells each row has.</summary>
    public const string Tables = """
        () => [...document.querySelectorAll(".output table")].map(table => ({
          headers: [...table.tHead.rows[0].cells].map(cell => cell.innerText), rows: [...table.tBodies[0].rows].map(row => row.cells.length) }))
        """;

    /// <summary>Brings the first chart into view and tells where the middle point of its first line lies.</summary>
    public const string PlaceOfPoint = $$"""
        () => {
          const chart = document.querySelector("{{Charts}}");
          chart.scrollIntoView({ block: "center" });
          const box = chart.getBoundingClientRect(), points = chart.calcdata[0], point = points[points.length >> 1], { xaxis, yaxis } = chart._fullLayout;
          return { x: box.left + xaxis._offset + xaxis.c2p(point.x), y: box.top + yaxis._offset + yaxis.c2p(point.y) };
        }
        """;

    /// <summary>Both ends of the first chart's first axis.</summary>
    public const string FirstRange = $"() => document.querySelector('{Charts}')._fullLayout.xaxis.range.map(Number)";

    private const string IsIdle = "document.querySelector('#kernel_indicator_icon.kernel_idle_icon') !== null";
}

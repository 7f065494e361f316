using Deedle;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using WideNet.Figures;

namespace WideNet.Interactive;

/// <summary>What <c>#r "nuget: WideNet.Interactive"</c> switches on in a .NET Interactive kernel.</summary>
/// <remarks>
/// Figures and charts of Plotly.NET become interactive views; progress gets its bar. For figures the choice is that of <see cref="FigureView"/>: a cell that
/// makes another one later has the last word. Frames become tables of their first rows. Result tables and claims render natively by themselves: the library
/// tells .NET Interactive how.
/// </remarks>
public sealed class WideNetKernelExtension : IKernelExtension
{
    /// <summary>Chooses the renderer of figures and registers the other formatters; kernels share them.</summary>
    /// <param name="kernel">The kernel that loads the extension; not used.</param>
    public Task OnLoadAsync(Kernel kernel)
    {
        FigureView.Use(new PlotlyFigureRenderer());
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(chart.ToNotebookHtml()), HtmlFormatter.MimeType);
        Formatter.Register<IFrame>((frame, writer) => writer.Write(FrameHtml.Of(frame)), HtmlFormatter.MimeType);
        Formatter.Register<ProgressView>((view, writer) => writer.Write(view.ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<ProgressView>((view, writer) => writer.Write(view.ToString()), PlainTextFormatter.MimeType);
        return Task.CompletedTask;
    }
}

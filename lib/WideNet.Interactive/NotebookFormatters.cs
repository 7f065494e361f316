using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Deedle;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using WideNet.Engines;

namespace WideNet.Interactive;

/// <summary>Tells .NET Interactive how to show what this assembly brings to a notebook: frames of Deedle, charts of Plotly.NET, progress.</summary>
/// <remarks>
/// Figures, result tables and claims say so themselves, by an attribute that .NET Interactive looks for. Types of packages have none, so their formatters are
/// registered when a cell first uses this assembly, such as by <c>ToFrame</c>: <c>#r</c> with a path runs no code of it. Shown by NotebookFormattersTests.
/// </remarks>
internal static class NotebookFormatters
{
    /// <summary>Registers the formatters, but not for the copy of this assembly that draws charts apart from the host, nor without .NET Interactive.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A notebook that refers to the assembly by its path has no other moment.")]
    internal static void OnFirstUse()
    {
        if (AssemblyLoadContext.GetLoadContext(typeof(NotebookFormatters).Assembly) is EngineLoadContext) return;
        try
        {
            Register();
        }
        catch (FileNotFoundException)
        {
            // Another program than a notebook: nobody formats values there.
        }
    }

    // A method of its own, so that the missing assembly is one that can be caught.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register()
    {
        Formatter.Register<IFrame>((frame, writer) => writer.Write(FrameView.Of(frame).ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<IFrame>((frame, writer) => writer.Write(FrameView.Of(frame)), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(IFrame), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        Formatter.Register<ProgressView>((view, writer) => writer.Write(view.ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<ProgressView>((view, writer) => writer.Write(view.ToString()), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(ProgressView), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(PlotlyFigureRenderer.ToHtml(chart)), HtmlFormatter.MimeType);
    }
}

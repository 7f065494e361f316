using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Deedle;
using Microsoft.DotNet.Interactive.Formatting;
using WideNet.Engines;

namespace WideNet.Interactive;

/// <summary>Tells .NET Interactive how to show what this assembly brings to a notebook: frames of Deedle, progress.</summary>
/// <remarks>
/// Figures, result tables and claims say so themselves, charts of Plotly.NET too, by an attribute that .NET Interactive looks for. Deedle's types have none, so the
/// formatters are registered when a cell first uses this assembly: <c>#r</c> with a path runs no code of it. Shown by NotebookFormattersTests.
/// </remarks>
internal static class NotebookFormatters
{
    private const string Formatting = "Microsoft.DotNet.Interactive.Formatting";

    /// <summary>Registers the formatters in a notebook; not in another program, nor for the copy of this assembly that draws charts apart from the host.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A notebook that refers to the assembly by its path has no other moment.")]
    internal static void OnFirstUse()
    {
        bool isApart = AssemblyLoadContext.GetLoadContext(typeof(NotebookFormatters).Assembly) is EngineLoadContext;
        if (!isApart && AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == Formatting)) Register();
    }

    // Not inlined: another program has no .NET Interactive to load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register()
    {
        Formatter.Register<IFrame>((frame, writer) => writer.Write(FrameView.Of(frame).ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<IFrame>((frame, writer) => writer.Write(FrameView.Of(frame)), PlainTextFormatter.MimeType);
        Formatter.Register<ProgressView>((view, writer) => writer.Write(view.ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<ProgressView>((view, writer) => writer.Write(view.ToString()), PlainTextFormatter.MimeType);
    }
}

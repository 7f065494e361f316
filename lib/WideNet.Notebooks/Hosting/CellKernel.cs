using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace WideNet.Notebooks.Hosting;

/// <summary>The kernel of .NET Interactive that executes the cells, as an editor would start it.</summary>
/// <remarks>What it publishes goes to the runner at once, while the cell runs. Shown by KernelTests.</remarks>
internal sealed class CellKernel : IDisposable
{
    // The kernel's own 'display' (1.0.0-beta.26120.1) returns another object than the one it announced, so updates would find nothing to replace.
    private const string Prelude = """
        Microsoft.DotNet.Interactive.Formatting.DisplayedValue display(object value, params string[] mimeTypes)
        {
            var context = Microsoft.DotNet.Interactive.KernelInvocationContext.Current;
            return context is null
                ? Microsoft.DotNet.Interactive.Kernel.display(value, mimeTypes)
                : Microsoft.DotNet.Interactive.KernelInvocationContextExtensions.Display(context, value, mimeTypes);
        }
        """;

    private readonly CompositeKernel _root = [];
    private readonly CSharpKernel _csharp = new();
    private readonly IDisposable _subscription;

    private CellKernel(EventTranslator translator)
    {
        _root.Add(_csharp.UseKernelHelpers());
        _root.DefaultKernelName = _csharp.Name;
        PackageReferences.Add(_root, _csharp);

        // Positions in a cell's own lines, for exceptions too: the kernel compiles submissions without a name and without line numbers.
        OptionsOf(_csharp) = OptionsOf(_csharp).WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8);
        _subscription = _root.KernelEvents.Subscribe(translator.Translate);
    }

    /// <summary>Creates a kernel whose compiler is warm.</summary>
    public static async Task<CellKernel> StartAsync(EventTranslator translator)
    {
        CellKernel kernel = new(translator);

        // The first submission of all is also the one whose exceptions the kernel does not catch.
        return await kernel.SendAsync(Prelude).ConfigureAwait(false) is { } failure ? throw new InvalidOperationException(failure.Message) : kernel;
    }

    /// <summary>Runs a cell to its end.</summary>
    /// <returns>Why it failed, or null.</returns>
    public async Task<HostEvent?> RunAsync(string cell, string code)
    {
        OptionsOf(_csharp) = OptionsOf(_csharp).WithFilePath(cell);
        (string packages, int line, string rest) = PackageReferences.Split(code);
        if (packages.Length > 0 && await SendAsync(packages).ConfigureAwait(false) is { } missing)
            return ErrorReport.Create(cell, line, missing);
        return await SendAsync(rest).ConfigureAwait(false) is { } failure ? ErrorReport.Create(cell, null, failure) : null;
    }

    private async Task<CommandFailed?> SendAsync(string code)
    {
        KernelCommandResult result = await _root.SendAsync(new SubmitCode(code)).ConfigureAwait(false);
        return result.Events.OfType<CommandFailed>().FirstOrDefault();
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _root.Dispose();
    }

    // The one thing that the kernel keeps to itself; another version of the package without it ends the first test here.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_scriptOptions")]
    private static extern ref ScriptOptions OptionsOf(CSharpKernel kernel);
}

using System.Collections.Concurrent;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace WideNet.Notebooks.Hosting;

/// <summary><c>#r "nuget: …"</c> in cells, and the extensions that such packages bring in <c>interactive-extensions/dotnet</c>.</summary>
/// <remarks>Nothing of the package manager is loaded before a cell asks for it. Shown by PackageReferenceTests.</remarks>
internal static partial class PackageReferences
{
    /// <summary>Teaches a kernel the directive.</summary>
    /// <param name="root">The kernel that extensions extend.</param>
    /// <param name="csharp">The kernel that compiles against the packages.</param>
    public static void Add(CompositeKernel root, CSharpKernel csharp)
    {
        csharp.UseNugetDirective((kernel, packages) =>
        {
            kernel.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
            return Task.CompletedTask;
        });

        ConcurrentQueue<string> folders = [];
        HashSet<string> seen = [];
        root.RegisterForDisposal(root.KernelEvents.Subscribe(published =>
        {
            if (published is PackageAdded { PackageReference.PackageRoot: { } folder } && seen.Add(folder))
                folders.Enqueue(Path.Combine(folder, "interactive-extensions", "dotnet"));
        }));
        root.AddMiddleware(async (command, context, next) =>
        {
            await next(command, context).ConfigureAwait(false);
            while (folders.TryDequeue(out string? folder))
            {
                if (Directory.Exists(folder))
                    await LoadAsync(root, new DirectoryInfo(folder), context).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Takes the directives out of a cell: the kernel runs them first in any case, and then counts lines without them.</summary>
    /// <returns>The directives, the line of the first one, and the cell with blanks in their place.</returns>
    public static (string Directives, int Line, string Code) Split(string code)
    {
        MatchCollection found = Directive().Matches(code);
        return found.Count == 0
            ? ("", 0, code)
            : (string.Join('\n', found), code.AsSpan(0, found[0].Index).Count('\n') + 1, Directive().Replace(code, ""));
    }

    /// <summary>Runs the extensions of one package: classes that implement <see cref="IKernelExtension"/>, then the script.</summary>
    private static async Task LoadAsync(CompositeKernel root, DirectoryInfo folder, KernelInvocationContext context)
    {
        foreach (FileInfo file in folder.GetFiles("*.dll").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            IEnumerable<Type> types = AssemblyLoadContext.Default.LoadFromAssemblyPath(file.FullName).ExportedTypes
                .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IKernelExtension)));
            foreach (Type type in types)
            {
                IKernelExtension extension = (IKernelExtension)Activator.CreateInstance(type)!;
                await extension.OnLoadAsync(root).ConfigureAwait(false);
                context.Publish(new KernelExtensionLoaded(extension, context.Command));
            }
        }

        FileInfo script = new(Path.Combine(folder.FullName, "extension.dib"));
        if (script.Exists)
            await root.LoadAndRunInteractiveDocument(script, context.Command).ConfigureAwait(false);
    }

    [GeneratedRegex("""^[ \t]*#[ri][ \t]+"[ \t]*nuget[ \t]*:.*$""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}

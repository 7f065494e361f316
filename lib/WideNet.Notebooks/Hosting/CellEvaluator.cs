using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace WideNet.Notebooks.Hosting;

/// <summary>Compiles and runs one cell after the other; what a cell declares, the next ones see.</summary>
/// <remarks>The imports are those of .NET Interactive's C# kernel, so a notebook means the same in an editor and here.</remarks>
internal sealed class CellEvaluator
{
    private static readonly ImmutableArray<string> Imports =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    private readonly ScriptOptions _options;
    private ScriptState<object> _state;

    private CellEvaluator(ScriptOptions options, ScriptState<object> state)
    {
        _options = options;
        _state = state;
    }

    /// <summary>Creates an evaluator that resolves relative references from a folder, with the compiler and the formatters warm.</summary>
    public static async Task<CellEvaluator> CreateAsync(string folder)
    {
        ScriptOptions options = ScriptOptions.Default
            .WithLanguageVersion(CellSyntax.ParseOptions.SpecifiedLanguageVersion)
            .WithImports(Imports)
            .AddReferences(typeof(Enumerable).Assembly, typeof(Task).Assembly)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder))
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
        ScriptState<object> state = await CSharpScript.RunAsync<object>("0", options).ConfigureAwait(false);
        _ = ValueFormatter.Format(state.ReturnValue);
        return new CellEvaluator(options, state);
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">What messages call it.</param>
    /// <param name="code">Its C#.</param>
    /// <returns>Its value, or null where it has none: the event that says so.</returns>
    public async Task<HostEvent?> RunAsync(string cell, string code)
    {
        ScriptOptions options = _options.WithFilePath(cell);
        try
        {
            _state = await _state.ContinueWithAsync<object>(code, options, catchException: _ => true).ConfigureAwait(false);
            if (_state.Exception is { } exception)
                return ErrorReport.Create(cell, exception);
            return HasValue(_state.Script.GetCompilation())
                ? ValueFormatter.Describe(_state.ReturnValue)
                : null;
        }
        catch (CompilationErrorException exception)
        {
            return ErrorReport.Create(cell, exception.Diagnostics);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ErrorReport.Create(cell, exception);
        }
    }

    /// <summary>Whether the cell ends in an expression without a semicolon that has a value.</summary>
    private static bool HasValue(Compilation compilation)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.SingleOrDefault();
        return tree?.GetRoot() is CompilationUnitSyntax root
            && root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
    }
}

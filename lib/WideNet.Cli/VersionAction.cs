using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace WideNet.Cli;

/// <summary>Prints name and version, whichever program runs the command.</summary>
/// <param name="session">Where to print.</param>
internal sealed class VersionAction(Session session) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Version version = Assembly.GetExecutingAssembly().GetName().Version!;
        session.Output.WriteLine($"reproduce {version.ToString(3)}");
        return ExitCode.Success;
    }
}

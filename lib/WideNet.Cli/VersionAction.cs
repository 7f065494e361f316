using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using WideNet.Engines;

namespace WideNet.Cli;

/// <summary>Prints name and version, whichever program runs the command, and a line for every part that lies beside the notebooks' library.</summary>
internal sealed class VersionAction(Session session) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Version version = Assembly.GetExecutingAssembly().GetName().Version!;
        session.Output.WriteLine($"reproduce {version.ToString(3)}");
        foreach (OptionalAssembly part in OptionalAssembly.All)
        {
            if (part.Find() is { } file) session.Output.WriteLine($"with {part.Versions(file)}");
        }

        return ExitCode.Success;
    }
}

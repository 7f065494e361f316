using WideNet.Notebooks.Tests.Cli;

namespace WideNet.Notebooks.Tests;

/// <summary>One run of all notebooks in the quick preset, as the first command of the README makes it.</summary>
public sealed class QuickPresetRun : IDisposable
{
    public QuickPresetRun() => Result = CommandLine.RunAlone("run", "all", "--out", Folder);

    /// <summary>What the run wrote its files to.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("widenet-quick-").FullName;

    internal CommandResult Result { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

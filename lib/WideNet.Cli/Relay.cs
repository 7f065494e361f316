namespace WideNet.Cli;

/// <summary>Hands reports on as they come, on the thread that reports; <see cref="Progress{T}"/> would post them.</summary>
internal sealed class Relay<T>(Action<T> receive) : IProgress<T>
{
    public void Report(T value) => receive(value);
}

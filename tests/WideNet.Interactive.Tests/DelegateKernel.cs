using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace WideNet.Interactive.Tests;

/// <summary>A kernel of .NET Interactive whose only cell is a delegate.</summary>
internal sealed class DelegateKernel(Action cell) : Kernel("cells"), IKernelCommandHandler<SubmitCode>
{
    public Task HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        cell();
        return Task.CompletedTask;
    }
}

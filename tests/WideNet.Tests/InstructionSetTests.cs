using System.Diagnostics;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using WideNet.Tests.Compute.Convolution;
using WideNet.Tests.Compute.Vectors;
using WideNet.Tests.Numerics;

namespace WideNet.Tests;

/// <summary>Runs the tests of vectorised code again in a child process with instruction sets really off.</summary>
public sealed class InstructionSetTests
{
    /// <summary>Test classes whose subject takes another path when instruction sets are missing. Add yours here.</summary>
    private static readonly Type[] Vectorised = [typeof(MatrixProductTests), typeof(DenseVectorsTests), typeof(CholeskyFactorizationTests),
        typeof(SymmetricEigenTests), typeof(ConvolutionalKernelOracleTests), typeof(ConvolutionalKernelTests)];

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public async Task VectorisedTests_InstructionSetOff_Pass(string variable)
    {
        Assert.SkipUnless(Avx2.IsSupported, "This processor has neither AVX-512 nor AVX2, so the other tests took the portable path already.");
        string assembly = Assembly.GetExecutingAssembly().Location;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [variable] = "0" },
        };
        start.ArgumentList.Add(assembly);
        foreach (Type type in Vectorised.Append(typeof(InstructionSetSwitchTests)))
        {
            start.ArgumentList.Add("--filter-class");
            start.ArgumentList.Add(type.FullName!);
        }

        using var child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, $"{variable}=0: exit code {child.ExitCode}\n{await output}\n{await errors}");
    }
}

using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

public sealed class TorchNativesTests
{
    [Fact]
    public void Explain_LoaderThatMissesAVersion_NamesIt()
    {
        const string attempts = "Unable to load shared library 'x' or one of its dependencies.\nlibLibTorchSharp.so: /lib/libstdc++.so.6: version "
            + "`GLIBCXX_3.4.32' not found (required by x)\nagain: version `GLIBCXX_3.4.32' not found";
        Assert.EndsWith(": this system lacks GLIBCXX_3.4.32; the engine cpu computes everywhere.", TorchNatives.Explain(attempts), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', TorchNatives.Explain(attempts));
    }

    [Fact]
    public void Explain_OtherReason_IsItsFirstLine() => Assert.EndsWith(
        ": libgomp.so is not there; the engine cpu computes everywhere.", TorchNatives.Explain("libgomp.so is not there.\nmore"), StringComparison.Ordinal);

    [Fact]
    public void Explain_NoFile_SaysWhatToDo() => Assert.EndsWith(
        "or it was not built (dotnet build -c Release lib/WideNet.Cli); the engine cpu computes everywhere.", TorchNatives.Explain(null),
        StringComparison.Ordinal);

    // With AVX-512 convolutions, which the library switches off, some of these outputs were NaN.
    [Fact]
    public void Convolutions_Repeated_GiveTheSameNumbers()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor images = torch.randn([256, 3, 4, 4], generator: new torch.Generator(1));
        Tensor[] weights = [.. Enumerable.Range(0, 11).Select(l => torch.randn([24, l == 0 ? 3 : 24, 3, 3], generator: new torch.Generator((ulong)l)))];
        float[]? first = null;
        for (int i = 0; i < 60; i++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor h = images;
            foreach (Tensor weight in weights) h = torch.nn.functional.conv2d(h, weight, padding: [1L, 1L]).ScaleBy(0.1).erf();
            float[] values = TorchArrays.Download<float>(h);
            Assert.DoesNotContain(values, float.IsNaN);
            first ??= values;
            Assert.Equal(first, values);
        }
    }

    // Numbers that are arguments alone are freed by a collection at the wrong moment; a thread that does nothing but collect finds such moments.
    [Fact]
    public void ScalarArithmetic_BesideCollections_KeepsItsNumbers()
    {
        Native.Require();
        bool isOver = false;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor x = torch.ones([4], torch.ScalarType.Float64);
            for (int i = 0; i < 20_000; i++)
            {
                using DisposeScope inner = torch.NewDisposeScope();
                double value = x.Times(2).Plus(3).ScaleBy(0.5).Plus(x).Increase(x).data<double>()[3];
                Assert.Equal(4.5, value);
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            collector.Join();
        }
    }
}

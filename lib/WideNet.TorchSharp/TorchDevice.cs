using System.Globalization;
using TorchSharp;
using WideNet.Engines;

namespace WideNet.TorchSharp;

/// <summary>The devices of the native library, by the names of the command line.</summary>
internal static class TorchDevice
{
    /// <summary><c>cpu</c> and, for every CUDA device, <c>cuda:n</c>.</summary>
    /// <exception cref="EngineUnavailableException">The native library cannot be loaded.</exception>
    public static IReadOnlyList<string> Names()
    {
        TorchNatives.Require();
        return ["cpu", .. Enumerable.Range(0, CudaCount()).Select(n => Invariant($"cuda:{n}"))];
    }

    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:n</c>, or null for <c>cpu</c>.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    /// <exception cref="EngineUnavailableException">The device or the native library is not there.</exception>
    public static torch.Device Open(string? name)
    {
        int? cuda = Parse(name);
        TorchNatives.Require();
        int count = CudaCount();
        if (cuda is not int index) return torch.device("cpu");
        if (count == 0)
        {
            throw new EngineUnavailableException(
                $"The device '{name}' was asked for, but TorchSharp {TorchSharpEngine.Version} sees no CUDA device here; build with "
                    + "-p:TorchSharpBackend=cuda on a machine with an NVIDIA driver, or use the device cpu.");
        }

        if (index >= count)
        {
            throw new EngineUnavailableException(
                Invariant($"The device '{name}' was asked for, but there are {count} CUDA devices; the last is cuda:{count - 1}."));
        }

        // TensorFloat-32 keeps 10 bits of a product's factors; a float32 run would not agree with the processor's.
        torch.backends.cuda.matmul.allow_tf32 = false;
        torch.backends.cudnn.allow_tf32 = false;
        return torch.device(Invariant($"cuda:{index}"));
    }

    // The number of a CUDA device, or null for the processor.
    private static int? Parse(string? name)
    {
        if (name is null or "cpu") return null;
        if (name == "cuda") return 0;
        if (name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return index;
        throw new ArgumentException($"'{name}' is not a device of the engine torchsharp; it must be cpu, cuda or cuda:n.", nameof(name));
    }

    // The first call of the package: a native library that is not its own shows here.
    private static int CudaCount()
    {
        try
        {
            return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        }
        catch (Exception e) when (e is TypeInitializationException or EntryPointNotFoundException or DllNotFoundException or BadImageFormatException)
        {
            throw new EngineUnavailableException(
                $"TorchSharp {TorchSharpEngine.Version} is here, but the native library LibTorchSharp that was found does not fit it "
                    + $"({(e.InnerException ?? e).Message.Split('\n')[0].TrimEnd('.')}); build again: {OptionalAssembly.BuildCommand}.",
                e);
        }
    }
}

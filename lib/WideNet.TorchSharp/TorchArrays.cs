using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Arrays to tensors and back; every tensor belongs to the dispose scope that is open.</summary>
internal static class TorchArrays
{
    private const int MostPerCopy = 1 << 27;

    /// <summary>An array on a device.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Tensor Upload<T>(T[] values, long[] shape, torch.Device device)
        where T : unmanaged => values switch
        {
            double[] doubles => torch.tensor(doubles, shape, device: device),
            float[] floats => torch.tensor(floats, shape, device: device),
            _ => throw new NotSupportedException($"{typeof(T).Name} is neither float nor double."),
        };

    /// <summary>A copy of a tensor's entries, row-major.</summary>
    /// <param name="tensor">A tensor of type T on any device.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static T[] Download<T>(Tensor tensor)
        where T : unmanaged
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor flat = tensor.detach().cpu().reshape(-1).contiguous();
        var result = new T[flat.NumberOfElements];

        // The package's own copy goes entry by entry; its bytes end at 2 GB.
        for (long first = 0; first < result.LongLength; first += MostPerCopy)
        {
            int count = (int)Math.Min(MostPerCopy, result.LongLength - first);
            MemoryMarshal.Cast<byte, T>(flat.narrow(0, first, count).bytes).CopyTo(result.AsSpan((int)first, count));
        }

        return result;
    }
}

using WideNet.Activations;
using WideNet.Measurements;

namespace WideNet.Tests.Measurements;

public sealed class FixedPointNetworkTests
{
    [Fact]
    public void Create_WithoutFixedPoint_SaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() => FixedPointNetwork.Create(ReluFamily.Relu, 2.5, 0.1, 3));
        const string Message = "relu has no positive q* at σ_w² = 2.5, σ_b² = 0.1; inputs cannot be scaled to it. Choose variances with a fixed point.";
        Assert.StartsWith(Message, error.Message, StringComparison.Ordinal);
    }
}

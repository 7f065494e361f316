using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>What a dense layer u = WeightScale · h Wᵀ + BiasScale · b read and gave in one forward pass.</summary>
/// <param name="Input">h, [m, in].</param>
/// <param name="Output">u, [m, out], before anything is added to it or done with it; of the last layer the network's outputs f.</param>
/// <param name="WeightScale">The number in front of the weights.</param>
/// <param name="BiasScale">The number in front of the biases; 0 where there are none.</param>
public readonly record struct DensePass(Tensor Input, Tensor Output, double WeightScale, double BiasScale = 0);

using TorchSharp;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>The functions that notebooks call with their own tensors, against the library's definitions.</summary>
public sealed class TorchConventionsTests
{
    [Fact]
    public void Normal_InBothPrecisions_IsWhatTheStreamGives()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        RandomStream stream = new RandomStream(3).Split("weight").Split(1);
        double[] expected = new double[6];
        stream.FillNormal(expected);

        Tensor doubles = TorchConventions.Normal(stream, [2, 3], torch.ScalarType.Float64), floats = TorchConventions.Normal(stream, [2, 3]);

        Assert.Equal([2, 3], doubles.shape);
        Assert.Equal(expected, TorchArrays.Download<double>(doubles));
        Assert.Equal(expected.Select(value => (float)value), TorchArrays.Download<float>(floats));
    }

    // A network of one hidden layer written out with tensors, from the splits that the library's initialisation takes.
    [Fact]
    public void Normal_InTheSplitsOfTheLibrary_GivesTheSameNetwork()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        InputBatch inputs = Samples.Images(5, 2, height: 2, width: 2, channels: 1);
        NetworkShape shape = NetworkShape.For(Samples.Network(Architecture.FullyConnected, new Erf(), depth: 1), inputs, width: 7, outputs: 3);
        RandomStream stream = new(11);
        Matrix expected = FiniteNetwork.Draw<double>(shape, stream).Outputs(inputs);

        Tensor x = torch.tensor(inputs.Values.ToArray(), [5, 4]);
        double sigmaW = Math.Sqrt(1.7), sigmaB = Math.Sqrt(0.1);
        Tensor h = Draw("weight", 0, 7, 4).matmul(x.t()).Times(sigmaW / Math.Sqrt(4)).add(Draw("bias", 0, 7, 1).Times(sigmaB)).erf();
        Tensor f = Draw("weight", 1, 3, 7).matmul(h).Times(sigmaW / Math.Sqrt(7)).add(Draw("bias", 1, 3, 1).Times(sigmaB)).t();

        Assert.All(TorchArrays.Download<double>(f.contiguous()).Zip(expected.Values.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-13));

        Tensor Draw(string name, int layer, long rows, long columns) =>
            TorchConventions.Normal(stream.Split(name).Split(layer), [rows, columns], torch.ScalarType.Float64);
    }

    [Fact]
    public void MeanSquaredError_AndItsGradient_AreTheLibrarys()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        double[] f = [1, 2, -3, 0.5, 4, 1], y = [0, 2, 1, 1, 1, -1];

        Tensor outputs = torch.tensor(f, [2, 3]).requires_grad_(), targets = torch.tensor(y, [2, 3]);
        Tensor loss = TorchConventions.MeanSquaredError(outputs, targets);
        loss.backward();

        Assert.Equal(Loss.Mean(LossFunction.MeanSquaredError, new Matrix(2, 3, f), new Matrix(2, 3, y)), loss.item<double>(), 1e-15);
        Assert.All(TorchArrays.Download<double>(outputs.grad!).Zip(f.Zip(y, (a, b) => (a - b) / 6)), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Fact]
    public void InputsLabelsAccuracyNorm_AreThoseOfTheData()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        var images = new LabeledDataset(Samples.Images(3, 1, height: 1, width: 2, channels: 2), [2, 0, 1], ["a", "b", "c"], "three");

        Tensor x = TorchConventions.Inputs(images.Inputs, torch.ScalarType.Float64), labels = TorchConventions.Labels(images);
        Tensor outputs = torch.tensor(new double[] { 0, 1, 2, 3, 2, 1, 1, 0, 0 }, [3, 3]);

        Assert.Equal([3, 4], x.shape);
        Assert.Equal(images.Inputs.Values.ToArray(), TorchArrays.Download<double>(x));
        Assert.Equal([2L, 0, 1], labels.data<long>().ToArray());
        Assert.Equal(2.0 / 3, TorchConventions.Accuracy(outputs, labels), 1e-15);
        Assert.Equal(Math.Sqrt(20), TorchConventions.Norm(outputs), 1e-14);
    }

    [Fact]
    public void Require_WithoutTheNativeLibrary_ThrowsTheOneExceptionThatTheRunnerKnows()
    {
        Native.Require();
        TorchConventions.RequireTorchSharp();
        Assert.Null(TorchConventions.WhatIsMissing());
        var error = Assert.Throws<TorchSharpMissingException>(() => TorchConventions.Require(() => throw new EngineUnavailableException("It is not here.")));
        Assert.Equal("This notebook needs TorchSharp. It is not here.", error.Message);
    }

    [Fact]
    public void Conventions_WrongArguments_AreRefused()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(
            "The shape is [2, 0]; every dimension must be at least 1. (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => TorchConventions.Normal(new RandomStream(1), [2, 0])).Message);
        Assert.Equal(
            "The precision is Int64; it must be Float32 or Float64. (Parameter 'precision')",
            Assert.Throws<ArgumentException>(() => TorchConventions.Normal(new RandomStream(1), [2], torch.ScalarType.Int64)).Message);
        Assert.Equal(
            "Outputs of shape [2, 3] and targets of shape [3, 2] do not fit; both must be [m, k]. (Parameter 'targets')",
            Assert.Throws<ArgumentException>(() => TorchConventions.MeanSquaredError(torch.zeros(2, 3), torch.zeros(3, 2))).Message);
    }
}

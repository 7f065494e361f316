using System.Text.Json;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class PredictVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("predict-mse-erf")]
    [InlineData("predict-mse-erf-lr")]
    public void Predict_CheckOfAReference_Passes(string name)
    {
        CommandResult result = CommandLine.Run("predict", "--case", CommandLine.Reference("neural-tangents", name), "--check", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement check = JsonDocument.Parse(result.Output).RootElement.GetProperty("check");
        Assert.True(check.GetProperty("passed").GetBoolean());
        Assert.Equal(["ntk", "ntk21", "train", "test", "train_inf", "test_inf"], check.GetProperty("arrays").EnumerateObject().Select(array => array.Name));
    }

    [Fact]
    public void Predict_WithoutAnswers_WritesEveryArray()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "predict-mse-erf-lr"), _folder);
        string written = Path.Combine(_folder, "out");
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", written);
        Assert.Equal("learning rate 0.37; the largest stable one of gradient descent is 1.93797\n", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([5, 10, 10], NpyFile.Read(Path.Combine(written, "test.npy")).Shape);
        Assert.Equal([10, 10], NpyFile.Read(Path.Combine(written, "test_inf.npy")).Shape);
        Assert.Equal([40, 40], NpyFile.Read(Path.Combine(written, "ntk.npy")).Shape);
    }

    // Examples 0 and 4 are equal, with equal labels.
    [Fact]
    public void Predict_EqualTrainingInputs_HaveTheLimitOfThePseudoInverse()
    {
        WriteCase([0.5, 1, -1, 0.25, 1.5, -0.5, 0.75, 2, 0.5, 1], 5, [1, -1, 0.5, 2, 1]);
        string written = Path.Combine(_folder, "out");
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", written, "--variance");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        double[] limit = NpyFile.Read(Path.Combine(written, "train_inf.npy")).ToDoubles();
        Assert.Equal(limit[0], limit[4]);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(new[] { 1, -1, 0.5, 2, 1 }[i], limit[i], 1e-9));
        Assert.All(NpyFile.Read(Path.Combine(written, "variance_inf.npy")).ToDoubles(), v => Assert.InRange(v, -1e-12, 10));

        // At finite times what the flow of all five makes, whose kernel is singular.
        Matrix ntk = NpyFile.Read(Path.Combine(written, "ntk.npy")).ToMatrix(), ntk21 = NpyFile.Read(Path.Combine(written, "ntk21.npy")).ToMatrix();
        var flow = new GradientFlow(ntk, new Matrix(5, 1, [1, -1, 0.5, 2, 1]), 0.5, SquaredLoss.Mean);
        double[] expected = [.. new double[2], .. flow.Test(ntk21, 1).Values], test = NpyFile.Read(Path.Combine(written, "test.npy")).ToDoubles();
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], test[i], 1e-12);

        // Without the copy, the same limit: its label is that of the original.
        WriteCase([0.5, 1, -1, 0.25, 1.5, -0.5, 0.75, 2], 4, [1, -1, 0.5, 2]);
        Assert.Equal(0, CommandLine.Run("predict", "--case", _folder, "--out", Path.Combine(_folder, "four"), "--variance").ExitCode);
        foreach (string name in (string[])["test_inf", "variance_inf", "nngp_mean", "nngp_variance"])
        {
            double[] five =
                NpyFile.Read(Path.Combine(written, name + ".npy")).ToDoubles(), four = NpyFile.Read(Path.Combine(_folder, "four", name + ".npy")).ToDoubles();
            for (int i = 0; i < four.Length; i++) Assert.Equal(four[i], five[i], 1e-9);
        }
    }

    [Fact]
    public void Predict_OneTrainingInput_IsAnswered()
    {
        WriteCase([0.5, 1], 1, [2]);
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", Path.Combine(_folder, "out"), "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        double theta = NpyFile.Read(Path.Combine(_folder, "out", "ntk.npy")).ToDoubles()[0];
        Assert.Equal(2 / theta, JsonDocument.Parse(result.Output).RootElement.GetProperty("max_learning_rate").GetDouble(), 1e-12);
        double cross = NpyFile.Read(Path.Combine(_folder, "out", "ntk21.npy")).ToDoubles()[0];
        Assert.Equal(2 * cross / theta, NpyFile.Read(Path.Combine(_folder, "out", "test_inf.npy")).ToDoubles()[0], 1e-12);
    }

    // f_∞ = Θ (Θ + λ)⁻¹ Y by kernel regression, and the same numbers from the kernels that a first run has written.
    [Fact]
    public void Predict_WithARidge_IsRidgeRegressionAtInfinity()
    {
        WriteCase([0.5, 1, -1, 0.25, 1.5, -0.5], 3, [1, -1, 0.5]);
        string written = Path.Combine(_folder, "out"), again = Path.Combine(_folder, "again");
        Assert.Equal(0, CommandLine.Run("predict", "--case", _folder, "--out", written, "--ridge", "0.1").ExitCode);
        Matrix ntk = NpyFile.Read(Path.Combine(written, "ntk.npy")).ToMatrix(), ntk21 = NpyFile.Read(Path.Combine(written, "ntk21.npy")).ToMatrix();
        double ridge = 0.1 * (ntk[0, 0] + ntk[1, 1] + ntk[2, 2]) / 3;
        var regression = new KernelRegression(ntk, new Matrix(3, 1, [1, -1, 0.5]), ridge);
        AssertEqual(regression.Predict(ntk21), Path.Combine(written, "test_inf.npy"));
        AssertEqual(regression.Predict(ntk), Path.Combine(written, "train_inf.npy"));

        foreach (string name in (string[])["ntk.npy", "ntk21.npy"]) File.Copy(Path.Combine(written, name), Path.Combine(_folder, name));
        foreach (string name in (string[])["x1.npy", "x2.npy"]) File.Delete(Path.Combine(_folder, name));
        Assert.Equal(0, CommandLine.Run("predict", "--case", _folder, "--kernels", "--out", again, "--ridge", "0.1").ExitCode);
        foreach (string name in (string[])["train.npy", "test.npy", "train_inf.npy", "test_inf.npy"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(written, name)), File.ReadAllBytes(Path.Combine(again, name)));
        }

        CommandLine.Run("predict", "--case", _folder, "--ridge", "-1").AssertFails(2, "--ridge is -1; it must be finite and at least 0.");
    }

    // The posterior's noise is the ridge's share of the NNGP's own diagonal, not of the NTK's.
    [Fact]
    public void Predict_WithARidgeAndVariance_IsThePosteriorWithThatNoise()
    {
        WriteCase([0.5, 1, -1, 0.25, 1.5, -0.5], 3, [1, -1, 0.5]);
        string written = Path.Combine(_folder, "out");
        Assert.Equal(0, CommandLine.Run("predict", "--case", _folder, "--out", written, "--ridge", "0.1", "--variance").ExitCode);
        CaseFile file = CaseFile.Open(_folder);
        NetworkDescription network = file.Network(3);
        InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
        Matrix own = InfiniteNetwork.Kernel(network, x1).Nngp, cross = InfiniteNetwork.Kernel(network, x2, x1).Nngp;
        Matrix test = InfiniteNetwork.Kernel(network, x2).Nngp;
        double noise = 0.1 * (own[0, 0] + own[1, 1] + own[2, 2]) / 3;
        AssertEqual(new KernelRegression(own, file.Matrix("y"), noise).Predict(cross), Path.Combine(written, "nngp_mean.npy"));
        Matrix explained = new KernelRegression(own, cross.Transpose(), noise).Predict(cross);
        AssertEqual(new Matrix(2, 1, [test[0, 0] - explained[0, 0], test[1, 1] - explained[1, 1]]), Path.Combine(written, "nngp_variance.npy"));
    }

    // Two inputs that differ in the last digit: finite times are right, infinity is not determined, was not asked for, and is left out.
    [Fact]
    public void Predict_UndeterminedLimit_LeavesTheLimitOut()
    {
        WriteCase([0.5, 1, 0.5, 1 + 1e-15, 1.5, -0.5], 3, [1, -1, 0.5]);
        string written = Path.Combine(_folder, "out");
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", written);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^reproduce: the limits at t = ∞ are left out, for they are not determined: The kernel's smallest eigenvalue .*\n$", result.Error);
        Assert.Equal(
            ["ntk.npy", "ntk21.npy", "test.npy", "train.npy"],
            Directory.GetFiles(written).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    // Black images without a bias have a kernel of zeros: no step moves anything, at any time, and there is no posterior.
    [Fact]
    public void Predict_KernelOfZeros_StaysAtZeroAndLeavesThePosteriorOut()
    {
        WriteCase([0, 0, 0, 0], 2, [3, 3]);
        string file = Path.Combine(_folder, "case.json"), written = Path.Combine(_folder, "out");
        File.WriteAllText(file, File.ReadAllText(file).Replace("0.05", "0", StringComparison.Ordinal));
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", written, "--variance");
        Assert.Equal((0, "learning rate 0.5; every one is stable, for the kernel is zero\n"), (result.ExitCode, result.Output));
        Assert.Matches(
            "^reproduce: nngp_mean and nngp_variance are left out, for the NNGP kernel is singular: The 1×1 matrix .* starting at 1, .*\n$", result.Error);
        foreach (string name in (string[])["train", "train_inf", "test", "test_inf"])
            Assert.All(NpyFile.Read(Path.Combine(written, name + ".npy")).ToDoubles(), value => Assert.Equal(0, value));
        Assert.False(File.Exists(Path.Combine(written, "nngp_mean.npy")));
    }

    [Fact]
    public void Predict_TargetsOfAnotherCount_NamesBoth()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "predict-mse-erf"), _folder);
        NpyFile.Write(Path.Combine(_folder, "y.npy"), new NpyArray(new double[39 * 10], 39, 10));
        CommandLine.Run("predict", "--case", _folder)
            .AssertFails(2, "The targets are 39×10, but there are 40 training examples; they must have one row for each and at least one column.");
    }

    private static void AssertEqual(Matrix expected, string file)
    {
        double[] actual = NpyFile.Read(file).ToDoubles();
        for (int i = 0; i < actual.Length; i++) Assert.Equal(expected.Values[i], actual[i], 1e-12);
    }

    private void WriteCase(double[] x1, int examples, double[] y)
    {
        const string json = """{"architecture": "fcn", "activation": "erf", "weight_variance": 1.5, "bias_variance": 0.05, "depth": 3, "times": [0, 1], "learning_rate": 0.5}""";
        File.WriteAllText(Path.Combine(_folder, "case.json"), json);
        NpyFile.Write(Path.Combine(_folder, "x1.npy"), new NpyArray(x1, examples, 2));
        NpyFile.Write(Path.Combine(_folder, "x2.npy"), new NpyArray([0.25, -1, 1, 1], 2, 2));
        NpyFile.Write(Path.Combine(_folder, "y.npy"), new NpyArray(y, examples, 1));
    }
}

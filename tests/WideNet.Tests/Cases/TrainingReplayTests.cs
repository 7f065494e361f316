using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Cases;

public sealed class TrainingReplayTests
{
    public static TheoryData<string, Precision> Cases()
    {
        var data = new TheoryData<string, Precision>();
        foreach (string folder in Directory.GetDirectories(RepositoryFiles.Reference("pytorch")).Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileName(folder), Precision.Float64);
            data.Add(Path.GetFileName(folder), Precision.Float32);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_PyTorchCase_SameRun(string name, Precision precision)
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("pytorch", name));
        IReadOnlyDictionary<string, NpyArray> arrays = TrainingReplay.Read(file, precision).Run(TestContext.Current.CancellationToken);
        IReadOnlyList<TrainingReplayCheck> checks = TrainingReplayCheck.Compare(file, arrays, precision);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join("; ", checks.Select(check => $"{check.Array} {check.Error:E1}")));
        Assert.All(checks, check => Assert.True(check.Passes, check.ToString()));
        Assert.Contains("empirical_ntk", arrays.Keys);
        Assert.Equal(4 + (4 * (file.WholeNumber("depth") + 1)), checks.Count);
    }

    [Fact]
    public void Compare_OneWrongEntryOrNaN_DoesNotPass()
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("pytorch", "fcn-erf-mse"));
        foreach (double wrong in (double[])[1e-8, double.NaN])
        {
            double[] losses = file.Array("loss").ToDoubles();
            losses[70] *= 1 + wrong;
            var arrays = new Dictionary<string, NpyArray> { ["loss"] = new(losses, losses.Length) };
            Assert.False(Assert.Single(TrainingReplayCheck.Compare(file, arrays, Precision.Float64)).Passes);
        }
    }

    // A loss is compared with itself and not with the largest of the run.
    [Theory]
    [InlineData(0.9e-9, true)]
    [InlineData(1.1e-9, false)]
    public void Compare_SmallestLoss_IsJudgedByItsOwnSize(double wrong, bool passes)
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("pytorch", "fcn-erf-mse"));
        double[] losses = file.Array("loss").ToDoubles();
        int smallest = Array.IndexOf(losses, losses.Min());
        Assert.True(losses[smallest] < 0.8 * losses.Max());
        losses[smallest] *= 1 + wrong;
        var arrays = new Dictionary<string, NpyArray> { ["loss"] = new(losses, losses.Length) };
        Assert.Equal(passes, Assert.Single(TrainingReplayCheck.Compare(file, arrays, Precision.Float64)).Passes);
    }
}

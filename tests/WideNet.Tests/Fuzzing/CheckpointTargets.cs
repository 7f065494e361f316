using System.Security.Cryptography;
using System.Text;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Tests.Sweeps;
using WideNet.Tests.Training;
using WideNet.Training;

namespace WideNet.Tests.Fuzzing;

/// <summary>Cells with the checksum of what they say, every other time.</summary>
internal sealed class CellTarget : FuzzTarget
{
    private static readonly SweepManifest Sweep = SweepManifest.Of(SampleSweep.Create());

    public CellTarget() => Seeds = [Made("cell", path => new SweepCellFile([0.25, 1], 0.5).Write(path, Sweep, Sweep.Cells[0].Key))];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        int end = text.LastIndexOf("sha256 ", StringComparison.Ordinal);
        if (bytes.Length % 2 == 1 && end >= 0) text = $"{text[..end]}sha256 {SealedJson.Sha256(text[..end])}\n";
        SweepCellFile? cell = SweepCellFile.TryRead(Write("cell", Encoding.UTF8.GetBytes(text)), Sweep, Sweep.Cells[0].Key, out string reason);
        Assert.Equal(cell is null, reason.Length > 0);
        if (cell is not null) Assert.All(cell.Values, value => Assert.True(double.IsFinite(value)));
    }

    public override bool Documents(Exception error) => false;
}

internal sealed class ManifestTarget : DataTarget
{
    public ManifestTarget() => Seeds = [Made("sweep.json", path => SweepManifest.Of(SampleSweep.Create()).Write(Path.GetDirectoryName(path)!))];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        Write("sweep.json", bytes);
        SweepManifest.Read(Folder.FullName);
    }
}

internal sealed class JobTarget : DataTarget
{
    private static readonly KeyValuePair<string, string>[] Settings = [new("job", "a test"), new("depths", "1,2,3")];

    public JobTarget() =>
        Seeds = [Made("job.txt", path => JobFolder.Open(Path.GetDirectoryName(path)!, Settings, resume: false)), "job: a test\ndepths: 1,2,3\n"u8.ToArray()];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        Write("job.txt", bytes);
        JobFolder.Open(Folder.FullName, Settings, resume: true);
    }
}

/// <summary>States of a training run, with the checksum of what they say every other time.</summary>
internal sealed class TrainingTarget : DataTarget
{
    private readonly TrainingProblem _problem = SmallProblems.Problem(width: 2, examples: 4);
    private readonly TrainingCheckpoint<double> _checkpoint;
    private readonly double[] _parameters, _velocity;

    public TrainingTarget()
    {
        _parameters = new double[_problem.Initial.Length];
        _velocity = new double[_problem.Initial.Length];
        _checkpoint = new TrainingCheckpoint<double>(_problem, SmallProblems.Options(4) with { CheckpointFile = Folder["state"] });
        var evaluation = new TrainingEvaluation { Step = 1, Epoch = 1, TrainLoss = 0.5, TrainAccuracy = 0.5, TestLoss = 1, TestAccuracy = 0 };
        Seeds = [Made("state", _ => _checkpoint.Write(new TrainingState { Step = 2, Losses = [1, 0.5], Evaluations = [evaluation] }, _parameters, _velocity))];
    }

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        int end = bytes.Length - SHA256.HashSizeInBytes;
        Write("state", bytes.Length % 2 == 1 && end > 0 ? [.. bytes[..end], .. SHA256.HashData(bytes.AsSpan(0, end))] : bytes);
        TrainingState state = _checkpoint.TryRead(_parameters, _velocity)!;
        Assert.InRange(state.Step, 0, 4);
        Assert.Equal(state.Step, state.Losses.Count);
    }
}

/// <summary>Stripes of a kernel: sound, computed again, or refused as those of another job; never a number that is not the kernel's.</summary>
internal sealed class StripeTarget : DataTarget
{
    private static readonly NetworkDescription Network =
        new() { Architecture = Architecture.ConvolutionalFlatten, Activation = ReluFamily.Relu, Depth = 1, WeightVariance = 2, BiasVariance = 0.1 };
    private static readonly InputBatch Images = new(2, 3, 3, 1, [.. Enumerable.Range(1, 18).Select(i => (double)(i % 7))]);
    private readonly double[] _expected = InfiniteNetwork.Kernel(Network, Images).Ntk.Values.ToArray();

    public StripeTarget() => Seeds = [Made("stripe-000000.bin", _ => Kernel())];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        Write("stripe-000000.bin", bytes);
        Assert.Equal(_expected, Kernel());
    }

    private double[] Kernel() =>
        InfiniteNetwork.Kernel(Network, Images, new KernelOptions { CheckpointFolder = Folder.FullName, MaxThreads = 1 }).Ntk.Values.ToArray();
}

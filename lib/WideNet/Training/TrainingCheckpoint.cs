using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using WideNet.Data;

namespace WideNet.Training;

/// <summary>The state of a run in a file: written whole or not at all, and read only by the run that it belongs to.</summary>
/// <remarks>
/// Layout: the bytes <c>WideNetTraining1</c>; SHA-256 of everything that the run's bits depend on; step, losses, evaluations; parameters; velocity;
/// SHA-256 of all that. Steps and threads are not part of the identity: a run may be prolonged, and any number of threads gives the same bits.
/// </remarks>
internal sealed class TrainingCheckpoint<T>(TrainingProblem problem, TrainingOptions options, string engine = "")
    where T : unmanaged
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("WideNetTraining1");

    private readonly string _path = options.CheckpointFile!;
    private readonly byte[] _identity = Identity(problem, options, engine);

    /// <summary>Writes the state.</summary>
    public void Write(TrainingState state, ReadOnlySpan<T> parameters, ReadOnlySpan<T> velocity)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(_identity);
        writer.Write(state.Step);
        foreach (double loss in state.Losses) writer.Write(loss);
        writer.Write(state.Evaluations.Count);
        foreach (TrainingEvaluation evaluation in state.Evaluations) WriteEvaluation(writer, evaluation);
        writer.Write(MemoryMarshal.AsBytes(parameters));
        writer.Write(MemoryMarshal.AsBytes(velocity));
        writer.Flush();
        ReadOnlyMemory<byte> content = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        AtomicFile.Write(_path, stream =>
        {
            stream.Write(content.Span);
            stream.Write(SHA256.HashData(content.Span));
        });
    }

    /// <summary>Reads the state, or returns null if there is no file.</summary>
    /// <exception cref="DataFormatException">The file is damaged or belongs to another run.</exception>
    public TrainingState? TryRead(Span<T> parameters, Span<T> velocity)
    {
        if (!File.Exists(_path)) return null;
        byte[] content = File.ReadAllBytes(_path);
        int length = content.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length + _identity.Length || !content.AsSpan(0, Magic.Length).SequenceEqual(Magic)
            || !SHA256.HashData(content.AsSpan(0, length)).AsSpan().SequenceEqual(content.AsSpan(length)))
        {
            throw new DataFormatException(
                $"{_path} is no whole checkpoint ({content.Length} bytes): it is cut off or damaged; delete it to start the run anew.");
        }

        if (!content.AsSpan(Magic.Length, _identity.Length).SequenceEqual(_identity))
        {
            throw new DataFormatException(
                $"{_path} is the checkpoint of another run (other network, data, options or initial parameters); delete it or name another file.");
        }

        try
        {
            return ReadState(content, length, parameters, velocity);
        }
        catch (EndOfStreamException error)
        {
            throw new DataFormatException(
                $"{_path} is no whole checkpoint ({content.Length} bytes): its counts lead beyond its end; delete it to start the run anew.", error);
        }
    }

    private TrainingState ReadState(byte[] content, int length, Span<T> parameters, Span<T> velocity)
    {
        using var reader = new BinaryReader(new MemoryStream(content, Magic.Length + _identity.Length, length - Magic.Length - _identity.Length));
        int step = reader.ReadInt32();
        if (step < 0) throw new DataFormatException(Invariant($"{_path} is no whole checkpoint: it counts {step} steps; delete it to start the run anew."));
        if (step > options.Steps) throw new DataFormatException(
            Invariant($"{_path} is a checkpoint after {step} steps, but the run has {options.Steps}; delete it or take more steps."));
        var state = new TrainingState { Step = step, Losses = [], Evaluations = [] };
        for (int i = 0; i < step; i++) state.Losses.Add(reader.ReadDouble());
        int evaluations = reader.ReadInt32();
        for (int i = 0; i < evaluations; i++) state.Evaluations.Add(ReadEvaluation(reader));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(parameters));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(velocity));
        return state;
    }

    private static void WriteEvaluation(BinaryWriter writer, TrainingEvaluation evaluation)
    {
        writer.Write(evaluation.Step);
        writer.Write(evaluation.Epoch);
        writer.Write(evaluation.TrainLoss);
        writer.Write(evaluation.TrainAccuracy);
        writer.Write(evaluation.TestLoss is not null);
        writer.Write(evaluation.TestLoss ?? 0);
        writer.Write(evaluation.TestAccuracy ?? 0);
    }

    private static TrainingEvaluation ReadEvaluation(BinaryReader reader)
    {
        var evaluation = new TrainingEvaluation
        {
            Step = reader.ReadInt32(),
            Epoch = reader.ReadDouble(),
            TrainLoss = reader.ReadDouble(),
            TrainAccuracy = reader.ReadDouble(),
        };
        bool hasTest = reader.ReadBoolean();
        double loss = reader.ReadDouble(), accuracy = reader.ReadDouble();
        return hasTest ? evaluation with { TestLoss = loss, TestAccuracy = accuracy } : evaluation;
    }

    private static byte[] Identity(TrainingProblem problem, TrainingOptions options, string engine)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string settings =
            Invariant($"{problem.Shape}|{options.LearningRate.Value:R}|{options.Momentum:R}|{options.Loss}|{options.BatchSize}|")
                + Invariant($"{options.SubtractInitialOutput}|{options.Evaluations}|{options.DivergenceFactor:R}|")
                + Invariant($"{options.GoalLoss:R}|{options.GoalAccuracy:R}|{options.Precision}{engine}");
        hash.AppendData(Encoding.UTF8.GetBytes(settings));
        Span<double> random = stackalloc double[4];
        options.Stream?.FillUniform(random);
        hash.AppendData(MemoryMarshal.AsBytes(random));
        foreach (int[] batch in options.Batches ?? []) hash.AppendData(MemoryMarshal.AsBytes(batch.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(problem.Initial.AsSpan()));
        Append(hash, problem.Train);
        if (problem.Test is not null) Append(hash, problem.Test);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, TrainingSet set)
    {
        hash.AppendData(MemoryMarshal.AsBytes(set.Inputs.Values));
        hash.AppendData(MemoryMarshal.AsBytes(set.Targets.Values));
    }
}

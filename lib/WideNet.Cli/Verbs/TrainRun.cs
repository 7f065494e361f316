using System.Text.Json.Nodes;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce train</c> on a data set: one JSON line for the run, one an epoch, one for the end.</summary>
internal sealed class TrainRun(Session session, TrainRequest request, Precision precision, int? threads)
{
    public int Execute()
    {
        if (request.Batch > request.Train) throw new ArgumentException(
            Invariant($"--batch is {request.Batch}, but there are {request.Train} training images; take at most {request.Train}."));
        DatasetPair data = DatasetCatalog.Load(
            request.Dataset, request.Train, request.Test, request.DataDirectory).Preprocess(new Preprocessing { Size = request.Size });
        RandomStream stream = new RandomStream(request.Seed).Split("train");
        NetworkShape shape = NetworkShape.For(request.Network, data.Train.Inputs, request.Width, data.Train.ClassCount);
        TrainingBudget.Of(shape, request.Batch ?? request.Train, precision).Require();
        TrainingProblem problem = TrainingProblem.Draw(shape, stream, Set(data.Train), Set(data.Test));
        LearningRate rate = Rate(problem);
        int perEpoch = Math.Max(1, request.Train / (request.Batch ?? request.Train));
        var options = new TrainingOptions
        {
            Steps = request.Steps,
            LearningRate = rate,
            Momentum = request.Momentum,
            Loss = request.Loss,
            BatchSize = request.Batch,
            Stream = stream.Split("batches"),
            SubtractInitialOutput = request.SubtractInitialOutput,
            Evaluations = EvaluationSchedule.Every(perEpoch),
            Precision = precision,
            Threads = threads,
            CheckpointFile = request.CheckpointFile,
        };
        Print(new JsonObject
        {
            ["engine"] = request.Engine.Name,
            ["data"] = data.Description,
            ["parameters"] = shape.ParameterCount,
            ["learning_rate"] = rate.Value,
            ["maximum_learning_rate"] = rate.Maximum,
            ["precision"] = precision == Precision.Float64 ? "float64" : "float32",
            ["seed"] = request.Seed,
        });
        TrainingResult result = session.WithProgress("training", bar => request.Engine.Train(problem, options, new Lines(this, bar), session.Cancellation));
        Print(new JsonObject
        {
            ["status"] = result.Status switch { TrainingStatus.Completed => "completed", TrainingStatus.ReachedGoal => "reached goal", _ => "diverged" },
            ["steps"] = result.Steps,
        });
        return ExitCode.Success;
    }

    private TrainingSet Set(LabeledDataset set) =>
        new(set.Inputs, request.Loss == LossFunction.MeanSquaredError ? set.CentredLabels() : set.OneHotLabels());

    // η_theory = 2 m k/λ_max for the mean over m examples and k outputs.
    private LearningRate Rate(TrainingProblem problem)
    {
        if (request.LearningRate is double absolute) return LearningRate.Absolute(absolute);
        KernelPair kernel = session.WithProgress("analytic kernel", progress => InfiniteNetwork.Kernel(
            request.Network, problem.Train.Inputs, new KernelOptions { Precision = precision, Cancellation = session.Cancellation, Progress = progress }));
        double largest = SymmetricEigen.Values(kernel.Ntk, threads)[^1];
        if (largest <= 0) throw new ArgumentException(
            "The kernel of these images is zero, so there is no largest learning rate to take a part of; give --learning-rate, or other variances.");
        return LearningRate.FractionOfMaximum(request.Fraction, 2.0 * problem.Train.Count * problem.Shape.Outputs / largest);
    }

    private void Print(JsonObject line) => session.Output.WriteLine(line.ToJsonString());

    private sealed class Lines(TrainRun run, IProgress<double>? bar) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            bar?.Report(value.Steps == 0 ? 1 : (double)value.Step / value.Steps);
            if (value.Evaluation is not { } evaluation) return;
            run.Print(new JsonObject
            {
                ["epoch"] = evaluation.Epoch,
                ["step"] = evaluation.Step,
                ["train_loss"] = evaluation.TrainLoss,
                ["train_accuracy"] = evaluation.TrainAccuracy,
                ["test_loss"] = evaluation.TestLoss,
                ["test_accuracy"] = evaluation.TestAccuracy,
            });
        }
    }
}

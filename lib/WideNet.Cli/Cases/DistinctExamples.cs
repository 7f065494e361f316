using WideNet.Data;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Cli.Cases;

/// <summary>Training examples of which some are equal: the smaller problem without repetitions that gives the same predictions at every time.</summary>
/// <remarks>
/// Equal examples have equal outputs, so their targets act through their mean. With n_g copies of example g and D = diag(n), gradient flow of all is that
/// of the kernel D^½ Θ D^½ with targets D^½ Ȳ, whose eigenvalues are those of Θ without the zeros that the copies bring; at t = ∞ it is the limit of
/// the pseudo-inverse. Shown by DistinctExamplesTests.
/// </remarks>
internal sealed class DistinctExamples
{
    private readonly int[] _groupOf;
    private readonly int[] _first;
    private readonly double[] _root;

    private DistinctExamples(EqualRows rows)
    {
        _groupOf = rows.GroupOf;
        _first = rows.First;
        int[] copies = new int[_first.Length];
        foreach (int group in _groupOf) copies[group]++;
        _root = Array.ConvertAll(copies, n => Math.Sqrt(n));
    }

    /// <summary>Number of different examples.</summary>
    public int Count => _first.Length;

    /// <summary>Whether any example occurs twice.</summary>
    public bool HasCopies => _first.Length < _groupOf.Length;

    /// <summary>Finds the equal rows of training inputs: equal in every number.</summary>
    public static DistinctExamples Of(InputBatch inputs) => new(EqualRows.Find(inputs.Count, inputs.Example));

    /// <summary>Finds the equal rows of a train-train kernel, which belong to examples that no kernel of this network tells apart.</summary>
    /// <param name="trainTrain">Θ [m, m].</param>
    public static DistinctExamples Of(Matrix trainTrain)
    {
        KernelShapes.RequireTrainTrain(trainTrain);
        return new DistinctExamples(EqualRows.Find(trainTrain.Rows, i => trainTrain.Row(i)));
    }

    /// <summary>D^½ Θ D^½ of the different examples.</summary>
    /// <param name="trainTrain">Θ [m, m] of all examples.</param>
    public Matrix Kernel(Matrix trainTrain)
    {
        KernelShapes.RequireTrainTrain(trainTrain);
        return HasCopies ? Matrix.Of(Count, Count, (g, h) => _root[g] * _root[h] * trainTrain[_first[g], _first[h]]) : trainTrain;
    }

    /// <summary>D^½ Ȳ: the mean targets of the different examples, times √n.</summary>
    /// <param name="targets">Y [m, k] of all examples.</param>
    /// <exception cref="ArgumentException">There is not one row for each example.</exception>
    public Matrix Targets(Matrix targets)
    {
        KernelShapes.RequireTargets(targets, _groupOf.Length);
        if (!HasCopies) return targets;
        var reduced = new Matrix(Count, targets.Columns);
        for (int a = 0; a < targets.Rows; a++)
        {
            int g = _groupOf[a];
            for (int j = 0; j < targets.Columns; j++) reduced[g, j] += targets[a, j] / _root[g];
        }

        return reduced;
    }

    /// <summary>Θ_test,train D^½ of the different examples.</summary>
    /// <param name="testTrain">Θ_test,train [n, m] with all examples.</param>
    public Matrix TestTrain(Matrix testTrain) =>
        HasCopies ? Matrix.Of(testTrain.Rows, Count, (i, g) => _root[g] * testTrain[i, _first[g]]) : testTrain;

    /// <summary>Outputs at every example from D^½ f at the different ones.</summary>
    /// <param name="reduced">D^½ f [Count, k].</param>
    /// <returns>f [m, k].</returns>
    public Matrix Expand(Matrix reduced) =>
        HasCopies ? Matrix.Of(_groupOf.Length, reduced.Columns, (a, j) => reduced[_groupOf[a], j] / _root[_groupOf[a]]) : reduced;
}

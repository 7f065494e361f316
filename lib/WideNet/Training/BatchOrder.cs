using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>Which examples a step sees: a function of the options and the step alone, so a resumed run needs no state.</summary>
internal sealed class BatchOrder
{
    private readonly IReadOnlyList<int[]>? _given;
    private readonly RandomStream? _stream;
    private readonly int _examples;
    private readonly int[] _all;
    private int _epoch = -1;
    private int[] _order = [];

    public BatchOrder(TrainingOptions options, int examples)
    {
        _examples = examples;
        _given = options.Batches;
        _all = [.. Enumerable.Range(0, examples)];
        Size = options.BatchSize ?? (_given is [int[] first, ..] ? first.Length : examples);
        if (_given is not null) RequireGiven(options);
        if (Size > examples) throw new ArgumentException(
            Invariant($"The batch size is {Size}, but the training set has {examples} examples; take at most {examples}."), nameof(options));
        if (_given is null && options.BatchSize is not null)
        {
            _stream = options.Stream ?? throw new ArgumentException(
                Invariant($"Mini-batches of {Size} need a random order: set {nameof(TrainingOptions.Stream)}."), nameof(options));
        }
    }

    /// <summary>Examples of a step.</summary>
    public int Size { get; }

    /// <summary>Examples of the largest step.</summary>
    public int Largest => Math.Max(Size, _given is { Count: > 0 } ? _given.Max(batch => batch.Length) : 1);

    /// <summary>The examples of a step from 0.</summary>
    public ReadOnlySpan<int> Batch(int step)
    {
        if (_given is not null) return _given[step];
        if (_stream is null) return _all;
        int perEpoch = _examples / Size;
        if (step / perEpoch != _epoch)
        {
            _epoch = step / perEpoch;
            _order = _stream.Split("epoch").Split(_epoch).Permutation(_examples);
        }

        return _order.AsSpan(step % perEpoch * Size, Size);
    }

    private void RequireGiven(TrainingOptions options)
    {
        if (options.BatchSize is not null) throw new ArgumentException(
            $"{nameof(options.Batches)} and {nameof(options.BatchSize)} are both set; set one of them.", nameof(options));
        if (_given!.Count < options.Steps) throw new ArgumentException(
            Invariant($"There are {_given.Count} batches for {options.Steps} steps; there must be one for every step."), nameof(options));
        for (int step = 0; step < _given.Count; step++)
        {
            if (_given[step].Length == 0) throw new ArgumentException(Invariant($"Batch {step} is empty."), nameof(options));
            int bad = _given[step].AsSpan().IndexOfAnyExceptInRange(0, _examples - 1);
            if (bad >= 0) throw new ArgumentException(
                Invariant($"Batch {step} holds example {_given[step][bad]}, but the training set has the examples 0 … {_examples - 1}."), nameof(options));
        }
    }
}

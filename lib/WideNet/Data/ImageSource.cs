namespace WideNet.Data;

/// <summary>One part (training or test) of a data set on this machine: all labels are known, images are read when they are taken.</summary>
internal sealed class ImageSource
{
    private const int ScaleOfByte = 255;

    /// <summary>Reads the bytes of one image in (row, column, channel) order into a span.</summary>
    internal delegate void ImageReader(int index, Span<byte> image);

    /// <summary>Name of the data set, such as <c>CIFAR-10</c>.</summary>
    public required string Name { get; init; }

    /// <summary>"training" or "test".</summary>
    public required string Part { get; init; }

    /// <summary>The folder, for messages.</summary>
    public required string Folder { get; init; }

    /// <summary>How many images the published data set has in this part.</summary>
    public required int PublishedCount { get; init; }

    /// <summary>How to get the whole set, a clause for messages.</summary>
    public required string Remedy { get; init; }

    /// <summary>Class of every image that is there.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>How many images each file has, in order; null for one file.</summary>
    public IReadOnlyList<int>? FileCounts { get; init; }

    public required IReadOnlyList<string> ClassNames { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    public required int Channels { get; init; }

    public required ImageReader Read { get; init; }

    /// <summary>Takes training and test images by the rule, scaled to 0..1.</summary>
    public static DatasetPair TakePair(ImageSource train, ImageSource test, int trainCount, int testCount, SubsetRule rule) => new(
        train.Take(trainCount, rule),
        test.Take(testCount, rule),
        testCount == 0
            ? $"{train.Name}, {train.Share(trainCount)} training images{Suffix(rule)}"
            : $"{train.Name}, {train.Share(trainCount)} training and {test.Share(testCount)} test images{Suffix(rule)}");

    private LabeledDataset Take(int count, SubsetRule rule)
    {
        int[] indices = Choose(count, rule);
        int size = Height * Width * Channels;
        double[] values = new double[(long)count * size];
        byte[] image = new byte[size];
        for (int i = 0; i < count; i++)
        {
            Read(indices[i], image);
            Span<double> target = values.AsSpan(i * size, size);
            for (int k = 0; k < size; k++)
            {
                target[k] = (double)image[k] / ScaleOfByte;
            }
        }

        var inputs = new InputBatch(count, Height, Width, Channels, values);
        return new LabeledDataset(inputs, Array.ConvertAll(indices, i => (int)Labels[i]), ClassNames, $"{Name}, {Share(count)} {Part} images{Suffix(rule)}");
    }

    /// <summary>The count phrase of descriptions: <c>1,000 of 50,000</c>, or <c>all 50,000</c>.</summary>
    private string Share(int count)
    {
        int total = Math.Max(PublishedCount, Labels.Length);
        return count == total ? $"all {LabeledDataset.Number(total)}" : $"{LabeledDataset.Number(count)} of {LabeledDataset.Number(total)}";
    }

    private static string Suffix(SubsetRule rule) => rule switch
    {
        SubsetRule.Balanced => ", balanced classes",
        SubsetRule.InTurn => ", record i of each file in turn",
        SubsetRule.BalancedInTurn => ", balanced classes, record i of each file in turn",
        _ => "",
    };

    /// <summary>All images, record i of each file that has one before record i + 1 of any.</summary>
    private IEnumerable<int> InTurn()
    {
        IReadOnlyList<int> counts = FileCounts ?? [Labels.Length];
        int[] first = [.. counts.Select((_, file) => counts.Take(file).Sum())];
        return Enumerable.Range(0, counts.Max())
            .SelectMany(record => Enumerable.Range(0, counts.Count).Where(file => record < counts[file]).Select(file => first[file] + record));
    }

    private int[] Choose(int count, SubsetRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if ((long)count * Height * Width * Channels > Array.MaxLength)
        {
            throw new ArgumentException(
                Invariant($"{LabeledDataset.Number(count)} images of {Height}×{Width}×{Channels} do not fit into one array; ask for fewer."), nameof(count));
        }

        if (count > Labels.Length)
        {
            throw new DatasetTooSmallException(
                $"{Folder} has {LabeledDataset.Number(Labels.Length)} {Part} images of {Name}, but {LabeledDataset.Number(count)} were asked for; {Remedy}.");
        }

        return rule switch
        {
            SubsetRule.First => [.. Enumerable.Range(0, count)],
            SubsetRule.Balanced => ChooseBalanced(count, Enumerable.Range(0, Labels.Length)),
            SubsetRule.InTurn => [.. InTurn().Take(count)],
            SubsetRule.BalancedInTurn => ChooseBalanced(count, InTurn()),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Unknown subset rule."),
        };
    }

    private int[] ChooseBalanced(int count, IEnumerable<int> order)
    {
        int classes = ClassNames.Count, share = count / classes;
        if (count % classes != 0)
        {
            throw new ArgumentException(
                Invariant($"A balanced subset of {classes} classes needs a multiple of {classes} images, but {count} were asked for."), nameof(count));
        }

        int[] taken = new int[classes];
        var indices = new List<int>(count);
        foreach (int i in order)
        {
            if (indices.Count == count) break;
            if (taken[Labels[i]] < share)
            {
                taken[Labels[i]]++;
                indices.Add(i);
            }
        }

        int scarce = Array.IndexOf(taken, taken.Min());
        return taken[scarce] == share
            ? [.. indices]
            : throw new DatasetTooSmallException(
                Invariant($"{Folder} has {taken[scarce]} {Part} images of {Name} in class {ClassNames[scarce]}, but {share} of each class were asked ")
                    + Invariant($"for; {Remedy}."));
    }
}

using System.Globalization;
using WideNet.Numerics;

namespace WideNet.Data;

/// <summary>Images with their classes and a description that figures and tables print.</summary>
/// <remarks>Loaders give pixels on the scale 0 (black) to 1, that is byte/255; <see cref="Preprocessing"/> makes network inputs of them.</remarks>
public sealed class LabeledDataset
{
    private readonly int[] _labels;

    /// <summary>Joins images and labels.</summary>
    /// <param name="inputs">The images.</param>
    /// <param name="labels">Class of each image, from 0 to the number of classes minus 1; not copied.</param>
    /// <param name="classNames">Names of the classes, at least one.</param>
    /// <param name="description">What the images are, such as <c>CIFAR-10, 1,000 of 50,000 training images</c>.</param>
    /// <exception cref="ArgumentException">The numbers of images and labels differ, or a label is no class.</exception>
    public LabeledDataset(InputBatch inputs, int[] labels, IReadOnlyList<string> classNames, string description)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentException.ThrowIfNullOrEmpty(description);
        if (labels.Length != inputs.Count)
        {
            throw new ArgumentException($"Every image needs a label, but there are {inputs.Count} images and {labels.Length} labels.", nameof(labels));
        }

        int bad = Array.FindIndex(labels, label => (uint)label >= (uint)classNames.Count);
        if (bad >= 0)
        {
            throw new ArgumentException(Invariant($"Label {bad} is {labels[bad]}, but there are {classNames.Count} classes, numbered from 0."), nameof(labels));
        }

        Inputs = inputs;
        _labels = labels;
        ClassNames = classNames;
        Description = description;
    }

    /// <summary>The images.</summary>
    public InputBatch Inputs { get; }

    /// <summary>Class of each image, from 0.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What the images are, for captions and result rows.</summary>
    public string Description { get; }

    /// <summary>Number of images.</summary>
    public int Count => Inputs.Count;

    /// <summary>Number of classes.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>Targets of squared loss and kernel regression: 1 - 1/k for the image's class and -1/k elsewhere, with k classes.</summary>
    /// <returns>Matrix [Count, ClassCount]; for ten classes one-hot minus 0.1. Every row sums to zero.</returns>
    public Matrix CentredLabels() => Targets(1.0 / ClassCount);

    /// <summary>One-hot labels of the first images with the mean of every column over them removed: P(Θ)Y of these has no part that is the same whatever the
    /// data.</summary>
    /// <param name="count">How many images, from 1 to <see cref="Count"/>; null for all.</param>
    /// <returns>Matrix [count, ClassCount]. Every column sums to zero; with equally frequent classes it is <see cref="CentredLabels"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many images.</exception>
    public Matrix MeanFreeLabels(int? count = null)
    {
        int rows = count ?? Count;
        if (rows < 1 || rows > Count)
            throw new ArgumentOutOfRangeException(
                nameof(count), rows, Invariant($"Labels of the first {rows} images are asked for; it must be from 1 to the {Count} there are."));
        Matrix labels = OneHotLabels().Block(0, rows, 0, ClassCount);
        int[] counts = new int[ClassCount];
        foreach (int label in Labels[..rows]) counts[label]++;
        return Matrix.Of(rows, ClassCount, (row, column) => labels[row, column] - ((double)counts[column] / rows));
    }

    /// <summary>Targets of cross-entropy: 1 for the image's class and 0 elsewhere.</summary>
    /// <returns>Matrix [Count, ClassCount].</returns>
    public Matrix OneHotLabels() => Targets(0);

    /// <summary>How many images each class has.</summary>
    /// <returns>ClassCount numbers.</returns>
    public int[] CountByClass()
    {
        int[] counts = new int[ClassCount];
        foreach (int label in _labels)
        {
            counts[label]++;
        }

        return counts;
    }

    /// <summary>The same labels and description with other inputs, such as preprocessed ones.</summary>
    /// <param name="inputs">As many inputs as there are images.</param>
    /// <exception cref="ArgumentException">The numbers differ.</exception>
    public LabeledDataset WithInputs(InputBatch inputs) => new(inputs, _labels, ClassNames, Description);

    /// <summary>The description.</summary>
    public override string ToString() => Description;

    internal static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private Matrix Targets(double shift) => Matrix.Of(Count, ClassCount, (i, j) => j == _labels[i] ? 1 - shift : -shift);
}

namespace WideNet.Data;

/// <summary>Training and test images of one data set.</summary>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images; may be none.</param>
/// <param name="Description">Both in one phrase, such as <c>CIFAR-10, 64 of 50,000 training and 32 of 10,000 test images</c>.</param>
public sealed record DatasetPair(LabeledDataset Train, LabeledDataset Test, string Description)
{
    /// <summary>Makes network inputs of both: everything that is learned from data is learned from the training images alone.</summary>
    /// <param name="preprocessing">What is done to the images.</param>
    /// <exception cref="ArgumentException">The images do not allow it, such as a constant channel.</exception>
    public DatasetPair Preprocess(Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        FittedPreprocessing fitted = preprocessing.Fit(Train.Inputs);
        return this with
        {
            Train = Train.WithInputs(fitted.Apply(Train.Inputs)),
            Test = Test.WithInputs(fitted.Apply(Test.Inputs)),
        };
    }

    /// <summary>The description.</summary>
    public override string ToString() => Description;
}

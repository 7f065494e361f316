using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class PreprocessingTests
{
    private static readonly InputBatch Images =
        Cifar10.Load(Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample"), 40, 0).Train.Inputs;

    [Theory]
    [InlineData(Normalization.Channel, 1.7)]
    [InlineData(Normalization.Global, 1.7)]
    [InlineData(Normalization.Unit, 1)]
    public void Apply_ScalingExamples_GivesTheirMeanSquare(Normalization normalization, double expected)
    {
        InputBatch inputs = Transform(new Preprocessing { Normalization = normalization, Variance = 1.7 });
        for (int i = 0; i < inputs.Count; i++)
        {
            // One rounding for each of 3,072 terms stays below 1e-12.
            Assert.Equal(expected, MeanSquare(inputs.Example(i)), 12);
        }
    }

    [Fact]
    public void Apply_Pixel_GivesTheMeanSquareOfEveryPixel()
    {
        InputBatch inputs = Transform(new Preprocessing { Normalization = Normalization.Pixel, Variance = 0.6 });
        for (int start = 0; start < inputs.Values.Length; start += 3)
        {
            Assert.Equal(0.6, MeanSquare(inputs.Values.Slice(start, 3)), 14);
        }
    }

    [Fact]
    public void Apply_Channel_IsAffineWithTheTrainingMoments()
    {
        FittedPreprocessing fitted = new Preprocessing().Fit(Images);
        double[] red = [.. Images.Values.ToArray().Where((_, k) => k % 3 == 0)];
        double mean = red.Average(), deviation = Math.Sqrt(red.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(mean, fitted.Means[0], 12);
        Assert.Equal(deviation, fitted.Deviations[0], 12);
        double[] first = fitted.Apply(Images).Example(0).ToArray();
        // Ratios of standardised values do not depend on the final scale.
        Assert.Equal((Images.Values[0] - mean) / (Images.Values[3] - mean), first[0] / first[3], 10);
        Assert.Equal(
            (Images.Values[0] - mean) / deviation / ((Images.Values[1] - fitted.Means[1]) / fitted.Deviations[1]),
            first[0] / first[1],
            10);
    }

    [Fact]
    public void Apply_Global_UsesOneMeanAndOneDeviation()
    {
        FittedPreprocessing fitted = new Preprocessing { Normalization = Normalization.Global }.Fit(Images);
        Assert.Equal([Images.Values.ToArray().Average()], fitted.Means.Distinct(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Single(fitted.Deviations.Distinct());
    }

    [Fact]
    public void Apply_Standard_StandardisesChannelsAndKeepsLengths()
    {
        InputBatch inputs = Transform(new Preprocessing { Normalization = Normalization.Standard, Variance = 1.7 });
        for (int channel = 0; channel < 3; channel++)
        {
            double[] before =
                [.. Images.Values.ToArray().Where((_, k) => k % 3 == channel)], after = [.. inputs.Values.ToArray().Where((_, k) => k % 3 == channel)];
            double mean = before.Average(), deviation = Math.Sqrt(before.Average(v => (v - mean) * (v - mean)));
            Assert.Equal(before.Select(v => (v - mean) / deviation), after, (a, b) => Math.Abs(a - b) < 1e-12);
        }

        // Of these 40 images the brightest contrasts have more than twice the length of the dullest.
        double[] lengths = [.. Enumerable.Range(0, inputs.Count).Select(i => MeanSquare(inputs.Example(i)))];
        Assert.True(lengths.Max() > 2 * lengths.Min());
    }

    [Fact]
    public void Apply_None_KeepsPixels()
    {
        Assert.Equal(Images.Values.ToArray(), Transform(new Preprocessing { Normalization = Normalization.None }).Values.ToArray());
    }

    [Fact]
    public void Apply_WithSize_AveragesBeforeStandardising()
    {
        InputBatch twoSteps = new Preprocessing { Variance = 1.3 }.Fit(AreaAverage.Resize(Images, 6, 6)).Apply(AreaAverage.Resize(Images, 6, 6));
        InputBatch oneStep = Transform(new Preprocessing { Variance = 1.3, Size = 6 });
        Assert.Equal((6, 6, 3), (oneStep.Height, oneStep.Width, oneStep.Channels));
        Assert.Equal(twoSteps.Values.ToArray(), oneStep.Values.ToArray());
    }

    [Fact]
    public void Preprocess_OfAPair_LearnsNothingFromTestImages()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample");
        DatasetPair few = Cifar10.Load(folder, 40, 1).Preprocess(new Preprocessing()), many = Cifar10.Load(folder, 40, 9).Preprocess(new Preprocessing());
        Assert.Equal(few.Train.Inputs.Values.ToArray(), many.Train.Inputs.Values.ToArray());
        Assert.Equal(few.Test.Inputs.Example(0).ToArray(), many.Test.Inputs.Example(0).ToArray());
        Assert.Equal("CIFAR-10, 40 of 50,000 training and 1 of 10,000 test images", few.Description);
    }

    [Theory]
    [InlineData(Normalization.Channel, null, "standardised per channel, x·x/n = 1.271")]
    [InlineData(Normalization.Standard, null, "standardised per channel")]
    [InlineData(Normalization.Global, 6, "area-averaged to 6×6, standardised globally, x·x/n = 1.271")]
    [InlineData(Normalization.Unit, null, "standardised per channel, x·x/n = 1")]
    [InlineData(Normalization.Pixel, 8, "area-averaged to 8×8, standardised per channel, x·x/channels = 1.271 at every pixel")]
    [InlineData(Normalization.None, null, "pixels from 0 to 1")]
    public void Name_OfEveryNormalization_SaysTheSteps(Normalization normalization, int? size, string name)
    {
        Assert.Equal(name, new Preprocessing { Normalization = normalization, Variance = 1.2706, Size = size }.Name);
        Assert.Equal(normalization, Preprocessing.Parse(normalization.ToString().ToLowerInvariant()));
    }

    [Fact]
    public void Parse_UnknownName_ListsTheNames()
    {
        var error = Assert.Throws<ArgumentException>(() => Preprocessing.Parse("zca"));
        Assert.Equal("The preprocessing 'zca' is unknown; it must be channel, global, unit, pixel, standard or none. (Parameter 'name')", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Variance_NotPositive_IsRefused(double variance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessing { Variance = variance });

    [Fact]
    public void Fit_ConstantChannel_IsRefused()
    {
        // 0.1 has no exact double, so the deviation of the constant channel comes out as rounding, not as zero.
        var images = new InputBatch(3, 1, 1, 2, [0.1, 1, 0.1, 2, 0.1, 3]);
        var error = Assert.Throws<ArgumentException>(() => new Preprocessing().Fit(images));
        Assert.Equal(
            "The deviation of channel 0 of the training images is zero, so they cannot be standardised; use more images or the preprocessing 'none'. "
                + "(Parameter 'images')", error.Message);
        Assert.Throws<ArgumentException>(() => new Preprocessing { Normalization = Normalization.Global }.Fit(new InputBatch(1, 2, 1, 1, [0.1, 0.1])));
    }

    [Fact]
    public void Apply_ConstantImage_IsScaledUnlessItIsTheMean()
    {
        var train = new InputBatch(2, 1, 2, 1, [0, 1, 0, 1]);
        FittedPreprocessing fitted = new Preprocessing { Variance = 4 }.Fit(train);
        Assert.All(fitted.Apply(new InputBatch(1, 1, 2, 1, [0.7, 0.7])).Values.ToArray(), v => Assert.Equal(2, v, 14));
        var error = Assert.Throws<ArgumentException>(() => fitted.Apply(new InputBatch(2, 1, 2, 1, [0, 1, 0.5, 0.5])));
        Assert.Equal(
            "After standardising, image 1 is zero and cannot be scaled to x·x/n = 4; leave the image out or use the preprocessing 'none'. (Parameter 'images')",
            error.Message);
    }

    [Fact]
    public void Apply_ZeroPixel_IsNamed()
    {
        FittedPreprocessing fitted = new Preprocessing { Normalization = Normalization.Pixel }.Fit(new InputBatch(2, 1, 2, 1, [0, 1, 0, 1]));
        var error = Assert.Throws<ArgumentException>(() => fitted.Apply(new InputBatch(1, 2, 2, 1, [0, 1, 1, 0.5])));
        Assert.StartsWith("After standardising, pixel (1, 1) of image 0 is zero", error.Message);
    }

    [Fact]
    public void Fit_NoImage_IsRefused() => Assert.Throws<ArgumentException>(() => new Preprocessing().Fit(new InputBatch(0, 2, 2, 1, [])));

    [Fact]
    public void Apply_OtherChannels_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Preprocessing().Fit(Images).Apply(new InputBatch(1, 32, 32, 1, new double[1024])));

    private static InputBatch Transform(Preprocessing preprocessing) => preprocessing.Fit(Images).Apply(Images);

    private static double MeanSquare(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values)
        {
            sum += v * v;
        }

        return sum / values.Length;
    }
}

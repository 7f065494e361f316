using WideNet.Data;

namespace WideNet.Results;

/// <summary>Which results: of which figure and preset, computed with which settings on which images.</summary>
public sealed record ResultIdentity
{
    /// <summary>Name of the figure's notebook, such as <c>08-sgd-cnn-f</c>: lower-case letters, digits and dashes.</summary>
    public required string Figure { get; init => field = RequireName(value); }

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Every size and option that changes numbers, besides the images.</summary>
    public required ResultSettings Settings { get; init; }

    /// <summary>The images; null where theory needs none.</summary>
    public DatasetRequest? Data { get; init; }

    /// <summary><see cref="Settings"/> and the choice of images in one list.</summary>
    internal ResultSettings AllSettings()
    {
        var all = new ResultSettings();
        if (Data is not null)
        {
            all.AddRange(
                new ResultSettings { { "dataset", Data.Name }, { "training_images", Data.TrainCount }, { "test_images", Data.TestCount },
                    { "subset", Data.Subset } });
        }

        all.AddRange(Settings);
        return all;
    }

    private static string RequireName(string value) =>
        !string.IsNullOrEmpty(value) && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        ? value
        : throw new ArgumentException($"The figure's name is '{value}'; it must be lower-case letters, digits and dashes, such as 08-sgd-cnn-f.");
}

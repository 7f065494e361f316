namespace WideNet.Kernels;

/// <summary>The words for architectures: FCN, CNN-F and CNN-P in titles and legends, fcn, cnn-f and cnn-p in files and on the command line.</summary>
/// <remarks>Shown by ArchitecturesTests.</remarks>
public static class Architectures
{
    /// <summary>fcn, cnn-f and cnn-p.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<Architecture>().Select(Word)];

    /// <summary>The short name of the paper, such as CNN-F.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <exception cref="ArgumentException">It is none of the three.</exception>
    public static string Name(this Architecture architecture) => architecture switch
    {
        Architecture.FullyConnected => "FCN",
        Architecture.ConvolutionalFlatten => "CNN-F",
        Architecture.ConvolutionalPool => "CNN-P",
        _ => throw new ArgumentException($"{architecture} is not an architecture.", nameof(architecture)),
    };

    /// <summary>The name in small letters, such as cnn-f: one of <see cref="Words"/>.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <exception cref="ArgumentException">It is none of the three.</exception>
    public static string Word(this Architecture architecture) => architecture.Name().ToLowerInvariant();

    /// <summary>The architecture that a word names.</summary>
    /// <param name="word">One of <see cref="Words"/>.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static Architecture Parse(string word) =>
        Find(word) ?? throw new ArgumentException($"The architecture '{word}' is unknown; it must be one of {string.Join(", ", Words)}.", nameof(word));

    /// <summary>The architecture that a word names, or null if it is none of <see cref="Words"/>.</summary>
    internal static Architecture? Find(string word) =>
        Words.Index().Where(entry => entry.Item == word).Select(entry => (Architecture?)Enum.GetValues<Architecture>()[entry.Index]).SingleOrDefault();
}

namespace WideNet.Data;

/// <summary>How images become network inputs; see <see cref="Preprocessing"/>.</summary>
public enum Normalization
{
    /// <summary>Each channel minus the training set's mean, over its deviation; then each example is scaled to x·x/n = q.</summary>
    Channel,

    /// <summary>Every number minus one mean, over one deviation, of the training set; then each example is scaled to x·x/n = q.</summary>
    Global,

    /// <summary>As <see cref="Channel"/>, but with x·x/n = 1 whatever q is.</summary>
    Unit,

    /// <summary>As <see cref="Channel"/>, but every pixel's vector of channels is scaled to x·x/channels = q: what the theory of convolutional networks
    /// assumes. With one channel only the sign of a pixel is left.</summary>
    Pixel,

    /// <summary>Each channel minus the training set's mean, over its deviation, and nothing else: bright and dull images keep their lengths.</summary>
    Standard,

    /// <summary>Pixels as they are.</summary>
    None,
}

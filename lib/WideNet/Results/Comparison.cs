namespace WideNet.Results;

/// <summary>How a measurement is held against a prediction.</summary>
internal enum Comparison
{
    /// <summary>|measured - predicted| at most the tolerance.</summary>
    Within,

    /// <summary>|measured - predicted| at most the tolerance times |predicted|.</summary>
    WithinRelative,

    /// <summary>Measured at most the predicted bound plus the tolerance.</summary>
    Below,

    /// <summary>Measured at least the predicted bound less the tolerance.</summary>
    Above,

    /// <summary>Measured above the prediction by more than the tolerance; below by more is the reverse, and in between nothing is decided.</summary>
    Greater,

    /// <summary>Not compared, for the reason in the claim's note.</summary>
    NotTested,
}

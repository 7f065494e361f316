namespace WideNet.Cli.Downloads;

/// <summary>Patience of a <see cref="Downloader"/>.</summary>
internal sealed record DownloadOptions
{
    /// <summary>How often a file is tried before giving up, at least 1; an attempt goes on where the one before broke off.</summary>
    public int Attempts
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Invariant($"{nameof(Attempts)} must be at least 1, but it is {value}."));
    } = 6;

    /// <summary>Pause before the second attempt; it doubles from one attempt to the next, up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An attempt ends when no byte arrives for so long.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before an attempt.</summary>
    /// <param name="attempt">Number of the attempt, from 1 for the second one.</param>
    internal TimeSpan PauseBefore(int attempt)
    {
        double seconds = FirstPause.TotalSeconds * Math.Pow(2, attempt - 1);
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestPause.TotalSeconds));
    }
}

/// <summary>How far a download is.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Received">Bytes that are here, those of earlier attempts included.</param>
/// <param name="Total">Bytes of the whole file; null when the server does not say.</param>
internal sealed record DownloadProgress(string FileName, long Received, long? Total);

/// <summary>A download that failed for good; the message is one line with the address, the reason and what to do.</summary>
/// <param name="message">One line: address, reason, remedy.</param>
/// <param name="innerException">The cause, or null.</param>
internal sealed class DownloadException(string message, Exception? innerException = null) : Exception(message, innerException);

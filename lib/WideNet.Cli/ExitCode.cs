namespace WideNet.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Done; every check that was asked for passed.</summary>
    public const int Success = 0;

    /// <summary>A check failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>Bad usage or input.</summary>
    public const int BadInput = 2;

    /// <summary>A data set is missing or too small.</summary>
    public const int DatasetUnavailable = 3;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;
}

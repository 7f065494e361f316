namespace WideNet.Data.Downloads;

/// <summary>What has to be fetched for one data set.</summary>
internal sealed record DownloadPlan
{
    /// <summary>Name of the data set, one of <see cref="DatasetCatalog.Names"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its folder below the download folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The files; a single one whose name ends in <c>.tar.gz</c> is an archive that holds <see cref="Folder"/>.</summary>
    public required IReadOnlyList<DownloadSource> Files { get; init; }

    /// <summary>True when the files come as an archive.</summary>
    public bool IsArchive => Files is [var only] && only.FileName.EndsWith(".tar.gz", StringComparison.Ordinal);
}

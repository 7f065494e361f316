namespace WideNet.Data.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Received">Bytes that are here, those of earlier attempts included.</param>
/// <param name="Total">Bytes of the whole file; null when the server does not say.</param>
internal sealed record DownloadProgress(string FileName, long Received, long? Total);

namespace WideNet.Report.Runs;

/// <summary>A file that images were read from.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its checksum, lower-case hexadecimal.</param>
public sealed record RecordedDataFile(string Name, long Bytes, string Sha256);

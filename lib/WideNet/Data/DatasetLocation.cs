namespace WideNet.Data;

/// <summary>Where a data set was found.</summary>
/// <param name="Folder">The folder with its files.</param>
/// <param name="Origin">What led there: <c>--data-dir</c>, <c>CIFAR10_DIR</c>, <c>download</c> or <c>sample</c>.</param>
internal sealed record DatasetLocation(string Folder, string Origin);

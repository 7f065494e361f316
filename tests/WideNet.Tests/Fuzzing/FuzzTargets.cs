using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Cli.Downloads;
using WideNet.Data;
using WideNet.Notebooks;
using WideNet.Results;
using WideNet.Tests.Sweeps;

namespace WideNet.Tests.Fuzzing;

/// <summary>Readers whose one documented exception for damage is <see cref="DataFormatException"/>.</summary>
internal abstract class DataTarget : FuzzTarget
{
    public override bool Documents(Exception error) => error is DataFormatException;
}

internal sealed class NpyTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds
    { get; } = [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "tests", "reference", "npy"),
            "*.npy").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public override void Read(byte[] bytes) => NpyFile.Read(Write("a.npy", bytes));
}

internal sealed class CifarTarget : FuzzTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [new byte[2 * 3073], [.. Enumerable.Range(0, 3073).Select(i => (byte)(i % 10))]];

    public override void Read(byte[] bytes)
    {
        Write("data_batch_1.bin", bytes);
        if (!File.Exists(Folder["test_batch.bin"])) Write("test_batch.bin", Seeds[1]);
        Cifar10.Load(Folder.FullName, 1, 1);
    }

    public override bool Documents(Exception error) => error is DataFormatException or DatasetTooSmallException;
}

internal class IdxTarget : DataTarget
{
    protected static readonly byte[] Plain = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    public override IReadOnlyList<byte[]> Seeds { get; } = [Plain];

    public override void Read(byte[] bytes) => IdxFile.Read(Write("images", bytes), 3, "fetch it again");
}

internal sealed class GzipTarget : IdxTarget
{
    public override IReadOnlyList<byte[]> Seeds
    { get; } = [Packed(Plain, CompressionLevel.Fastest), Packed(Plain, CompressionLevel.NoCompression),
            Packed([.. Plain[..4], 0, 0, 4, 0, .. Plain[8..16], .. new byte[6144]], CompressionLevel.SmallestSize)];

    public static byte[] Packed(byte[] bytes, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level)) gzip.Write(bytes);
        return packed.ToArray();
    }
}

/// <summary>The archive is damaged inside its compression, where a reader of names and links is reached.</summary>
internal sealed class TarTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. ((TarEntryFormat[])[TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.V7]).Select(Archive)];

    public override void Read(byte[] bytes)
    {
        string around = Folder["around"], target = Folder["around", "target"];
        Directory.CreateDirectory(target);
        File.WriteAllText(Folder["around", "outside"], "kept");
        try
        {
            TarGzArchive.UnpackAsync(Write("a.tar.gz", GzipTarget.Packed(bytes, CompressionLevel.NoCompression)), target, 1 << 20).GetAwaiter().GetResult();
        }
        finally
        {
            Assert.Equal(
                ["around", "a.tar.gz"], new DirectoryInfo(Folder.FullName).GetFileSystemInfos().Select(entry =>
                    entry.Name).OrderDescending(StringComparer.Ordinal));
            Assert.Equal(["outside", "target"], new DirectoryInfo(around).GetFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));
            Assert.Equal("kept", File.ReadAllText(Folder["around", "outside"]));
            Assert.All(new DirectoryInfo(target).GetFileSystemInfos("*", SearchOption.AllDirectories), entry => Assert.Null(entry.LinkTarget));
            Directory.Delete(around, recursive: true);
        }
    }

    private static byte[] Archive(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            TarEntryType file = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
            foreach (string name in (string[])["folder/one", "folder/two"])
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(file, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(file, name),
                    TarEntryFormat.Pax => new PaxTarEntry(file, name),
                    _ => new GnuTarEntry(file, name),
                };
                entry.DataStream = new MemoryStream("some content"u8.ToArray());
                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }
}

internal sealed class NotebookTarget : FuzzTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["# A\n","text"]},{"cell_type":"code","execution_count":1,"id":"b","metadata":{"tags":["parameters"]},"outputs":[{"data":{"text/plain":"1"},"execution_count":1,"metadata":{},"output_type":"execute_result"}],"source":"int x = 1;\nx"}],"metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},"nbformat":4,"nbformat_minor":5}"""u8.ToArray(),
        [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":4}""")],
    ];

    public override void Read(byte[] bytes)
    {
        Notebook notebook = Notebook.Read(Write("a.ipynb", bytes));
        Assert.Equal(notebook.Cells.Count, Notebook.Parse(notebook.ToJson()).Cells.Count);
    }

    public override bool Documents(Exception error) => error is NotebookException;
}

internal sealed class CaseTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. ((string[])["cnn-p-erf-0", "fcn-layernorm-relu",
            "predict-mse-erf"]).Select(name => File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "tests", "reference", "neural-tangents", name,
                "case.json")))];

    public override void Read(byte[] bytes)
    {
        Write("case.json", bytes);
        CaseFile file = CaseFile.Open(Folder.FullName);
        file.Network(3);
        if (file.Has("depths")) file.WholeNumbers("depths");
        if (file.Has("times")) file.Times("times");
        if (file.Has("learning_rate")) file.Number("learning_rate");
    }
}

/// <summary>Half of the records get the checksum of what they say, so that what lies behind it is reached.</summary>
internal sealed class RecordTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "data", "results", "13-rbf-toy", "standard.json")),
        File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "data", "results", "08-sgd-cnn-f", "standard.json")), // with its checksum
    ];

    public override void Read(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        ResultRecordJson.Read(bytes.Length % 2 == 0 ? text : Resealed(text), "record");
    }

    private static string Resealed(string text)
    {
        try
        {
            JsonObject root = JsonNode.Parse(text)!.AsObject();
            root.Remove("schema");
            root.Remove("sha256");
            return SealedJson.Write(root);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            return text;
        }
    }
}

internal sealed class TableTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes(
            string.Concat(File.ReadLines(Path.Combine(RepositoryFiles.Root, "data", "results", "07-maximum-learning-rate",
                "standard.csv")).Take(8).Select(line => line + "\n"))),
        Encoding.UTF8.GetBytes(SampleSweep.Csv()),
    ];

    public override void Read(byte[] bytes) => ResultTable.FromCsv(Encoding.UTF8.GetString(bytes)).ToCsv();
}

internal sealed class ClaimsTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Claims()];

    public override void Read(byte[] bytes) => ClaimTable.FromJson(Encoding.UTF8.GetString(bytes));

    private static IEnumerable<byte[]> Claims()
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "data", "results", "claims.json")))!;
        while (root["claims"]!.AsArray().Count > 3) root["claims"]!.AsArray().RemoveAt(3);
        yield return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}

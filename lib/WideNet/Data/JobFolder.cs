using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace WideNet.Data;

/// <summary>A folder for the finished parts of a long job, with a file <c>job.txt</c> that says which job they are of.</summary>
/// <remarks>
/// The file appears before the first part, so a job that died at any moment can be resumed, and no job mixes its parts with those of another.
/// Nothing in the folder is ever deleted. Shown by JobFolderTests.
/// </remarks>
internal sealed class JobFolder
{
    /// <summary>The file that says which job a folder holds.</summary>
    internal const string FileName = "job.txt";

    private const string Seal = "schema 2, sha256 ";

    private JobFolder(string path) => FullPath = path;

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>Starts or resumes a job in a folder.</summary>
    /// <param name="path">The folder; made when a job starts.</param>
    /// <param name="settings">What decides the job's results, as names and values of one line each.</param>
    /// <param name="resume">Whether the folder must hold this job already, or must hold none; null where either will do.</param>
    /// <exception cref="DataFormatException">There is no job to resume, there is one already, or it is another one: the message names the first setting that
    /// differs.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static JobFolder Open(string path, IReadOnlyList<KeyValuePair<string, string>> settings, bool? resume)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = Path.Combine(path, FileName), content = string.Concat(settings.Select(setting => $"{setting.Key}: {setting.Value}\n"));
        if (resume == true && !File.Exists(file))
            throw new DataFormatException($"{path} holds no job to resume; start it without resuming, or give the folder it was started with.");
        bool isNew = false;
        using SharedFolder hold = SharedFolder.Enter(path, () => File.Exists(file), () =>
        {
            isNew = !File.Exists(file);
            if (isNew) AtomicFile.WriteText(file, Sealed(content));
        });
        if (isNew) return new JobFolder(path);
        if (resume == false) throw new DataFormatException($"{path} holds a job already; resume it, or give another folder.");
        string there = File.ReadAllText(file);
        if (DamageOf(there) is not null || (there != content && Sealed(content).StartsWith(there, StringComparison.Ordinal) && there != Sealed(content)))
        {
            // Every part says itself which job it is of, so that nothing is mixed.
            AtomicFile.WriteText(file, Sealed(content));
            return new JobFolder(path);
        }

        string? difference = Difference(Lines(there), settings);
        return difference is null
            ? new JobFolder(path)
            : throw new DataFormatException(
                $"{path} is a checkpoint of another job: {difference}; resume with the settings it was started with, or give another folder.");
    }

    /// <summary>The folder of one part of the job.</summary>
    public string Part(string name) => Path.Combine(FullPath, name);

    /// <summary>Bytes of all files below a folder, 0 if there is none: what a resumed job need not write again.</summary>
    public static long BytesIn(string path) =>
        Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    /// <summary>Shape and SHA-256 of inputs, to tell one set of images from another.</summary>
    public static string Fingerprint(InputBatch inputs) =>
        $"{inputs}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(inputs.Values)))}";

    /// <summary>What is wrong with the text of a file that says which job a folder holds; null where it is sound, or of the first schema, which has no
    /// checksum.</summary>
    internal static string? DamageOf(string text)
    {
        int end = text.LastIndexOf(Seal, StringComparison.Ordinal);
        if (end < 0) return null;
        return Sealed(text[..end]) == text ? null : "is cut off or damaged";
    }

    private static string Sealed(string content) => $"{content}{Seal}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}\n";

    private static string[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(Seal, StringComparison.Ordinal))];

    private static string? Difference(string[] there, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        for (int i = 0; i < Math.Max(there.Length, settings.Count); i++)
        {
            string old = i < there.Length ? there[i] : "nothing";
            string now = i < settings.Count ? $"{settings[i].Key}: {settings[i].Value}" : "nothing";
            if (old != now) return $"it has '{old}' where this one has '{now}'";
        }

        return null;
    }
}

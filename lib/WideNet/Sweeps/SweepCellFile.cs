using System.Globalization;
using System.Text;
using WideNet.Data;
using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>The file of one finished cell: text, written whole or not at all, and read only by the sweep that it belongs to.</summary>
/// <remarks>
/// Lines: <c>WideNet sweep cell 1</c>; the sweep's fingerprint; the cell's key; the seconds it took; a line <c>name value</c> for each output;
/// SHA-256 of all that. Doubles read back to the same bits.
/// </remarks>
internal sealed record SweepCellFile(IReadOnlyList<double> Values, double Seconds)
{
    private const string Name = "WideNet sweep cell ", Magic = Name + "1", Checksum = "sha256 ";

    /// <summary>Writes a file.</summary>
    public void Write(string path, SweepManifest sweep, string key) => AtomicFile.WriteText(path, WithChecksum(Body(sweep, key)));

    /// <summary>Reads a file.</summary>
    /// <returns>The cell, or null with the reason why the file is of no use: it was cut off, changed, or belongs elsewhere.</returns>
    public static SweepCellFile? TryRead(string path, SweepManifest sweep, string key, out string reason)
    {
        reason = "";
        string text = File.ReadAllText(path);
        if (text.StartsWith(Name, StringComparison.Ordinal) && !text.StartsWith(Magic + '\n', StringComparison.Ordinal)
            && text.IndexOf('\n', StringComparison.Ordinal) is > 0 and < 40 and int line)
        {
            reason = $"has the format '{text[..line]}' of another version of the program, and this one reads '{Magic}'";
            return null;
        }

        int end = text.LastIndexOf(Checksum, StringComparison.Ordinal);
        if (end < 0 || WithChecksum(text[..end]) != text)
        {
            reason = "is cut off or damaged";
            return null;
        }

        string[] lines = text[..end].Split('\n');
        string[] expected = new SweepCellFile(new double[sweep.Outputs.Count], 0).Body(sweep, key).Split('\n');
        if (lines[0] != expected[0] || lines.Length < 3 || lines[1] != expected[1]) reason = "belongs to another sweep";
        else if (lines[2] != expected[2]) reason = "belongs to another cell";
        else if (lines.Length != expected.Length || !lines.Skip(3).Select(Word).SequenceEqual(expected.Skip(3).Select(Word))) reason = "has other columns";
        if (reason.Length > 0) return null;
        double[] numbers = [.. lines[3..^1].Select(Number)];
        if (numbers.All(double.IsFinite)) return new SweepCellFile(numbers[1..], numbers[0]);
        reason = "has an entry that is no number";
        return null;

        static double Number(string line) =>
            double.TryParse(line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal) + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : double.NaN;

        static string Word(string line) => line.Split(' ')[0];
    }

    private string Body(SweepManifest sweep, string key)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Magic}\nsweep {sweep.Fingerprint}\ncell {key}\nseconds {Seconds:R}\n");
        for (int i = 0; i < Values.Count; i++) text.Append(CultureInfo.InvariantCulture, $"{sweep.Outputs[i].Name} {Values[i]:R}\n");
        return text.ToString();
    }

    private static string WithChecksum(string body) => $"{body}{Checksum}{SealedJson.Sha256(body)}\n";
}

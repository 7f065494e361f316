using System.Diagnostics;
using WideNet.Data;

namespace WideNet.Results;

/// <summary>Results of earlier runs in <c>data/results/FIGURE/PRESET.csv</c>, each with a record of where it comes from (<c>PRESET.json</c>).</summary>
/// <remarks>
/// A figure with several tables has <c>PRESET-TABLE.csv</c> besides. What was computed with other settings is refused with the difference, and a
/// table that was edited is damaged. A figure is drawn from cached results without its data set. Shown by ResultCacheTests.
/// </remarks>
public sealed class ResultCache
{
    private readonly string _folder;

    /// <summary>A cache in a folder.</summary>
    /// <param name="folder">The folder, such as <c>data/results</c> of the repository.</param>
    public ResultCache(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <summary>The cache of the repository, <c>data/results</c>.</summary>
    /// <exception cref="ArgumentException">Neither the working folder nor the program lies in a clone.</exception>
    public static ResultCache OfRepository() => DataEnvironment.Current().DataFolder is { } data
        ? new ResultCache(Path.Combine(data, "results"))
        : throw new ArgumentException(
            "There is no Reproduction.sln at or above this folder or the program, so there are no cached results; work inside a clone of the repository.");

    /// <summary>The one table of a figure, computed or read.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read it, or <c>record</c> to compute and keep it.</param>
    /// <param name="identity">Which results.</param>
    /// <param name="compute">Computes them.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word; nothing is cached; or it was made with other settings.</exception>
    /// <exception cref="DataFormatException">The cached files are damaged.</exception>
    public ResultTable Get(string results, ResultIdentity identity, Func<ResultTable> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        IReadOnlyDictionary<string, ResultTable> tables = GetAll(results, identity, () => new Dictionary<string, ResultTable> { [""] = compute() });
        return tables.TryGetValue("", out ResultTable? table) ? table : throw Missing(identity.Figure, Provenance.PresetName(identity.Preset));
    }

    /// <summary>The tables of a figure by name, computed or read.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="identity">Which results.</param>
    /// <param name="compute">Computes them; names are lower-case words with dashes, and one may be empty.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word; nothing is cached; or it was made with other settings.</exception>
    /// <exception cref="DataFormatException">The cached files are damaged.</exception>
    public IReadOnlyDictionary<string, ResultTable> GetAll(string results, ResultIdentity identity, Func<IReadOnlyDictionary<string, ResultTable>> compute)
    {
        return Get(results, identity, compute, tables => tables, tables => tables);
    }

    /// <summary>The rows of a figure's tables, computed or read; what is computed becomes a table only to be kept.</summary>
    /// <typeparam name="T">A record, one for each row; see <see cref="ResultRows"/>.</typeparam>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="identity">Which results.</param>
    /// <param name="compute">Computes them; names of tables are lower-case words with dashes, and one may be empty.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word; nothing is cached; or it was made with other settings.</exception>
    /// <exception cref="DataFormatException">The cached files are damaged.</exception>
    public KeptRows<T> GetRows<T>(string results, ResultIdentity identity, Func<KeptRows<T>> compute) =>
        Get(
            results,
            identity,
            compute,
            tables => new(tables.Values.First().Run, tables.ToDictionary(table => table.Key, table => ResultRows.FromTable<T>(table.Value))),
            rows => rows.ToTables());

    /// <summary>Reads the tables of a figure by name.</summary>
    /// <param name="identity">Which results.</param>
    /// <exception cref="ArgumentException">Nothing is cached, or it was made with other settings.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    public IReadOnlyDictionary<string, ResultTable> Read(ResultIdentity identity) => Read(identity, out _);

    /// <summary>Whether these results are kept and sound; loads their images to compare them.</summary>
    /// <param name="identity">Which results.</param>
    /// <exception cref="ArgumentException">What is kept was made with other settings or from other images.</exception>
    internal bool Holds(ResultIdentity identity)
    {
        string path = RecordPath(identity.Figure, identity.Preset);
        if (!File.Exists(path)) return false;
        ResultRecord found;
        try
        {
            Read(identity.Figure, identity.Preset, record => Require(identity.AllSettings().DifferenceFrom(record.Settings)), out found);
        }
        catch (DataFormatException)
        {
            return false;
        }

        Require(found.DataChecksum != (identity.Data?.Checksum ?? "") ? "the images differ" : null);
        return true;

        void Require(string? difference)
        {
            if (difference is not null)
                throw new ArgumentException($"{path} belongs to another grid: {difference}; take the same settings and images, or another folder.");
        }
    }

    /// <summary>What is wrong with the kept results of a figure and preset, with the file and the remedy; null if they are sound.</summary>
    /// <param name="figure">Name of the figure's folder.</param>
    /// <param name="preset">The preset.</param>
    internal string? DamageOf(string figure, Preset preset)
    {
        try
        {
            Kept(figure, preset);
            return null;
        }
        catch (DataFormatException damage)
        {
            return damage.Message.Replace(Place(figure, ""), Path.Combine(_folder, figure) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
    }

    /// <summary>The record of kept results, as it stands in its file.</summary>
    /// <param name="figure">Name of the figure's folder.</param>
    /// <param name="preset">The preset.</param>
    internal string RecordPath(string figure, Preset preset) => Path.Combine(_folder, figure, Provenance.PresetName(preset) + ".json");

    /// <summary>Where the results of a figure come from.</summary>
    /// <param name="identity">Which results.</param>
    internal ResultRecord RecordOf(ResultIdentity identity)
    {
        Read(identity, out ResultRecord record);
        return record;
    }

    /// <summary>The tables that are kept for a figure, with whatever settings they were made; their <see cref="ResultTable.Run"/> names them.</summary>
    /// <param name="figure">Name of the figure's notebook.</param>
    /// <param name="preset">The preset.</param>
    /// <exception cref="ArgumentException">Nothing is cached.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    public IReadOnlyDictionary<string, ResultTable> Kept(string figure, Preset preset)
    {
        ArgumentException.ThrowIfNullOrEmpty(figure);
        return Read(figure, preset, _ => { }, out _);
    }

    private Dictionary<string, ResultTable> Read(ResultIdentity identity, out ResultRecord record)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Read(identity.Figure, identity.Preset, RequireSameSettings, out record);

        void RequireSameSettings(ResultRecord found)
        {
            if (identity.AllSettings().DifferenceFrom(found.Settings) is not { } difference) return;
            string place = Place(found.Figure, Path.GetFileName(RecordPath(found.Figure, found.Preset)));
            throw new ArgumentException(
                $"The cached results {place} were made with other settings: {difference}; take the same settings, or compute the figure with results = "
                    + "\"compute\".");
        }
    }

    private Dictionary<string, ResultTable> Read(string figure, Preset preset, Action<ResultRecord> check, out ResultRecord record)
    {
        string path = RecordPath(figure, preset), stem = Provenance.PresetName(preset), place = Place(figure, Path.GetFileName(path));
        if (!File.Exists(path)) throw Missing(figure, stem);
        (record, IReadOnlyDictionary<string, string> checksums) = ResultRecordJson.Read(File.ReadAllText(path), place);
        check(record);
        var tables = new Dictionary<string, ResultTable>();
        foreach ((string file, string checksum) in checksums)
        {
            if (!file.StartsWith(stem, StringComparison.Ordinal))
                throw new DataFormatException(
                    $"{place} names the table '{file}', which is none of its own; restore it from version control or compute it again.");
            string table = Path.Combine(_folder, figure, Path.GetFileName(file));
            if (!File.Exists(table)) throw new DataFormatException(
                $"{place} names the table {file}, but it is not there; restore it from version control or compute it again.");
            string csv = File.ReadAllText(table);
            if (SealedJson.Sha256(csv) != checksum) throw new DataFormatException(
                $"{Place(figure, file)} was changed since it was computed; restore it from version control or compute it again.");
            tables[Path.GetFileNameWithoutExtension(file)[stem.Length..].TrimStart('-')] = TableOf(csv, Place(figure, file));
        }

        return tables;
    }

    /// <summary>Writes the tables of a figure and, last, the record of where they come from.</summary>
    /// <param name="record">Where they come from.</param>
    /// <param name="tables">Tables by name; a name may be empty.</param>
    /// <returns>The files written, relative to the cache's folder.</returns>
    /// <exception cref="ArgumentException">There is no table, or a name is not lower-case words with dashes.</exception>
    internal IReadOnlyList<string> Write(ResultRecord record, IReadOnlyDictionary<string, ResultTable> tables)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Count == 0) throw new ArgumentException("There is no table to keep; give at least one.", nameof(tables));
        string stem = Provenance.PresetName(record.Preset);
        var checksums = new List<KeyValuePair<string, string>>();
        foreach ((string name, ResultTable table) in tables)
        {
            if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                throw new ArgumentException($"The table's name is '{name}'; it must be lower-case letters, digits and dashes.", nameof(tables));
            string file = (name.Length == 0 ? stem : $"{stem}-{name}") + ".csv", csv = ResultCsv.Write(table, saysRunOnce: true);
            AtomicFile.WriteText(Path.Combine(_folder, record.Figure, file), csv);
            checksums.Add(new(file, SealedJson.Sha256(csv)));
        }

        AtomicFile.WriteText(RecordPath(record.Figure, record.Preset), ResultRecordJson.Write(record, checksums));
        return [.. checksums.Select(entry => $"{record.Figure}/{entry.Key}"), $"{record.Figure}/{stem}.json"];
    }

    private static ResultTable TableOf(string csv, string place)
    {
        try
        {
            return ResultTable.FromCsv(csv);
        }
        catch (DataFormatException damage)
        {
            throw new DataFormatException(
                $"{place} is no result table: {damage.Message.TrimEnd('.')}; restore it from version control or compute it again.", damage);
        }
    }

    private static string Place(string figure, string file) => $"data/results/{figure}/{file}";

    private T Get<T>(
        string results,
        ResultIdentity identity,
        Func<T> compute,
        Func<IReadOnlyDictionary<string, ResultTable>, T> read,
        Func<T, IReadOnlyDictionary<string, ResultTable>> write)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(compute);
        switch (results)
        {
            case "cached":
                return read(Read(identity));
            case "compute" or "record":
                long start = Stopwatch.GetTimestamp();
                TimeSpan spent = Environment.CpuUsage.TotalTime;
                T found = compute();
                if (results == "record")
                {
                    Write(ResultRecord.Of(identity, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - spent), write(found));
                }

                return found;
            default:
                throw new ArgumentException($"{nameof(results)} is '{results}'; it must be compute, cached or record.", nameof(results));
        }
    }

    private static ArgumentException Missing(string figure, string stem) =>
        new($"There are no cached results {Place(figure, $"{stem}.csv")}; compute the figure with results = \"compute\", or take a preset that is cached.");
}

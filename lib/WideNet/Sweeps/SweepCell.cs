using System.Globalization;

namespace WideNet.Sweeps;

/// <summary>One point of a grid: what one run is made with.</summary>
internal sealed class SweepCell
{
    private readonly KeyValuePair<string, double>[] _coordinates;

    internal SweepCell(int index, KeyValuePair<string, double>[] coordinates)
    {
        Index = index;
        _coordinates = coordinates;
        Key = KeyOf(coordinates);
    }

    /// <summary>Place in the sweep, from 0: the last axis runs fastest.</summary>
    public int Index { get; }

    /// <summary>The coordinates in one word, such as <c>weight_variance=1.5,depth=10,seed=1</c>: the name of the cell's file, the same in any grid.</summary>
    public string Key { get; }

    /// <summary>Names and values of the axes.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Coordinates => _coordinates;

    /// <summary>The seed: the value of the axis <c>seed</c>, or 0 without one.</summary>
    public long Seed => _coordinates.Any(entry => entry.Key == SweepAxis.SeedName) ? (long)this[SweepAxis.SeedName] : 0;

    /// <summary>The value on an axis.</summary>
    /// <param name="axis">Name of the axis.</param>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public double this[string axis]
    {
        get
        {
            int at = Array.FindIndex(_coordinates, entry => entry.Key == axis);
            return at >= 0 ? _coordinates[at].Value : throw new ArgumentException(
                $"The sweep has no axis '{axis}'; there are {string.Join(", ", _coordinates.Select(entry => entry.Key))}.", nameof(axis));
        }
    }

    /// <summary>The value on an axis of whole numbers.</summary>
    /// <param name="axis">Name of the axis.</param>
    /// <exception cref="ArgumentException">There is no such axis, or its value is not whole.</exception>
    public int Whole(string axis)
    {
        double value = this[axis];
        return value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw new ArgumentException(Invariant($"The axis '{axis}' has the value {value}, which is no whole number."), nameof(axis));
    }

    /// <summary>The key.</summary>
    public override string ToString() => Key;

    /// <summary>Reads a key.</summary>
    /// <param name="index">Place in the sweep.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="FormatException">The text is no key.</exception>
    internal static SweepCell Parse(int index, string key) => new(index, [.. key.Split(',').Select(part => part.Split('=')).Select(parts =>
        parts.Length == 2 ? KeyValuePair.Create(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture)) : throw new FormatException(
            $"'{key}' is not the key of a cell."))]);

    /// <summary>Coordinates in one word.</summary>
    internal static string KeyOf(IEnumerable<KeyValuePair<string, double>> coordinates) =>
        string.Join(',', coordinates.Select(entry => Invariant($"{entry.Key}={entry.Value:R}")));
}

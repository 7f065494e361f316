using System.Collections;
using System.Globalization;

namespace WideNet.Results;

/// <summary>Everything that changes the numbers of an experiment, by name: sizes, variances, steps, preprocessing.</summary>
/// <remarks>
/// Values become text in the invariant culture, doubles so that they read back to the same bits, and lists with a blank between items:
/// <c>new ResultSettings { { "width", 256 }, { "depths", depths } }</c>. Shown by ResultSettingsTests.
/// </remarks>
public sealed class ResultSettings : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _entries = [];

    /// <summary>Adds a setting.</summary>
    /// <param name="name">Its name, once only.</param>
    /// <param name="value">A number, a text of one line, an enumeration value, true or false, null for none, or a list of these.</param>
    /// <exception cref="ArgumentException">The name is taken, or the value has several lines.</exception>
    public void Add(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Find(name) is not null) throw new ArgumentException($"The setting '{name}' is given twice.", nameof(name));
        string text = Text(value);
        if (text.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException($"The setting '{name}' has several lines; it must be one.", nameof(value));
        _entries.Add(new(name, text));
    }

    /// <summary>Adds all settings of another list.</summary>
    /// <param name="others">The other list.</param>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public void AddRange(IEnumerable<KeyValuePair<string, string>> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        foreach ((string name, string value) in others) Add(name, value);
    }

    /// <summary>The value of a setting, or null if there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    public string? Find(string name) => _entries.FirstOrDefault(entry => entry.Key == name).Value;

    /// <summary>The first setting in which two lists differ, in words such as <c>width is 256 there and 512 here</c>; null if they agree.</summary>
    /// <param name="there">The other list.</param>
    public string? DifferenceFrom(ResultSettings there)
    {
        ArgumentNullException.ThrowIfNull(there);
        foreach (string name in _entries.Concat(there._entries).Select(entry => entry.Key).Distinct())
        {
            if (Find(name) != there.Find(name)) return $"{name} is {Words(there.Find(name))} there and {Words(Find(name))} here";
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(' ', list.Cast<object?>().Select(Text)),
        _ => value.ToString() ?? "",
    };

    private static string Words(string? value) => value is null ? "not named" : value.Length == 0 ? "empty" : value;
}

using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using WideNet.Data;

namespace WideNet.Results;

/// <summary>Rows of a record type as a <see cref="ResultTable"/> and back: the property <c>ConditionExcess</c> is the column <c>condition_excess</c>.</summary>
/// <remarks>
/// A column for every public property that can be set, in the order in which the record declares them; what a record computes is not kept. Properties are
/// <see cref="double"/>, <see cref="int"/>, <see cref="long"/>, <see cref="string"/>, <see cref="bool"/> (0 or 1 in the table) or an <see cref="Enum"/> (its
/// number), with a <see cref="UnitAttribute"/> where there is one. One property may be an <see cref="IReadOnlyDictionary{TKey, TValue}"/> of numbers by name,
/// such as <c>train_8</c>: each is a column behind the others. Numbers come back to the same bits, in every culture: 1e-300, 5e110, -0, infinities and NaN.
/// The record may stand in a cell of a notebook. Test: ResultRowsTests.
/// </remarks>
public static class ResultRows
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public;

    /// <summary>The columns of a record type, without those of numbers by name.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <exception cref="ArgumentException">A property is of another type, or there is none.</exception>
    internal static IReadOnlyList<ResultColumn> Columns<T>()
    {
        PropertyInfo[] properties = Properties(typeof(T));
        return properties.Length > 0
            ? [.. properties.Where(property => !IsNumbers(property)).Select(Column)]
            : throw new ArgumentException($"{typeof(T).Name} has no property that can be set; a row needs at least one.", nameof(T));
    }

    /// <summary>Rows as a table.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="run">Where the rows come from.</param>
    /// <param name="rows">The rows; a text is not null.</param>
    /// <exception cref="ArgumentException">A property of the record is of a type that no column holds, or rows name different numbers.</exception>
    public static ResultTable ToTable<T>(Provenance run, IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        T[] all = [.. rows];
        PropertyInfo[] properties = [.. Properties(typeof(T)).Where(property => !IsNumbers(property))];
        IReadOnlyDictionary<string, double>[] numbers = [.. all.Select(NumbersOf)];
        string[] names = numbers.Length == 0 ? [] : [.. numbers[0].Keys];
        var table = new ResultTable(run, [.. Columns<T>(), .. names.Select(name => ResultColumn.Number(name))]);
        foreach ((int i, T row) in all.Index())
        {
            if (numbers[i].Count != names.Length || !names.All(numbers[i].ContainsKey))
            {
                string words = Invariant(
                    $"Row {i + 1} of {typeof(T).Name} names {string.Join(", ", numbers[i].Keys)}, but the first row {string.Join(", ", names)}.");
                throw new ArgumentException(words, nameof(rows));
            }

            table.Add([.. properties.Select(property => Cell(property.GetValue(row)!)), .. names.Select(name => (object)numbers[i][name])]);
        }

        return table;
    }

    /// <summary>A row of numbers, in the order of <see cref="Columns"/>.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="row">The row, without texts.</param>
    internal static IReadOnlyList<double> Numbers<T>(T row) =>
    [
        .. from property in Properties(typeof(T))
           where !IsNumbers(property)
           select Convert.ToDouble(property.GetValue(row), CultureInfo.InvariantCulture),
    ];

    /// <summary>The rows of a table, whatever order its columns have.</summary>
    /// <remarks>
    /// The column of a property with a <see cref="DefaultValueAttribute"/> may be missing, as from a table kept before the record had it: the property
    /// then has that value.
    /// </remarks>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="table">What <see cref="ToTable"/> gave, in memory or read from CSV.</param>
    /// <exception cref="ArgumentException">A property of the record is of a type that no column holds.</exception>
    /// <exception cref="DataFormatException">The table has other columns, or a cell does not fit its property.</exception>
    public static IReadOnlyList<T> FromTable<T>(ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        HashSet<string> found = [.. table.Columns.Select(column => column.Name)];
        string[] expected = [.. Columns<T>().Select(column => column.Name)];
        PropertyInfo[] properties = Properties(typeof(T));
        ResultColumn[] others = [.. table.Columns.Where(column => !expected.Contains(column.Name))];
        PropertyInfo[] missing = [.. properties.Where(property => !IsNumbers(property) && !found.Contains(ColumnName(property)))];
        bool isMissed = missing.Any(property => property.GetCustomAttribute<DefaultValueAttribute>() is null);
        if (isMissed || (others.Length > 0 && !properties.Any(IsNumbers)))
        {
            string words = $"The table has the columns {string.Join(", ", table.Columns.Select(column => column.Name))}; "
                + $"rows of {typeof(T).Name} have {string.Join(", ", expected)}.";
            throw new DataFormatException(words);
        }

        if (others.FirstOrDefault(column => column.Kind == ColumnKind.Text) is { } text)
        {
            throw new DataFormatException($"The column '{text.Name}' holds text, but what rows of {typeof(T).Name} hold besides their properties are numbers.");
        }

        ConstructorInfo constructor = Constructor(typeof(T), properties);
        Dictionary<string, IReadOnlyList<string>> cells = expected.Where(found.Contains).ToDictionary(name => name, table.Texts);
        Dictionary<string, IReadOnlyList<double>> numbers = others.ToDictionary(column => column.Name, column => table.Numbers(column.Name));
        return [.. Enumerable.Range(0, table.Count).Select(row => (T)Create(constructor, properties, [.. properties.Select(Cell(row))]))];

        Func<PropertyInfo, object> Cell(int row) => property =>
            IsNumbers(property) ? numbers.ToDictionary(column => column.Key, column => column.Value[row])
            : missing.Contains(property) ? property.GetCustomAttribute<DefaultValueAttribute>()!.Value!
            : Value(property, cells[ColumnName(property)][row], row);
    }

    private static PropertyInfo[] Properties(Type row)
    {
        PropertyInfo[] properties =
            [.. row.GetProperties(Instance).Where(property => property.SetMethod is not null).OrderBy(property => property.MetadataToken)];
        return properties.Count(IsNumbers) <= 1
            ? properties
            : throw new ArgumentException($"{row.Name} holds numbers by name in several properties; a row has at most one such.");
    }

    private static bool IsNumbers(PropertyInfo property) => property.PropertyType == typeof(IReadOnlyDictionary<string, double>);

    private static IReadOnlyDictionary<string, double> NumbersOf<T>(T row) =>
        (IReadOnlyDictionary<string, double>?)Properties(typeof(T)).SingleOrDefault(IsNumbers)?.GetValue(row) ?? new Dictionary<string, double>();

    private static ResultColumn Column(PropertyInfo property) => new()
    {
        Name = ColumnName(property),
        Kind = Kind(property),
        Unit = property.GetCustomAttribute<UnitAttribute>()?.Unit ?? "",
    };

    private static object Cell(object value) => value is bool or Enum ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : value;

    private static ColumnKind Kind(PropertyInfo property) => property.PropertyType switch
    {
        Type type when type == typeof(double) => ColumnKind.Number,
        Type type when type == typeof(int) || type == typeof(long) || type == typeof(bool) || type.IsEnum => ColumnKind.WholeNumber,
        Type type when type == typeof(string) => ColumnKind.Text,
        Type type => throw new ArgumentException(
            $"{property.DeclaringType!.Name}.{property.Name} is a {type.Name}; a column holds double, int, long, bool, an enum or string."),
    };

    // Of a positional record the constructor that sets most; the copy constructor's parameter names no property.
    private static ConstructorInfo Constructor(Type row, PropertyInfo[] properties)
    {
        HashSet<string> names = [.. properties.Select(property => property.Name)];
        return row.GetConstructors(Instance | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters().All(parameter => names.Contains(parameter.Name!)))
            .MaxBy(constructor => constructor.GetParameters().Length)
            ?? throw new ArgumentException($"{row.Name} has no constructor whose parameters name its properties.");
    }

    private static object Create(ConstructorInfo constructor, PropertyInfo[] properties, object[] values)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        object[] arguments = [.. parameters.Select(parameter => values[Array.FindIndex(properties, property => property.Name == parameter.Name)])];
        object row = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
        foreach ((int i, PropertyInfo property) in properties.Index())
        {
            if (parameters.All(parameter => parameter.Name != property.Name)) property.SetValue(row, values[i]);
        }

        return row;
    }

    private static object Value(PropertyInfo property, string cell, int row)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Type type = property.PropertyType;
        if (type == typeof(string)) return cell;
        if (type == typeof(double) && double.TryParse(cell, NumberStyles.Float, culture, out double number)) return number;
        if (type == typeof(int) && int.TryParse(cell, NumberStyles.AllowLeadingSign, culture, out int small)) return small;
        if (type == typeof(long) && long.TryParse(cell, NumberStyles.AllowLeadingSign, culture, out long large)) return large;
        IEnumerable<object> named = type == typeof(bool) ? [false, true] : type.IsEnum ? Enum.GetValues(type).Cast<object>() : [];
        if (named.FirstOrDefault(value => Number(value) == cell) is { } found) return found;
        string values = named.Any() ? string.Join(", ", named.Select(value => $"{Number(value)} ({value})")) : $"{type.Name} values";
        throw new DataFormatException(Invariant($"Row {row + 1} has '{cell}' in the column '{ColumnName(property)}', which holds {values}."));

        static string Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static string ColumnName(PropertyInfo property)
    {
        var name = new StringBuilder();
        foreach ((int i, char c) in property.Name.Index())
        {
            if (char.IsAsciiLetterUpper(c) && i > 0 && !char.IsAsciiLetterUpper(property.Name[i - 1])) name.Append('_');
            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}

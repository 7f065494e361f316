namespace WideNet.Results;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
internal sealed record ResultColumn
{
    /// <summary>Name in ASCII letters, digits and underscores, such as <c>condition_number</c>.</summary>
    public required string Name
    {
        get;
        init => field = !string.IsNullOrEmpty(value) && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? value
            : throw new ArgumentException($"The column name '{value}' must be ASCII letters, digits and underscores.", nameof(Name));
    }

    /// <summary>What it holds.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Unit, such as <c>layers</c>; empty for pure numbers. Written in brackets after the name.</summary>
    public string Unit
    {
        get;
        init => field = value is not null && !value.AsSpan().ContainsAny("[]\r\n")
            ? value
            : throw new ArgumentException($"The unit '{value}' must be one line without brackets.", nameof(Unit));
    } = "";

    /// <summary>Name and unit as they stand in a CSV header.</summary>
    public string Header => Unit.Length == 0 ? Name : $"{Name} [{Unit}]";

    /// <summary>A column of doubles.</summary>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit, or empty.</param>
    public static ResultColumn Number(string name, string unit = "") => new() { Name = name, Kind = ColumnKind.Number, Unit = unit };

    /// <summary>A column of whole numbers.</summary>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit, or empty.</param>
    public static ResultColumn WholeNumber(string name, string unit = "") => new() { Name = name, Kind = ColumnKind.WholeNumber, Unit = unit };

    /// <summary>A column of text.</summary>
    /// <param name="name">Name.</param>
    public static ResultColumn Text(string name) => new() { Name = name, Kind = ColumnKind.Text };
}

using Microsoft.DotNet.Interactive.Formatting;

namespace WideNet.Notebooks.Hosting;

/// <summary>Turns a cell's value into its representations with the formatters of .NET Interactive.</summary>
/// <remarks>
/// Every value has <c>text/plain</c>; every one but a string has <c>text/html</c>. A type that names a formatter source by the convention
/// of .NET Interactive (an attribute called TypeFormatterSourceAttribute) adds each MIME type that its formatters declare.
/// Shown by NotebookRunnerFormattingTests.
/// </remarks>
internal static class ValueFormatter
{
    private static readonly HashSet<ITypeFormatter> BuiltIn = [.. Formatter.RegisteredFormatters()];

    /// <summary>The event that hands a value over.</summary>
    public static HostEvent Describe(object? value) => new()
    {
        Kind = HostEventKind.Result,
        Text = value?.GetType().FullName ?? "",
        Name = value?.GetType().GetProperty("Id", typeof(string))?.GetValue(value) as string ?? "",
        Data = Format(value),
    };

    /// <summary>All representations of a value, by MIME type.</summary>
    public static IReadOnlyDictionary<string, string> Format(object? value)
    {
        Type type = value?.GetType() ?? typeof(object);
        IReadOnlyCollection<string> preferred = Formatter.GetPreferredMimeTypesFor(type);
        HashSet<string> declared = [.. Formatter.RegisteredFormatters()
            .Where(formatter => !BuiltIn.Contains(formatter) && value is not null && formatter.Type.IsAssignableFrom(type))
            .Select(formatter => formatter.MimeType)];
        SortedDictionary<string, string> data = new(StringComparer.Ordinal);
        foreach (string mimeType in declared.Concat(preferred).Distinct())
            data[mimeType] = value.ToDisplayString(mimeType).ReplaceLineEndings("\n");
        if (!data.ContainsKey(MimeTypes.PlainText))
            data[MimeTypes.PlainText] = PlainText(value, type);
        return data;
    }

    /// <summary>A type's own <see cref="object.ToString"/> says more than a list of its properties.</summary>
    private static string PlainText(object? value, Type type)
    {
        Type? author = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        bool hasOwn = author is not null && author != typeof(object) && author != typeof(ValueType)
            && value is not System.Collections.IEnumerable and not IFormattable && !type.IsPrimitive;
        string text = hasOwn ? value!.ToString() ?? "" : value.ToDisplayString(MimeTypes.PlainText);
        return text.ReplaceLineEndings("\n");
    }
}

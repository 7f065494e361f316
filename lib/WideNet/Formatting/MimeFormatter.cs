namespace WideNet.Formatting;

/// <summary>Writes values of one type in one MIME type; the shape that .NET Interactive expects by convention.</summary>
/// <typeparam name="T">The type formatted.</typeparam>
internal sealed class MimeFormatter<T>(string mimeType, Func<T, string> format)
{
    /// <summary>The MIME type written.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a value.</summary>
    /// <returns>Whether the value was of the right type and so was written.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value)
        {
            return false;
        }

        writer.Write(format(value));
        return true;
    }
}

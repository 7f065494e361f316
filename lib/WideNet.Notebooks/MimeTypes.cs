namespace WideNet.Notebooks;

/// <summary>The MIME types that the runner treats by name.</summary>
public static class MimeTypes
{
    /// <summary>Every output has it.</summary>
    public const string PlainText = "text/plain";

    /// <summary>What notebook viewers prefer.</summary>
    public const string Html = "text/html";

    /// <summary>A figure as vector graphics.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>A table for other programs.</summary>
    public const string Csv = "text/csv";

    /// <summary>Claims, or other data for programs.</summary>
    public const string Json = "application/json";

    /// <summary>A figure for plotly: an object with data and layout.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";
}

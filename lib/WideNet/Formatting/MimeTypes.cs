namespace WideNet.Formatting;

/// <summary>The MIME types that figures and tables are written in, and that notebooks keep.</summary>
internal static class MimeTypes
{
    /// <summary>HTML.</summary>
    public const string Html = "text/html";

    /// <summary>SVG.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>Plain text.</summary>
    public const string Plain = "text/plain";

    /// <summary>Comma-separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>A plotly figure: an object with data and layout.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";
}

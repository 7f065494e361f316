using WideNet.Engines;
using WideNet.Formatting;

namespace WideNet.Figures;

/// <summary>Formatters of <see cref="Figure"/>; one for plotly where its charts lie beside the library.</summary>
internal sealed class FigureFormatterSource() : FormatterSource(
[
    new MimeFormatter<Figure>(MimeTypes.Html, FigureView.ToHtml),
    new MimeFormatter<Figure>(MimeTypes.Svg, f => f.ToSvg()),
    new MimeFormatter<Figure>(MimeTypes.Plain, f => f.ToString()),
    .. OptionalAssembly.Interactive.Find() is null ? [] : (object[])[new MimeFormatter<Figure>(MimeTypes.Plotly, FigureView.ToPlotlyJson)],
]);

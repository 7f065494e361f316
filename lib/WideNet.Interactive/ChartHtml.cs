using System.Security.Cryptography;
using System.Text;

namespace WideNet.Interactive;

/// <summary>A plotly chart as a piece of HTML for the output of a cell.</summary>
/// <remarks>
/// The chart takes the place of what stands in for it once plotly.js is there: on the page already, from the page's require.js, or from a
/// script element, loaded once for all charts. Where scripts do not run or the address cannot be reached, the stand-in stays. The same chart is the
/// same text, so that stored outputs can be compared; a script takes the first of equal charts that no other has taken. Shown by ChartHtmlTests, in a
/// browser.
/// </remarks>
internal static class ChartHtml
{
    /// <summary>The piece of HTML.</summary>
    /// <param name="chart">A JSON object with data, layout and config.</param>
    /// <param name="address">Of plotly.js.</param>
    /// <param name="standIn">HTML with one image, or one element with the attribute <c>data-stand-in</c>, which the chart replaces.</param>
    public static string Write(string chart, string address, string standIn)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chart)))[..16];
        return $$"""
            <div data-chart="{{id}}">{{standIn}}</div>
            <script type="text/javascript">
            (() => {
              const chart = {{chart.Replace("<", @"\u003c", StringComparison.Ordinal)}};
              const address = "{{address}}", place = document.querySelector('[data-chart="{{id}}"]:not([data-taken])');
              place.dataset.taken = "";
              window.plotlyOfWideNet ??= window.Plotly ? Promise.resolve(window.Plotly) : new Promise((found, failed) => {
                if (typeof requirejs === "function" && typeof define === "function" && define.amd) {
                  const load = requirejs.config({ context: "widenet", waitSeconds: 0, paths: { plotly: address.replace(/\.js$/, "") } });
                  load(["plotly"], plotly => found(plotly ?? window.Plotly), failed);
                } else {
                  const script = document.createElement("script");
                  script.src = address;
                  script.onload = () => found(window.Plotly);
                  script.onerror = () => failed(`${address} cannot be reached.`);
                  document.head.append(script);
                }
              });
              window.plotlyOfWideNet.then(plotly => {
                const standIn = place.querySelector("img, [data-stand-in]"), plot = document.createElement("div");
                standIn.before(plot);
                return plotly.newPlot(plot, chart.data, chart.layout, chart.config).then(() => standIn.remove());
              }).catch(error => {
                delete window.plotlyOfWideNet;
                delete place.dataset.taken;
                console.warn("An interactive chart is not shown:", error);
              });
            })();
            </script>
            """;
    }
}

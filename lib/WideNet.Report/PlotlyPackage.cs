using System.Text.Json;
using WideNet.Data;

namespace WideNet.Report;

/// <summary>plotly.js as npm has installed it.</summary>
/// <param name="Script">The script.</param>
/// <param name="License">Its licence.</param>
/// <param name="Version">Its version.</param>
public sealed record PlotlyPackage(string Script, string License, string Version)
{
    private const string Name = "plotly.js-cartesian-dist-min";

    /// <summary>Looks for the package.</summary>
    /// <param name="folder">The folder with the package.json that pins it.</param>
    /// <returns>The package, or null where npm has not installed it.</returns>
    /// <exception cref="DataFormatException">The installed package is not whole.</exception>
    public static PlotlyPackage? Find(string folder)
    {
        string home = Path.Combine(folder, "node_modules", Name), description = Path.Combine(home, "package.json");
        if (!File.Exists(description))
        {
            return null;
        }

        string script = Path.Combine(home, "plotly-cartesian.min.js"), license = Path.Combine(home, "LICENSE");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(description));
            return new PlotlyPackage(File.ReadAllText(script), File.ReadAllText(license), document.RootElement.GetProperty("version").GetString() ?? "");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FileNotFoundException)
        {
            throw new DataFormatException($"{home} is not a whole package ({error.Message}); remove node_modules and install it again.", error);
        }
    }
}

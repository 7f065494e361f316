using System.Globalization;
using WideNet.MeanField;

namespace WideNet.Experiments;

/// <summary>Words for phases and numbers in titles and legends.</summary>
internal static class Phases
{
    /// <summary>The phase as an adjective.</summary>
    public static string Name(Phase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>A number with as many digits as a reader needs.</summary>
    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

using Plotly.NET;

namespace WideNet.Interactive;

/// <summary>Plotly.NET's objects from C#, where their own constructors want every argument, by the names that plotly.js has for their properties.</summary>
internal static class PlotlyObjects
{
    /// <summary>The object with these properties set; those that are null stay as they are.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object? Value)> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach ((string name, object? value) in properties)
        {
            if (value is not null) target.SetProperty(name, value);
        }

        return target;
    }

    /// <summary>A font of some size, and perhaps another colour than the chart's.</summary>
    /// <param name="size">Pixels.</param>
    /// <param name="color">A colour, or null.</param>
    public static Font FontOf(double size, string? color = null) => new Font().With(("size", size), ("color", color));
}

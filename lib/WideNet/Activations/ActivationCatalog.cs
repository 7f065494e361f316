using System.Globalization;

namespace WideNet.Activations;

/// <summary>Activations by the names that the command line and case files use.</summary>
public static class ActivationCatalog
{
    private const string LeakyPrefix = "leaky_relu_";

    /// <summary>The names <see cref="Parse"/> knows; α stands for a number such as 0.1.</summary>
    public static IReadOnlyList<string> Names { get; } = ["erf", "tanh", "relu", "leaky_relu_α", "abs", "gelu", "sin", "cos"];

    /// <summary>The activation with a name.</summary>
    /// <param name="name">One of <see cref="Names"/>, in lower case, such as <c>erf</c> or <c>leaky_relu_0.1</c>.</param>
    /// <exception cref="ArgumentException">The name is not known; the message lists the names.</exception>
    public static Activation Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "erf" => new Erf(),
            "tanh" => new Tanh(),
            "gelu" => new Gelu(),
            "sin" => new Sin(),
            "cos" => new Cos(),
            "relu" => ReluFamily.Relu,
            "abs" => ReluFamily.Abs,
            _ when name.StartsWith(LeakyPrefix, StringComparison.Ordinal)
                && double.TryParse(name.AsSpan(LeakyPrefix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double slope)
                && double.IsFinite(slope * slope) => ReluFamily.LeakyRelu(slope),
            _ => throw new ArgumentException(
                $"The activation '{name}' is not known; it must be one of {string.Join(", ", Names)} (α a number, as in leaky_relu_0.1)."),
        };
    }
}

namespace WideNet.TorchSharp;

/// <summary>Scales and learning rates as powers of the width N: a layer is u = s W h with W from N(0, 1), trained at η r.</summary>
/// <remarks>Its effective weights s W move at η r s². The read-in has the scale c/√d with d inputs in every parameterisation. Shown by
/// WidthExponentsTests.</remarks>
/// <param name="Name">Name.</param>
/// <param name="HiddenScale">Exponent of the scale of hidden layers, in front of it c.</param>
/// <param name="ReadOutScale">Exponent of the read-out's scale.</param>
/// <param name="ReadInRate">Exponent of the read-in's rate r.</param>
/// <param name="HiddenRate">Exponent of the rate of hidden layers.</param>
/// <param name="ReadOutRate">Exponent of the read-out's rate.</param>
public sealed record WidthExponents(string Name, double HiddenScale, double ReadOutScale, double ReadInRate, double HiddenRate, double ReadOutRate)
{
    /// <summary>The NTK parameterisation.</summary>
    public static WidthExponents Ntk { get; } = new("NTK", -0.5, -0.5, 0, 0, 0);

    /// <summary>The maximal-update parameterisation μP.</summary>
    public static WidthExponents MaximalUpdate { get; } = new("μP", -0.5, -1, 1, 1, 1);

    /// <summary>The integrable or mean-field parameterisation.</summary>
    public static WidthExponents Integrable { get; } = new("IP", -1, -1, 1, 2, 1);

    /// <summary>s_l of each layer, from the read-in to the read-out.</summary>
    /// <param name="inputs">d.</param>
    /// <param name="width">N.</param>
    /// <param name="depth">Hidden layers L.</param>
    /// <param name="c">√2 for ReLU, 1 for tanh.</param>
    public double[] Scales(int inputs, int width, int depth, double c) =>
        [c / Math.Sqrt(inputs), .. Enumerable.Repeat(c * Math.Pow(width, HiddenScale), depth - 1), Math.Pow(width, ReadOutScale)];

    /// <summary>r_l of each layer, from the read-in to the read-out.</summary>
    /// <param name="width">N.</param>
    /// <param name="depth">Hidden layers L.</param>
    public double[] Rates(int width, int depth) =>
        [Math.Pow(width, ReadInRate), .. Enumerable.Repeat(Math.Pow(width, HiddenRate), depth - 1), Math.Pow(width, ReadOutRate)];
}

namespace WideNet.Figures;

/// <summary>One thing drawn in a panel; layers are drawn in order, the first at the back.</summary>
public abstract record PanelLayer
{
    private protected PanelLayer()
    {
    }

    /// <summary>Checks what several members decide together; called when the layer enters a panel.</summary>
    /// <exception cref="ArgumentException">Lengths or shapes disagree.</exception>
    internal abstract void Validate();

    /// <summary>One line of plain text on what the layer shows and its range.</summary>
    internal abstract string Describe();

    private protected static string Range(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0
            ? "no finite value"
            : Invariant($"{finite.Min():G4} to {finite.Max():G4}");
    }

    private protected static void RequireIncreasing(IReadOnlyList<double> values, string what)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException($"{what} are empty; at least one is needed.");
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] <= values[i - 1]))
            {
                throw new ArgumentException(Invariant($"{what} must be finite and strictly increasing, but entry {i} is {values[i]}."));
            }
        }
    }
}

using WideNet.Numerics;

namespace WideNet.Sweeps;

/// <summary>A cell of a sweep gave a number that its table cannot hold: not finite, or not whole in a column of whole numbers.</summary>
public sealed class SweepValueException : NumericalException
{
    /// <summary>Creates the exception.</summary>
    public SweepValueException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public SweepValueException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public SweepValueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for one number.</summary>
    /// <param name="cell">Key of the cell.</param>
    /// <param name="column">Name of the output.</param>
    /// <param name="value">The number.</param>
    public SweepValueException(string cell, string column, double value)
        : base(
            FormattableString.Invariant($"The cell {cell} gave {column} = {value}; outputs must be finite, and whole in columns of whole numbers. A run ")
                + "that may diverge needs an output that says so.")
    {
        Cell = cell;
        Column = column;
        Value = value;
    }

    /// <summary>Key of the cell, or empty.</summary>
    public string Cell { get; } = "";

    /// <summary>Name of the output, or empty.</summary>
    public string Column { get; } = "";

    /// <summary>The number.</summary>
    public double Value { get; }
}

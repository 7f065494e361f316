namespace WideNet.Spectra;

/// <summary>s·t, the rate times the time, as a number and a power of two, so that no depth overflows it.</summary>
/// <param name="Mantissa">s·t × 2^-Exponent, at least 0.</param>
/// <param name="Exponent">The power of two.</param>
internal readonly record struct FlowClock(double Mantissa, int Exponent)
{
    /// <summary>s·t for a rate s = <paramref name="rate"/> × 2^<paramref name="exponent"/>.</summary>
    public static FlowClock At(double rate, int exponent, double time)
    {
        int own = time > 0 ? Math.ILogB(time) : 0;
        return new FlowClock(rate * Math.ScaleB(time, -own), exponent + own);
    }

    /// <summary>sλt of an eigenvalue λ = <paramref name="value"/> × 2^<paramref name="exponent"/>.</summary>
    public double Exponential(double value, int exponent) => Math.ScaleB(Mantissa * value, Exponent + exponent);

    /// <summary>1 - e^{-sλt}.</summary>
    public double TrainedFraction(double value, int exponent) => -FlowFunctions.ExpM1(-Exponential(value, exponent));

    /// <summary>(1 - e^{-sλt})/λ in the inverse unit of λ, which tends to st as λ → 0.</summary>
    public double Gain(double value, int exponent)
    {
        double argument = Exponential(value, exponent);
        return Math.Abs(argument) < 1e-300 ? Math.ScaleB(Mantissa, Exponent + exponent) : -FlowFunctions.ExpM1(-argument) / value;
    }
}

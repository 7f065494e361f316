namespace WideNet.Spectra;

/// <summary>The scalar functions of gradient flow.</summary>
internal static class FlowFunctions
{
    /// <summary>e^x - 1 without cancellation: the Taylor series near 0, where 16 terms leave 0.5^17/17! &lt; 1e-19.</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1;
        }

        double term = x, sum = x;
        for (int n = 2; n <= 16; n++)
        {
            term *= x / n;
            sum += term;
        }

        return sum;
    }
}

namespace WideNet.Tests.Claims;

/// <summary>How a residual Erf network's NTK grows; no notebook shows it.</summary>
internal static class ResidualErfLaw
{
    /// <summary>log of the factor by which Θ_aa grows from depth l₁ to l₂, up to terms of order 1/√l.</summary>
    /// <remarks>With b = 2σ_w²/π: (2b/√a)(√l₂ - √l₁) + b²(1/a² - 1/2a) log(l₂/l₁); the second term collects the next order of q and of log(1 + χ).</remarks>
    public static double Growth(double weightVariance, double biasVariance, int from, int to)
    {
        double a = weightVariance + biasVariance, b = 2 * weightVariance / Math.PI;
        return (2 * b / Math.Sqrt(a) * (Math.Sqrt(to) - Math.Sqrt(from))) + (b * b * ((1 / (a * a)) - (1 / (2 * a))) * Math.Log((double)to / from));
    }
}

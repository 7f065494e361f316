namespace WideNet.Numerics;

/// <summary>Roots of a continuous function of one variable inside an interval where it changes sign.</summary>
public static class RootFinding
{
    /// <summary>Cap on the function values of one search; bisection alone needs at most about 60 for a relative bracket of 2⁻⁵².</summary>
    public const int MaximumIterations = 200;

    /// <summary>The root in [<paramref name="low"/>, <paramref name="high"/>], where f must have opposite signs or be 0 at an end.</summary>
    /// <remarks>
    /// T. R. Chandrupatla, Adv. Eng. Software 28 (1997) 145: inverse quadratic interpolation where it is safe, bisection elsewhere,
    /// so it never needs many more steps than bisection. Stops when the bracket is as tight as doubles allow (about 4 units in the last place).
    /// Unlike library routines with an absolute tolerance it resolves small roots to full relative accuracy (<c>RootFindingTests</c>).
    /// </remarks>
    /// <param name="f">The function.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <exception cref="RootFindingException">No sign change, a value that is NaN, or the cap was reached.</exception>
    public static double Bracketed(Func<double, double> f, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(f);
        (double a, double b) = (high, low);
        (double fa, double fb) = (f(a), f(b));
        if (fa == 0 || fb == 0)
        {
            return fb == 0 ? b : a;
        }

        if (!(fa < 0 && fb > 0) && !(fa > 0 && fb < 0))
        {
            throw Failure("f has no sign change between its ends", a, fa, b, fb, 2);
        }

        double t = 0.5;
        for (int iteration = 3; iteration <= MaximumIterations; iteration++)
        {
            double x = a + (t * (b - a));
            double fx = f(x);
            if (double.IsNaN(fx))
            {
                throw Failure(Invariant($"f({x:R}) is not a number"), a, fa, b, fb, iteration);
            }

            (double c, double fc) = (a, fa);
            if (Math.Sign(fx) != Math.Sign(fa))
            {
                (c, b, fc, fb) = (b, a, fb, fa);
            }

            (a, fa) = (x, fx);
            double best = Math.Abs(fa) < Math.Abs(fb) ? a : b;
            double margin = Math.ScaleB(Math.Abs(best), -51) + double.Epsilon;
            double relative = margin / Math.Abs(b - a);
            if (fa == 0 || relative > 0.5)
            {
                return fa == 0 ? a : best;
            }

            t = Math.Clamp(NextFraction(a, fa, b, fb, c, fc), relative, 1 - relative);
        }

        throw Failure("the bracket did not close", a, fa, b, fb, MaximumIterations);
    }

    // Chandrupatla's test: interpolate where the inverse quadratic through the three points is monotone, bisect otherwise.
    private static double NextFraction(double a, double fa, double b, double fb, double c, double fc)
    {
        double xi = (a - b) / (c - b);
        double phi = (fa - fb) / (fc - fb);
        bool safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
        return safe ? (fa / (fb - fa) * fc / (fb - fc)) + ((c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)) : 0.5;
    }

    private static RootFindingException Failure(string reason, double a, double fa, double b, double fb, int iterations) =>
        new(Invariant($"No root found after {iterations} function values: {reason}; f({a:R}) = {fa:R}, f({b:R}) = {fb:R}."))
        {
            Iterations = iterations,
            Residual = Math.Min(Math.Abs(fa), Math.Abs(fb)),
            Low = Math.Min(a, b),
            High = Math.Max(a, b),
        };
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace WideNet.Compute.Backpropagation;

/// <summary>exp, erf and tanh in single precision. The scalar members define the vector members: same operations, same bits, any position.</summary>
/// <remarks>
/// Minimax polynomials fitted for this project; the largest errors against double precision, in units in the last place, are
/// 1.0 (exp), 1.2 (erf) and 1.5 (tanh), measured in <c>FloatFunctionsTests</c>.
/// </remarks>
internal static class FloatFunctions
{
    private const float Log2OfE = 1.44269504f;
    private const float Ln2High = -0.693145751953125f;
    private const float Ln2Low = -1.42860677e-06f;
    private const float LowestExponent = -87f;
    private const float ErfSaturates = 4f;
    private const float TanhSwitch = 0.625f;
    private const float TanhSaturates = 10f;
    private const float TwoOverRootPi = 1.1283791671f;

    private static ReadOnlySpan<float> ExpTail => [0.00138146162f, 0.00836871937f, 0.0416683890f, 0.166665211f, 0.499999940f];

    private static ReadOnlySpan<float> ErfNear =>
        [7.853811257518828e-05f, -0.0008010179153643548f, 0.005188326351344585f, -0.026853810995817184f, 0.1128358542919159f, -0.3761262595653534f,
            0.12837916612625122f];

    private static ReadOnlySpan<float> LogErfcFar =>
        [0.00018557532166596502f, -0.002939620753750205f, 0.021805373951792717f, -0.10303749144077301f, -0.6382255554199219f, -1.127040147781372f,
            -0.00035369611578062177f];

    private static ReadOnlySpan<float> TanhNear =>
        [-0.0057049463503062725f, 0.020639052614569664f, -0.05373970419168472f, 0.13331441581249237f, -0.3333328068256378f];

    /// <summary>eˣ for x ≤ 88; at least e^-87, which is as good as 0 where it is used.</summary>
    public static float Exp(float x)
    {
        x = MathF.Max(x, LowestExponent);
        float n = MathF.Round(x * Log2OfE);
        float r = MathF.FusedMultiplyAdd(n, Ln2Low, MathF.FusedMultiplyAdd(n, Ln2High, x));
        float e = 1f + MathF.FusedMultiplyAdd(r * r, Polynomial(ExpTail, r), r);
        return e * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
    }

    /// <summary>eˣ in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        x = Vector.Max(x, Vector.Create(LowestExponent));
        Vector<float> n = Vector.Round(x * Log2OfE);
        Vector<float> r = Vector.FusedMultiplyAdd(n, Vector.Create(Ln2Low), Vector.FusedMultiplyAdd(n, Vector.Create(Ln2High), x));
        Vector<float> e = Vector<float>.One + Vector.FusedMultiplyAdd(r * r, Polynomial(ExpTail, r), r);
        return e * Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(n) + Vector.Create(127), 23));
    }

    /// <summary>erf x: an odd polynomial below 1, 1 - exp of a polynomial beyond.</summary>
    public static float Erf(float x)
    {
        float size = MathF.Abs(x);
        float near = MathF.FusedMultiplyAdd(x, Polynomial(ErfNear, x * x), x);
        float far = MathF.CopySign(1f - Exp(Polynomial(LogErfcFar, MathF.Min(size, ErfSaturates))), x);
        return size < 1f ? near : far;
    }

    /// <summary>erf x in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x);
        Vector<float> near = Vector.FusedMultiplyAdd(x, Polynomial(ErfNear, x * x), x);
        Vector<float> far = Vector.CopySign(Vector<float>.One - Exp(Polynomial(LogErfcFar, Vector.Min(size, Vector.Create(ErfSaturates)))), x);
        return Vector.ConditionalSelect(Vector.LessThan(size, Vector<float>.One), near, far);
    }

    /// <summary>erf'(x) = (2/√π) e^(-x²), with the rounding of x² put back.</summary>
    public static float ErfDerivative(float x)
    {
        float square = x * x;
        float rest = MathF.FusedMultiplyAdd(x, x, -square);
        float e = TwoOverRootPi * Exp(-square);
        return square < -LowestExponent ? MathF.FusedMultiplyAdd(-rest, e, e) : e;
    }

    /// <summary>erf'(x) in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ErfDerivative(Vector<float> x)
    {
        Vector<float> square = x * x;
        Vector<float> rest = Vector.FusedMultiplyAdd(x, x, -square);
        Vector<float> e = TwoOverRootPi * Exp(-square);
        return Vector.ConditionalSelect(Vector.LessThan(square, Vector.Create(-LowestExponent)), Vector.FusedMultiplyAdd(-rest, e, e), e);
    }

    /// <summary>tanh x: an odd polynomial below 0.625, 1 - 2/(1 + e^2x) beyond.</summary>
    public static float Tanh(float x)
    {
        float size = MathF.Abs(x);
        float square = x * x;
        float near = MathF.FusedMultiplyAdd(x * square, Polynomial(TanhNear, square), x);
        float far = MathF.CopySign(1f - (2f / (1f + Exp(2f * MathF.Min(size, TanhSaturates)))), x);
        return size < TanhSwitch ? near : far;
    }

    /// <summary>tanh x in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x);
        Vector<float> square = x * x;
        Vector<float> near = Vector.FusedMultiplyAdd(x * square, Polynomial(TanhNear, square), x);
        Vector<float> doubled = Vector.Create(2f) * Vector.Min(size, Vector.Create(TanhSaturates));
        Vector<float> far = Vector.CopySign(Vector<float>.One - (Vector.Create(2f) / (Vector<float>.One + Exp(doubled))), x);
        return Vector.ConditionalSelect(Vector.LessThan(size, Vector.Create(TanhSwitch)), near, far);
    }

    private static float Polynomial(ReadOnlySpan<float> coefficients, float x)
    {
        float sum = coefficients[0];
        for (int i = 1; i < coefficients.Length; i++) sum = MathF.FusedMultiplyAdd(sum, x, coefficients[i]);
        return sum;
    }

    // Written out for 5 and 7 coefficients: a loop over them would not be unrolled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Polynomial(ReadOnlySpan<float> coefficients, Vector<float> x)
    {
        Vector<float> sum = Vector.Create(coefficients[0]);
        sum = Vector.FusedMultiplyAdd(sum, x, Vector.Create(coefficients[1]));
        sum = Vector.FusedMultiplyAdd(sum, x, Vector.Create(coefficients[2]));
        sum = Vector.FusedMultiplyAdd(sum, x, Vector.Create(coefficients[3]));
        sum = Vector.FusedMultiplyAdd(sum, x, Vector.Create(coefficients[4]));
        if (coefficients.Length == 5) return sum;
        sum = Vector.FusedMultiplyAdd(sum, x, Vector.Create(coefficients[5]));
        return Vector.FusedMultiplyAdd(sum, x, Vector.Create(coefficients[6]));
    }
}

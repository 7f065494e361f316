using System.Globalization;

namespace WideNet.Results;

/// <summary>A statement of the paper with its prediction, the measurement, and what became of it.</summary>
/// <remarks>
/// The verdict follows from the numbers and cannot be set. A measurement that is not finite is never reproduced. Texts may carry the markup of
/// <see cref="Formatting.RichText"/>.
/// </remarks>
public sealed record Claim
{
    private Claim()
    {
    }

    /// <summary>Name, unique in a table, such as <c>kappa-rate-ordered</c>.</summary>
    public string Id { get; private init => field = Text(value, nameof(Id)); } = "?";

    /// <summary>What is claimed, in one sentence.</summary>
    public string Statement { get; init => field = Text(value, nameof(Statement)); } = "?";

    /// <summary>Where the paper says so, such as <c>Figure 2</c>.</summary>
    public string Source { get; init => field = Text(value, nameof(Source)); } = "?";

    /// <summary>How measurement and prediction are compared.</summary>
    internal Comparison Comparison { get; private init; }

    /// <summary>The predicted value or bound; null only when nothing was tested.</summary>
    public double? Prediction { get; private init; }

    /// <summary>The measured value; null only when nothing was tested.</summary>
    public double? Measurement { get; private init; }

    /// <summary>Standard error of the measurement, or null where it is not random.</summary>
    public double? Uncertainty
    {
        get;
        init => field = value is null || (double.IsFinite(value.Value) && value >= 0)
            ? value
            : throw new ArgumentException(Invariant($"{nameof(Uncertainty)} of a claim is {value}; it must be finite and not negative, or null."));
    }

    /// <summary>Tolerance of the comparison, absolute or relative as <see cref="Comparison"/> says; null only when nothing was tested.</summary>
    public double? Tolerance { get; private init; }

    /// <summary>Why the tolerance is what it is.</summary>
    public string ToleranceReason { get; private init; } = "";

    /// <summary>What the reader should know besides, such as why a claim is not reproduced; or empty.</summary>
    public string Note { get; init => field = value ?? throw new ArgumentNullException(nameof(Note)); } = "";

    /// <summary>The run that measured it, or null while it is not known.</summary>
    public Provenance? Run { get; init; }

    /// <summary>What became of the claim.</summary>
    public Verdict Verdict
    {
        get
        {
            if (Comparison == Comparison.NotTested)
            {
                return Verdict.NotTestedAtThisScale;
            }

            double measured = Measurement!.Value;
            double predicted = Prediction!.Value;
            double tolerance = Tolerance!.Value;
            if (Comparison == Comparison.Greater && double.IsFinite(measured))
            {
                return measured - predicted > tolerance ? Verdict.Reproduced
                    : predicted - measured > tolerance ? Verdict.Reversed
                    : Verdict.NotTestedAtThisScale;
            }

            bool holds = double.IsFinite(measured) && Comparison switch
            {
                Comparison.Within => Math.Abs(measured - predicted) <= tolerance,
                Comparison.WithinRelative => Math.Abs(measured - predicted) <= tolerance * Math.Abs(predicted),
                Comparison.Below => measured <= predicted + tolerance,
                Comparison.Above => measured >= predicted - tolerance,
                _ => false,
            };
            return holds ? Verdict.Reproduced : Verdict.NotReproduced;
        }
    }

    /// <summary>The claim that a measurement lies within an absolute tolerance of a prediction.</summary>
    /// <param name="id">Name, unique in a table.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="source">Where the paper says so.</param>
    /// <param name="prediction">The predicted value, finite.</param>
    /// <param name="measurement">The measured value; one that is not finite is not reproduced.</param>
    /// <param name="tolerance">Greatest difference, finite and at least 0.</param>
    /// <param name="toleranceReason">Why this tolerance.</param>
    /// <param name="uncertainty">Standard error of the measurement, or null.</param>
    public static Claim Within(string id, string statement, string source, double prediction, double measurement, double tolerance, string toleranceReason,
        double? uncertainty = null) =>
        Compare(Comparison.Within, id, statement, source, prediction, measurement, tolerance, toleranceReason, uncertainty);

    /// <summary>The claim that a measurement lies within a relative tolerance of a prediction.</summary>
    /// <param name="id">Name, unique in a table.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="source">Where the paper says so.</param>
    /// <param name="prediction">The predicted value, finite and not 0.</param>
    /// <param name="measurement">The measured value; one that is not finite is not reproduced.</param>
    /// <param name="tolerance">Greatest difference as a fraction of the prediction, finite and at least 0.</param>
    /// <param name="toleranceReason">Why this tolerance.</param>
    /// <param name="uncertainty">Standard error of the measurement, or null.</param>
    public static Claim WithinRelative(string id, string statement, string source, double prediction, double measurement, double tolerance,
        string toleranceReason, double? uncertainty = null) =>
        prediction == 0
            ? throw new ArgumentException($"The claim '{id}' predicts 0, of which a fraction is no tolerance; give an absolute one.", nameof(prediction))
            : Compare(Comparison.WithinRelative, id, statement, source, prediction, measurement, tolerance, toleranceReason, uncertainty);

    /// <summary>The claim that a measurement does not exceed a bound.</summary>
    /// <param name="id">Name, unique in a table.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="source">Where the paper says so.</param>
    /// <param name="bound">The bound, finite.</param>
    /// <param name="measurement">The measured value; one that is not finite is not reproduced.</param>
    /// <param name="tolerance">By how much it may be exceeded, finite and at least 0.</param>
    /// <param name="toleranceReason">Why this bound and tolerance.</param>
    /// <param name="uncertainty">Standard error of the measurement, or null.</param>
    public static Claim Below(string id, string statement, string source, double bound, double measurement, double tolerance, string toleranceReason,
        double? uncertainty = null) =>
        Compare(Comparison.Below, id, statement, source, bound, measurement, tolerance, toleranceReason, uncertainty);

    /// <summary>The claim that a measurement reaches a bound.</summary>
    /// <param name="id">Name, unique in a table.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="source">Where the paper says so.</param>
    /// <param name="bound">The bound, finite.</param>
    /// <param name="measurement">The measured value; one that is not finite is not reproduced.</param>
    /// <param name="tolerance">By how much it may be missed, finite and at least 0.</param>
    /// <param name="toleranceReason">Why this bound and tolerance.</param>
    /// <param name="uncertainty">Standard error of the measurement, or null.</param>
    public static Claim Above(string id, string statement, string source, double bound, double measurement, double tolerance, string toleranceReason,
        double? uncertainty = null) =>
        Compare(Comparison.Above, id, statement, source, bound, measurement, tolerance, toleranceReason, uncertainty);

    /// <summary>The claim that one thing is greater than another, by the sign of a difference that has an error.</summary>
    /// <remarks>Beyond two standard errors of zero it is reproduced, or reversed; within them this run does not decide.</remarks>
    /// <param name="id">Name, unique in a table.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="source">Where the paper says so.</param>
    /// <param name="difference">What is to be greater less what is to be smaller; a difference that is not finite is not reproduced.</param>
    /// <param name="standardError">Standard error of the difference, finite and at least 0.</param>
    /// <param name="reason">How the error was found.</param>
    public static Claim Greater(string id, string statement, string source, double difference, double standardError, string reason) =>
        Compare(Comparison.Greater, id, statement, source, 0, difference, 2 * standardError, reason, standardError) with
        {
            Note = Math.Abs(difference) <= 2 * standardError ? "Within two standard errors of 0." : "",
        };

    /// <summary>A claim that the sizes of this run cannot decide.</summary>
    /// <param name="id">Name, unique in a table.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="source">Where the paper says so.</param>
    /// <param name="reason">Why it was not tested; becomes the note.</param>
    /// <param name="prediction">The predicted value, or null.</param>
    public static Claim NotTested(string id, string statement, string source, string reason, double? prediction = null) => new()
    {
        Id = id,
        Statement = statement,
        Source = source,
        Comparison = Comparison.NotTested,
        Prediction = prediction,
        Note = Text(reason, nameof(reason)),
    };

    /// <summary>One line: verdict, id, numbers.</summary>
    public override string ToString() => Comparison == Comparison.NotTested
        ? $"{VerdictText(Verdict)}: {Id}: {Note}"
        : $"{VerdictText(Verdict)}: {Id}: predicted {PredictionText}, measured {MeasurementText}, tolerance {ToleranceText}";

    /// <summary>The prediction as read: <c>33</c>, <c>≤ 33</c>, <c>≥ 33</c>, <c>&gt; 0</c>.</summary>
    public string PredictionText => Prediction is not { } p ? "–" : Sign + Number(p);

    /// <summary>The measurement with its uncertainty.</summary>
    public string MeasurementText => Measurement is not { } m ? "–" : Uncertainty is { } u ? $"{Number(m)} ± {Number(u, 2)}" : Number(m);

    /// <summary>The tolerance, relative ones in percent.</summary>
    public string ToleranceText => Tolerance is not { } t ? "–" : Comparison == Comparison.WithinRelative ? Number(100 * t, 3) + " %" : Number(t, 3);

    /// <summary>A verdict in words.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string VerdictText(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.NotReproduced => "not reproduced",
        Verdict.Reversed => "reversed",
        _ => "not tested at this scale",
    };

    /// <summary>Any comparison, with all its parts.</summary>
    internal static Claim Compare(
        Comparison comparison, string id, string statement, string source, double prediction, double measurement, double tolerance, string toleranceReason,
        double? uncertainty)
    {
        if (!double.IsFinite(prediction))
        {
            throw new ArgumentException(Invariant($"The claim '{id}' predicts {prediction}; a prediction must be finite."), nameof(prediction));
        }

        if (!double.IsFinite(tolerance) || tolerance < 0)
        {
            throw new ArgumentException(Invariant($"The claim '{id}' has the tolerance {tolerance}; it must be finite and not negative."), nameof(tolerance));
        }

        return new Claim
        {
            Id = id,
            Statement = statement,
            Source = source,
            Comparison = comparison,
            Prediction = prediction,
            Measurement = measurement,
            Tolerance = tolerance,
            ToleranceReason = Text(toleranceReason, nameof(toleranceReason)),
            Uncertainty = uncertainty,
        };
    }

    private string Sign => Comparison switch { Comparison.Below => "≤ ", Comparison.Above => "≥ ", Comparison.Greater => "> ", _ => "" };

    private static string Number(double value, int digits = 6) =>
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Text(string value, string name) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException($"{name} of a claim is empty; it must be given.", name) : value;
}

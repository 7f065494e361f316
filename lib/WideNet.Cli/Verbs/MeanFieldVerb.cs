using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Activations;
using WideNet.MeanField;
using static WideNet.Cli.Json;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce meanfield</c>: fixed points, slopes and depth scales of one pair of variances, or the critical weight variance.</summary>
internal static class MeanFieldVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string> activation = Options.Activation();
        Option<double?> weightVariance = Options.Number("--weight-variance", "σ_w², the variance of the weights times the fan-in; at least 0.");
        Option<double?> biasVariance = Options.Number("--bias-variance", "σ_b², the variance of the biases; at least 0.");
        biasVariance.Required = true;
        Option<bool> critical = new("--critical") { Description = "Find the σ_w² with χ_1 = 1 at this σ_b², in place of --weight-variance." };
        Option<bool> json = Options.Json();
        var command = new Command("meanfield", "Computes what mean-field theory says about very deep networks: phase, fixed points, slopes and depth scales.")
        {
            activation, weightVariance, biasVariance, critical, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(critical) == (result.GetResult(weightVariance) is not null))
            {
                result.AddError(result.GetValue(critical)
                    ? "--critical finds the weight variance itself; leave out --weight-variance."
                    : "Option '--weight-variance' is required, or --critical to find it.");
            }
        });
        command.SetAction(parse => Execute(
            session,
            ActivationCatalog.Parse(parse.GetRequiredValue(activation)),
            parse.GetValue(critical) ? null : parse.GetValue(weightVariance),
            parse.GetRequiredValue(biasVariance)!.Value,
            parse.GetValue(json)));
        return command;
    }

    private static int Execute(Session session, Activation activation, double? weightVariance, double biasVariance, bool json)
    {
        double sigmaW2 = weightVariance ?? MeanFieldTheory.CriticalWeightVariance(activation, biasVariance);
        MeanFieldPoint point = MeanFieldTheory.Analyze(activation, sigmaW2, biasVariance);
        if (json)
        {
            session.Output.WriteLine(ToJson(activation, point, sigmaW2, biasVariance, isCritical: weightVariance is null).ToJsonString(Json.Indented));
            return ExitCode.Success;
        }

        string found = weightVariance is null ? "  (critical: χ_1 = 1)" : "";
        session.Output.WriteLine($"activation  {activation}");
        session.Output.WriteLine($"σ_w²        {Format(sigmaW2)}{found}");
        session.Output.WriteLine($"σ_b²        {Format(biasVariance)}");
        session.Output.WriteLine($"phase       {Name(point.Phase)}");
        session.Output.WriteLine($"q*          {Format(point.QStar)}");
        session.Output.WriteLine($"c*          {Format(point.CStar)}");
        session.Output.WriteLine($"χ_1         {Format(point.Chi1)}");
        session.Output.WriteLine($"χ_c*        {Format(point.ChiCStar)}");
        session.Output.WriteLine($"ξ_1         {Format(point.Xi1)} layers");
        session.Output.WriteLine($"ξ_c*        {Format(point.XiCStar)} layers");
        session.Output.WriteLine($"ξ_*         {Format(point.XiStar)}{(point.XiStar is null ? "" : " layers")}");
        session.Output.WriteLine($"p*          {Format(point.PStar)}");
        return ExitCode.Success;
    }

    private static JsonObject ToJson(Activation activation, MeanFieldPoint point, double weightVariance, double biasVariance, bool isCritical)
    {
        var root = new JsonObject { ["activation"] = activation.Name };
        if (isCritical)
        {
            root["critical_weight_variance"] = weightVariance;
        }

        root["weight_variance"] = weightVariance;
        root["bias_variance"] = biasVariance;
        root["phase"] = Name(point.Phase);
        root["q_star"] = Finite(point.QStar);
        root["c_star"] = Finite(point.CStar);
        root["chi_1"] = Finite(point.Chi1);
        root["chi_c_star"] = Finite(point.ChiCStar);
        root["xi_1"] = Finite(point.Xi1);
        root["xi_c_star"] = Finite(point.XiCStar);
        root["xi_star"] = Finite(point.XiStar);
        root["p_star"] = Finite(point.PStar);
        return root;
    }

    private static string Name(Phase phase) => phase switch
    {
        Phase.Ordered => "ordered",
        Phase.Critical => "critical",
        Phase.Chaotic => "chaotic",
        _ => "unbounded",
    };

    // JSON has no infinity: null stands for infinite and for what does not exist.
    private static string Format(double? value) => value switch
    {
        null => "does not exist",
        double.PositiveInfinity => "infinite",
        { } number => number.ToString("G15", CultureInfo.InvariantCulture),
    };
}

using WideNet.Results;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>Tables of κ and P(Θ)Y by architecture.</summary>
public static class ConditionTables
{
    /// <summary>κ, its critical limit where there is one, P(Θ)Y, and κ over that of the first spectrum with the same phase, activation and training count.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="depth">Depth shown, within those computed.</param>
    /// <param name="spectra">Spectra; the fully-connected ones first.</param>
    public static ResultTable AtDepth(Provenance run, int depth, params IReadOnlyList<ArchitectureSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        var table = new ResultTable(
            run,
            ResultColumn.Text("activation"),
            ResultColumn.Text("phase"),
            ResultColumn.Text("architecture"),
            ResultColumn.WholeNumber("train_count"),
            ResultColumn.WholeNumber("depth"),
            ResultColumn.Number("kappa"),
            ResultColumn.Number("kappa_minus_1"),
            ResultColumn.Number("critical_limit"),
            ResultColumn.Number("kappa_over_fcn"),
            ResultColumn.Number("predictor_rms"));
        foreach (ArchitectureSpectrum spectrum in spectra)
        {
            ArchitectureSpectrum reference = spectra.First(other =>
                other.Theory.Phase == spectrum.Theory.Phase && other.TrainCount == spectrum.TrainCount && other.Network.Activation == spectrum.Network.Activation);
            table.Add(
                spectrum.Network.Activation.Name,
                Phases.Name(spectrum.Theory.Phase),
                spectrum.Name,
                spectrum.TrainCount,
                depth,
                spectrum.ConditionNumber[depth - 1],
                spectrum.ConditionExcess[depth - 1],
                spectrum.Theory.Phase == MeanField.Phase.Critical ? spectrum.Predictions.CriticalConditionNumber : double.NaN,
                spectrum.ConditionNumber[depth - 1] / reference.ConditionNumber[depth - 1],
                spectrum.MeanPredictor[depth - 1]);
        }

        return table;
    }
}

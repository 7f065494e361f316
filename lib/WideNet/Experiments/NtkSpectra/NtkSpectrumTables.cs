namespace WideNet.Experiments.NtkSpectra;

/// <summary>Tables of NTK spectra.</summary>
public static class NtkSpectrumTables
{
    /// <summary>Fixed points and slopes of every spectrum.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different weight variances.</param>
    public static ResultTable Theory(Provenance run, params IReadOnlyList<NtkSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        var table = new ResultTable(
            run,
            ResultColumn.Text("activation"),
            ResultColumn.Text("phase"),
            ResultColumn.Number("weight_variance"),
            ResultColumn.Number("q_star"),
            ResultColumn.Number("c_star"),
            ResultColumn.Number("chi_1"),
            ResultColumn.Number("chi_c_star"),
            ResultColumn.Number("xi_1", "layers"),
            ResultColumn.Number("xi_star", "layers"));
        foreach (NtkSpectrum spectrum in spectra)
        {
            MeanField.MeanFieldPoint theory = spectrum.Theory;
            table.Add(
                spectrum.Activation.Name,
                Phases.Name(theory.Phase),
                spectrum.WeightVariance,
                spectrum.QStar,
                theory.CStar,
                theory.Chi1,
                theory.ChiCStar,
                theory.DepthScaleOrdered,
                theory.DepthScaleNtk ?? double.NaN);
        }

        return table;
    }

    /// <summary>Entries, eigenvalues, condition number and mean predictor at some depths; logarithms where a number may leave the range of double.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="depths">Depths to show; for each the nearest one computed at or above it is taken.</param>
    /// <param name="spectra">Spectra of different networks.</param>
    public static ResultTable Measured(Provenance run, IReadOnlyList<int> depths, params IReadOnlyList<NtkSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(spectra);
        var table = new ResultTable(
            run,
            ResultColumn.Text("activation"),
            ResultColumn.Number("weight_variance"),
            ResultColumn.WholeNumber("depth"),
            ResultColumn.Number("ntk_aa"),
            ResultColumn.Number("log10_ntk_gap"),
            ResultColumn.Number("log10_lambda_max"),
            ResultColumn.Number("log10_lambda_bulk"),
            ResultColumn.Number("log10_kappa_minus_1"),
            ResultColumn.Number("log10_predictor_rms"),
            ResultColumn.Number("largest_error"));
        foreach (NtkSpectrum spectrum in spectra)
        {
            foreach (int depth in depths)
            {
                int i = Math.Min(spectrum.Depths.Count(l => l < depth), spectrum.Depths.Count - 1);
                table.Add(
                    spectrum.Activation.Name,
                    spectrum.WeightVariance,
                    spectrum.Depths[i],
                    spectrum.Diagonal[i],
                    spectrum.Log10Gap[i],
                    spectrum.Log10LambdaMax[i],
                    spectrum.Log10LambdaBulk[i],
                    spectrum.Log10ConditionExcess[i],
                    spectrum.Log10MeanPredictor[i],
                    spectrum.LargestError);
            }
        }

        return table;
    }
}

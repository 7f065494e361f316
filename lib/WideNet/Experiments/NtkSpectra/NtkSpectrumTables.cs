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
                Phases.Name(theory.Phase),
                spectrum.WeightVariance,
                spectrum.QStar,
                theory.CStar,
                theory.Chi1,
                theory.ChiCStar,
                theory.DepthScaleOrdered,
                theory.DepthScaleNtk ?? double.PositiveInfinity);
        }

        return table;
    }

    /// <summary>Entries, eigenvalues, condition number and mean predictor at some depths.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="depths">Depths to show, within those computed.</param>
    /// <param name="spectra">Spectra of different weight variances.</param>
    public static ResultTable Measured(Provenance run, IReadOnlyList<int> depths, params IReadOnlyList<NtkSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(spectra);
        var table = new ResultTable(
            run,
            ResultColumn.Number("weight_variance"),
            ResultColumn.WholeNumber("depth"),
            ResultColumn.Number("ntk_aa"),
            ResultColumn.Number("ntk_ab"),
            ResultColumn.Number("lambda_max"),
            ResultColumn.Number("lambda_bulk"),
            ResultColumn.Number("kappa"),
            ResultColumn.Number("predictor_rms"));
        foreach (NtkSpectrum spectrum in spectra)
        {
            foreach (int depth in depths)
            {
                int i = depth - 1;
                table.Add(
                    spectrum.WeightVariance,
                    depth,
                    spectrum.Diagonal[i],
                    spectrum.OffDiagonal[i],
                    spectrum.LambdaMax[i],
                    spectrum.LambdaBulk[i],
                    spectrum.ConditionNumber[i],
                    spectrum.MeanPredictor[i]);
            }
        }

        return table;
    }
}

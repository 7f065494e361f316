using WideNet.Data;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Experiments.Conventions;

/// <summary>Tables that show the conventions at work.</summary>
public static class ConventionTables
{
    /// <summary>K and Θ between every test and every training example.</summary>
    /// <param name="preset">Preset of the run.</param>
    /// <param name="kernels">Test-train kernels.</param>
    /// <param name="data">The examples they were computed on.</param>
    /// <exception cref="ArgumentException">The kernels are not those of these examples.</exception>
    public static ResultTable Kernels(Preset preset, KernelPair kernels, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(data);
        if (kernels.Ntk.Rows != data.Test.Count || kernels.Ntk.Columns != data.Train.Count)
        {
            throw new ArgumentException(
                $"The kernels are {kernels.Ntk.Rows}×{kernels.Ntk.Columns}, but there are {data.Test.Count} test and {data.Train.Count} training examples.", nameof(kernels));
        }

        var run = new Provenance { Notebook = "00-conventions", Preset = preset, Dataset = data.Description, Sizes = $"depth {kernels.Depth}" };
        var table = new ResultTable(
            run,
            ResultColumn.WholeNumber("test_image"),
            ResultColumn.WholeNumber("train_image"),
            ResultColumn.Text("test_class"),
            ResultColumn.Text("train_class"),
            ResultColumn.Number("nngp"),
            ResultColumn.Number("ntk"));
        for (int i = 0; i < data.Test.Count; i++)
        {
            for (int j = 0; j < data.Train.Count; j++)
            {
                table.Add(i, j, data.Test.ClassNames[data.Test.Labels[i]], data.Train.ClassNames[data.Train.Labels[j]], kernels.Nngp[i, j], kernels.Ntk[i, j]);
            }
        }

        return table;
    }
}

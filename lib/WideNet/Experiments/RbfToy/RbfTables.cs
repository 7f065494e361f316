namespace WideNet.Experiments.RbfToy;

/// <summary>RBF results as two tables, one row for each bandwidth and one row of distances, and back. Test: RbfExperimentTests.</summary>
internal static class RbfTables
{
    private const string Points = "points", Scales = "scales", Curve = "curve", Small = "small", Nearest = "nearest", Large = "large";

    /// <summary>Results as tables.</summary>
    /// <param name="found">The results.</param>
    public static IReadOnlyDictionary<string, ResultTable> Write(RbfResults found)
    {
        var points = new ResultTable(
            found.Run,
            ResultColumn.Text("part"),
            ResultColumn.Number("bandwidth"),
            ResultColumn.Number("condition_excess"),
            ResultColumn.Number("predictor"),
            ResultColumn.Number("largest_output"),
            ResultColumn.Number("flat_distance"),
            ResultColumn.Number("mean_predictor_accuracy"),
            ResultColumn.Number("one_network_accuracy"),
            ResultColumn.Number("nearest_share"));
        foreach ((string part, IReadOnlyList<RbfPoint> list) in ((string, IReadOnlyList<RbfPoint>)[])[(Curve, found.Curve), (Small, found.Small), (Nearest, [found.Nearest]), (Large, found.Large)])
        {
            foreach (RbfPoint point in list)
            {
                points.Add(part, point.Bandwidth, point.ConditionExcess, point.Predictor, point.LargestOutput, point.FlatDistance, point.Mean, point.OneNetwork, point.NearestShare);
            }
        }

        RbfScales s = found.Scales;
        ResultTable scales = new ResultTable(
            found.Run,
            ResultColumn.WholeNumber("training_images"),
            ResultColumn.WholeNumber("test_images"),
            ResultColumn.WholeNumber("classes"),
            ResultColumn.Number("mean"),
            ResultColumn.Number("smallest_pair"),
            ResultColumn.Number("second_pair"),
            ResultColumn.Number("nearest"),
            ResultColumn.Number("second_nearest"),
            ResultColumn.Number("farthest_nearest"),
            ResultColumn.Number("undecided"),
            ResultColumn.Number("smallest_eigenvalue"),
            ResultColumn.Number("flat_size"))
            .Add(s.TrainCount, s.TestCount, s.ClassCount, s.Mean, s.SmallestPair, s.SecondPair, s.Nearest, s.SecondNearest, s.FarthestNearest, s.Undecided, s.SmallestEigenvalue, s.FlatSize);
        return new Dictionary<string, ResultTable> { [Points] = points, [Scales] = scales };
    }

    /// <summary>The results of tables.</summary>
    /// <param name="tables">What <see cref="Write"/> gave.</param>
    public static RbfResults Read(IReadOnlyDictionary<string, ResultTable> tables)
    {
        ResultTable points = tables[Points], scales = tables[Scales];
        return new RbfResults(points.Run, ReadScales(scales), ReadPoints(points, Curve), ReadPoints(points, Small), ReadPoints(points, Nearest)[0], ReadPoints(points, Large));
    }

    private static RbfScales ReadScales(ResultTable table)
    {
        double Value(string column) => table.Numbers(column)[0];
        return new RbfScales
        {
            DataLabel = table.Run.Dataset,
            TrainCount = (int)Value("training_images"),
            TestCount = (int)Value("test_images"),
            ClassCount = (int)Value("classes"),
            Mean = Value("mean"),
            SmallestPair = Value("smallest_pair"),
            SecondPair = Value("second_pair"),
            Nearest = Value("nearest"),
            SecondNearest = Value("second_nearest"),
            FarthestNearest = Value("farthest_nearest"),
            Undecided = Value("undecided"),
            SmallestEigenvalue = Value("smallest_eigenvalue"),
            FlatSize = Value("flat_size"),
        };
    }

    private static IReadOnlyList<RbfPoint> ReadPoints(ResultTable table, string part)
    {
        ResultTable rows = table.Where("part", part);
        IReadOnlyList<double> h = rows.Numbers("bandwidth"), excess = rows.Numbers("condition_excess"), predictor = rows.Numbers("predictor"), output = rows.Numbers("largest_output");
        IReadOnlyList<double> flat = rows.Numbers("flat_distance"), mean = rows.Numbers("mean_predictor_accuracy"), network = rows.Numbers("one_network_accuracy"), share = rows.Numbers("nearest_share");
        return [.. h.Select((bandwidth, i) => new RbfPoint(bandwidth, excess[i], predictor[i], output[i], flat[i], mean[i], network[i], share[i]))];
    }
}

using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;

namespace WideNet.Tests.Claims;

/// <summary>What ends the accuracy of NTK regression on images of unequally frequent classes: the sizes of the two parts of P Y where it ends.</summary>
internal static class CollapseReasons
{
    /// <summary>The chaotic columns whose accuracy ends within the map.</summary>
    /// <param name="map">The map.</param>
    public static IReadOnlyList<CollapseEnd> Ends(AccuracyMap map) =>
    [
        .. from column in map.Columns
           where column.Theory.Phase == Phase.Chaotic && column.End is not null
           let balance = Fall(column, point => point.ConstantSize)
           where balance is not null
           let depth = column.End!.Value
           select new CollapseEnd(column, depth, At(column, depth, point => point.PredictorSize) / At(column, depth, point => point.ConstantSize)),
    ];

    /// <summary>Exponent in ξ_* of the depth at which the data's part would fall to the constant's largest value, and the size of what is left out.</summary>
    /// <param name="map">The map.</param>
    public static (double Exponent, double Tolerance) HeldExponent(AccuracyMap map)
    {
        IReadOnlyList<CollapseEnd> ends = Ends(map);
        double ratio = Math.Exp(ends.Average(end => Math.Log(end.Ratio)));
        (double Scale, double Depth)[] held =
        [
            .. from end in ends
               let threshold = ratio * end.Column.Points.Max(point => point.ConstantSize)
               let depth = Fall(end.Column, _ => threshold)
               where depth is not null
               select (end.Column.Theory.XiStar!.Value, depth.Value),
        ];
        Assert.True(held.Length >= 3, $"{held.Length} weight variances; an exponent needs three.");
        RateFit fit = RateFit.PowerLaw([.. held.Select(end => end.Scale)], [.. held.Select(end => end.Depth)]);
        return (fit.Rate, held.Max(end => end.Scale / end.Depth));
    }

    /// <summary>The depth at which the data's part falls below a threshold for good, on logarithmic scales.</summary>
    /// <param name="column">The column.</param>
    /// <param name="threshold">The threshold at a depth.</param>
    public static double? Fall(AccuracyColumn column, Func<AccuracyPoint, double> threshold) => FallingCurve.Below(
        [.. column.Points.Select(point => (double)point.Depth)], [.. column.Points.Select(point => Math.Log(point.PredictorSize / threshold(point)))], 0);

    private static double At(AccuracyColumn column, double depth, Func<AccuracyPoint, double> value)
    {
        int i = Enumerable.Range(0, column.Points.Count - 1).Last(row => column.Points[row].Depth <= depth);
        AccuracyPoint before = column.Points[i], behind = column.Points[i + 1];
        double share = (depth - before.Depth) / (behind.Depth - before.Depth);
        return Math.Exp((Math.Log(value(before)) * (1 - share)) + (Math.Log(value(behind)) * share));
    }
}

/// <summary>Where the accuracy of a column ends.</summary>
/// <param name="Column">The column.</param>
/// <param name="Depth">The depth.</param>
/// <param name="Ratio">The data's part of P Y over the constant there.</param>
internal sealed record CollapseEnd(AccuracyColumn Column, double Depth, double Ratio);

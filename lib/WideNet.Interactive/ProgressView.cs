using System.Globalization;
using System.Net;

namespace WideNet.Interactive;

/// <summary>A moment of a long computation as a notebook shows it: a bar, what is done, and the time that is left.</summary>
/// <param name="Title">What is being computed, in a few words.</param>
/// <param name="Fraction">Finished fraction, from 0 to 1.</param>
/// <param name="Detail">What there is to say, such as a step and a loss; may be empty.</param>
/// <param name="Remaining">Expected time to the end, or null while there is no rate.</param>
public sealed record ProgressView(string Title, double Fraction, string Detail, TimeSpan? Remaining)
{
    /// <summary>The bar with its text.</summary>
    public string ToHtml()
    {
        string value = Math.Clamp(Fraction, 0, 1).ToString("0.####", CultureInfo.InvariantCulture);
        return $"<div><progress value=\"{value}\" max=\"1\" style=\"width:20em\"></progress> {WebUtility.HtmlEncode(ToString())}</div>";
    }

    /// <summary>The text beside the bar: <c>training: 25 %, step 250 of 1000, 0:12 left</c>.</summary>
    public override string ToString()
    {
        string text = Invariant($"{Title}: {100 * Fraction:F0} %");
        if (Detail.Length > 0) text += $", {Detail}";
        if (Remaining is not { } left || Fraction >= 1) return text;
        return text + Invariant($", {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}

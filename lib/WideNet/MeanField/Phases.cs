namespace WideNet.MeanField;

/// <summary>The words for phases.</summary>
public static class Phases
{
    /// <summary>ordered, critical, chaotic or unbounded: the word in titles and in names of claims.</summary>
    /// <param name="phase">The phase.</param>
    public static string Word(this Phase phase) => phase.ToString().ToLowerInvariant();
}

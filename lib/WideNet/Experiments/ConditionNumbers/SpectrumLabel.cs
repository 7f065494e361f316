namespace WideNet.Experiments.ConditionNumbers;

/// <summary>How a spectrum is named in ids and statements of claims.</summary>
/// <param name="Id">Activation, architecture, phase, dropout, data and m, joined by dashes.</param>
/// <param name="Text">The same for a reader, without the phase, which the statement names.</param>
internal sealed record SpectrumLabel(string Id, string Text)
{
    /// <summary>The label of a spectrum.</summary>
    public static SpectrumLabel Of(ArchitectureSpectrum spectrum)
    {
        string data = spectrum.DataLabel.StartsWith("random", StringComparison.Ordinal) ? "random" : "images";
        string drop = spectrum.Network.DropoutKeep < 1 ? "-dropout-" + Phases.Number(spectrum.Network.DropoutKeep) : "";
        return new SpectrumLabel(
            $"{spectrum.Network.Activation.Name}-{spectrum.Name.ToLowerInvariant()}-{Phases.Name(spectrum.Theory.Phase)}{drop}-{data}-m{spectrum.TrainCount}",
            $"{spectrum.Name}, {spectrum.Network.Activation.Name}, {(data == "random" ? "random pixels" : "images")}, m = {spectrum.TrainCount}");
    }
}

namespace WideNet.Spectra;

/// <summary>Which squared loss a learning rate belongs to.</summary>
public enum SquaredLoss
{
    /// <summary>½ Σ (f - Y)², the paper's convention: training modes decay like e^{-ηλt} and 2/λ_max is the largest learning rate.</summary>
    Sum,

    /// <summary>½ mean (f - Y)² over all m·k outputs: training modes decay like e^{-ηλt/(mk)} and 2mk/λ_max is the largest learning rate.</summary>
    Mean,
}

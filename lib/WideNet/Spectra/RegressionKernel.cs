namespace WideNet.Spectra;

/// <summary>The kernel that labels are regressed on.</summary>
public enum RegressionKernel
{
    /// <summary>Θ: a network of infinite width trained to the end from f_0 = 0.</summary>
    Ntk,

    /// <summary>K: a Bayesian network, or one whose read-out alone is trained.</summary>
    Nngp,
}

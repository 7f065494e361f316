using WideNet.Numerics;

namespace WideNet.Cli.Cases;

/// <summary>An array that <c>predict</c> writes.</summary>
/// <param name="Name">Its name, such as <c>train</c>.</param>
/// <param name="Matrices">One for each time, or one alone.</param>
/// <param name="IsOne">Whether it has no dimension for times.</param>
internal sealed record PredictedArray(string Name, IReadOnlyList<Matrix> Matrices, bool IsOne);

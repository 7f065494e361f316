namespace WideNet.Results;

/// <summary>The unit of a property of a row, as tables and CSV name it: <c>depth_scale [layers]</c>.</summary>
/// <remarks>In a positional record <c>[property: Unit("layers")] double DepthScale</c>. Test: ResultRowsTests.</remarks>
/// <param name="unit">The unit, such as layers.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>The unit.</summary>
    public string Unit { get; } = unit;
}

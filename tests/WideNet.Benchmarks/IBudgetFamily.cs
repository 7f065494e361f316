namespace WideNet.Benchmarks;

/// <summary>A group of budget rows. To add one, implement this and name it in <see cref="BudgetReport"/>.</summary>
internal interface IBudgetFamily
{
    /// <summary>The word that selects the family on the command line.</summary>
    string Name { get; }

    /// <summary>Measures the rows one after the other.</summary>
    IEnumerable<BudgetRow> Measure(BudgetSettings settings);
}

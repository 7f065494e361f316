using BenchmarkDotNet.Running;
using WideNet.Benchmarks;

// budget: one quick table of times beside their budgets; everything else goes to BenchmarkDotNet.
if (args is ["budget", .. var options]) return BudgetReport.Run(options);
BenchmarkSwitcher.FromAssembly(typeof(BudgetReport).Assembly).Run(args);
return 0;

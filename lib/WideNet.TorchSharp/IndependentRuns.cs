using System.Runtime.ExceptionServices;
using TorchSharp;

namespace WideNet.TorchSharp;

/// <summary>Runs that do not depend on each other, such as networks of different width, at the same time on all processors.</summary>
/// <remarks>
/// Operations on small tensors gain nothing from libtorch's own threads; whole runs beside each other do. Each run has one of libtorch's threads, so that
/// they do not wait for each other, and its own dispose scope. Shown by IndependentRunsTests.
/// </remarks>
public static class IndependentRuns
{
    /// <summary>What every item gives, in the order of the items.</summary>
    /// <param name="items">The items; the longest runs first, if they differ much.</param>
    /// <param name="run">Measures an item; tensors that it makes are disposed of at its end.</param>
    /// <typeparam name="TItem">Type of the items.</typeparam>
    /// <typeparam name="TResult">Type of the results, which hold no tensors.</typeparam>
    public static TResult[] Of<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(run);
        var results = new TResult[items.Count];
        int next = -1;
        ExceptionDispatchInfo? failure = null;
        void Work()
        {
            int threads = torch.get_num_threads();
            torch.set_num_threads(1);
            try
            {
                for (int i = Interlocked.Increment(ref next); i < items.Count && Volatile.Read(ref failure) is null; i = Interlocked.Increment(ref next))
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    results[i] = run(items[i]);
                }
            }
#pragma warning disable CA1031 // Whatever it is, the caller gets it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _ = Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
            }
            finally
            {
                torch.set_num_threads(threads);
            }
        }

        Task[] others = [.. Enumerable.Range(1, Math.Max(0, Math.Min(items.Count, Environment.ProcessorCount) - 1)).Select(_ => Task.Run(Work))];
        Work();
        Task.WaitAll(others);
        failure?.Throw();
        return results;
    }
}

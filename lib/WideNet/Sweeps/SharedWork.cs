using System.Collections.Concurrent;

namespace WideNet.Sweeps;

/// <summary>Work that several cells need, such as a kernel's largest eigenvalue at one σ_w²: done once for each key, when it is first asked for.</summary>
/// <typeparam name="TKey">What it depends on.</typeparam>
/// <typeparam name="TValue">What it gives; shared by threads, so never changed.</typeparam>
/// <param name="compute">Does the work; it may depend on nothing but the key.</param>
internal sealed class SharedWork<TKey, TValue>(Func<TKey, TValue> compute)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<TValue>> _values = new();

    /// <summary>The value for a key; other threads that want it wait.</summary>
    public TValue this[TKey key] => _values.GetOrAdd(key, k => new Lazy<TValue>(() => compute(k))).Value;
}

namespace WideNet.Figures.Rendering;

/// <summary>Places the texts of one panel one after the other, each where it covers none of the earlier ones.</summary>
internal sealed class LabelPlanner
{
    private readonly List<Box> _taken = [];

    /// <summary>Takes room without asking.</summary>
    /// <param name="box">The room, or null for none.</param>
    public void Take(Box? box)
    {
        if (box is { } taken)
        {
            _taken.Add(taken);
        }
    }

    /// <summary>Takes the first free candidate, or the first of all when none is free.</summary>
    /// <returns>The box taken, or null when there is no candidate.</returns>
    public Box? Place(IReadOnlyList<Box> candidates)
    {
        foreach (Box candidate in candidates)
        {
            if (!_taken.Any(t => Overlap(t, candidate)))
            {
                _taken.Add(candidate);
                return candidate;
            }
        }

        if (candidates.Count == 0)
        {
            return null;
        }

        _taken.Add(candidates[0]);
        return candidates[0];
    }

    private static bool Overlap(Box a, Box b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}

namespace WideNet.Data;

/// <summary>Which images of a file are taken when fewer are asked for than there are.</summary>
public enum SubsetRule
{
    /// <summary>The first ones, as they lie in the file; the classes are then not equally frequent.</summary>
    First,

    /// <summary>Equally many of each class: the first of each, kept in the order of the file.</summary>
    Balanced,
}
